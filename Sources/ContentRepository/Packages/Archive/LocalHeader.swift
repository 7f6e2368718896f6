// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// What stands in an archive right before the contents of an entry.
struct LocalHeader {
    /// Fixed part, name and extra fields.
    let bytes: [UInt8]
    /// Where the compressed contents stand in the archive.
    let contents: Range<Int>

    /// Throws ``EntryFault/outsideArchive``, ``EntryFault/headersDisagree`` where it has another name or method than
    /// the directory says, or ``EntryFault/unreadable(code:)``.
    init(of entry: ZipEntry, _ directory: ZipDirectory, in archive: ByteWindow) throws(EntryFault) {
        guard directory.isWithinArchive(entry) else { throw .outsideArchive }
        let start = entry.localOffset
        let limit = directory.end.directory.lowerBound
        let fixed = start + ZipFormat.localHeaderLength
        let header: [UInt8]
        do throws(Errno) {
            let head = try archive.bytes(start..<fixed)
            guard head.number32(at: 0) == ZipFormat.localHeader else { throw .invalidArgument }
            let end = fixed + head.number16(at: 26) + head.number16(at: 28)
            guard end + entry.compressedSize <= limit else { throw .invalidArgument }
            header = head + (try archive.bytes(fixed..<end))
        } catch .invalidArgument {
            throw .headersDisagree
        } catch {
            throw .unreadable(code: error.rawValue)
        }
        let name = header[ZipFormat.localHeaderLength...].prefix(header.number16(at: 26))
        guard header.number16(at: 8) == entry.method, name == directory.name(entry.index) else {
            throw .headersDisagree
        }
        bytes = header
        contents = (start + header.count)..<(start + header.count + entry.compressedSize)
    }

    /// Throws ``EntryFault/headersDisagree`` where lengths or encryption are not those of the directory, and not left to
    /// what follows the contents, and ``EntryFault/wrongChecksum`` where the checksum is not.
    func requireAgreement(with entry: ZipEntry) throws(EntryFault) {
        let flags = bytes.number16(at: 6)
        let secret = ZipFormat.encryptedFlag | ZipFormat.strongEncryptionFlag
        let extraFields = (ZipFormat.localHeaderLength + nameLength)..<bytes.count
        guard flags & secret == entry.flags & secret,
            let sizes = Zip64Sizes(
                size: bytes.number32(at: 22), compressedSize: bytes.number32(at: 18), localOffset: 0,
                extraFields: extraFields, of: bytes)
        else { throw .headersDisagree }
        func agrees(_ number: Int, with other: Int) -> Bool {
            number == other || number == 0 && (flags | entry.flags) & ZipFormat.descriptorFlag != 0
        }
        guard agrees(sizes.size, with: entry.size), agrees(sizes.compressedSize, with: entry.compressedSize)
        else { throw .headersDisagree }
        guard agrees(bytes.number32(at: 14), with: entry.crc) else { throw .wrongChecksum }
    }

    var nameLength: Int { bytes.number16(at: 26) }
}
