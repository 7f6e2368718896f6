// SPDX-License-Identifier: Apache-2.0
import CLibZip
import SystemPackage

/// Opens a new archive and compares it with what was planned: what was written anew to the byte, then every entry as
/// libzip sees it, and of the entries that changed the contents as libzip decompresses them.
struct ArchiveVerification {
    let splice: ArchiveSplice
    let result: ByteWindow
    /// For messages.
    let path: String

    /// Throws ``PackageError/notVerified(path:reason:)``.
    func run() throws(PackageError) {
        guard result.count == splice.length else { throw failure("it has the wrong length") }
        try compareBytes()
        try compareEntries()
    }

    /// What was written anew must be there to the byte.
    private func compareBytes() throws(PackageError) {
        let start = splice.moved(splice.archive.directory.end.directory.lowerBound)
        do throws(Errno) {
            let expected = splice.directory()
            guard try result.bytes(start..<start + expected.count) == expected,
                try result.bytes(start + expected.count..<result.count) == splice.tail()
            else { throw .invalidArgument }
            for change in splice.changes {
                try expect(change.header + change.contents.bytes, at: splice.moved(change.old.lowerBound))
            }
            for (number, addition) in splice.additions.enumerated() {
                try expect(
                    addition.header + addition.contents.bytes, at: splice.place(ofAddition: number))
            }
        } catch .invalidArgument {
            throw failure("it does not read back as written")
        } catch {
            throw failure("it cannot be read: \(error.description)")
        }
    }

    private func expect(_ bytes: [UInt8], at place: Int) throws(Errno) {
        guard try result.bytes(place..<place + bytes.count) == bytes else { throw .invalidArgument }
    }

    private func compareEntries() throws(PackageError) {
        var code: Int32 = 0
        guard let opened = ZipSource.open([result], code: &code) else {
            // libzip opens no archive with a comment that says it is UTF-8 and is not, for instance. What it does not
            // like about the old one, which was there before, is no fault of the new one.
            if let original = ZipSource.open([splice.archive.bytes], code: &code) {
                zip_discard(original)
                throw failure("it cannot be opened (libzip code \(code))")
            }
            return try compareChanges()
        }
        defer { zip_discard(opened) }
        let directory = splice.archive.directory
        guard zip_get_num_entries(opened, 0) == splice.count else {
            throw failure("it has the wrong number of entries")
        }
        let changes = Dictionary(
            splice.changes.map { ($0.entry.index, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, listed) in splice.listing.enumerated() {
            let (name, isAsPlanned) =
                switch listed {
                case .old(let old):
                    (
                        Array(directory.name(old)),
                        Self.isAsPlanned(
                            directory.entry(old), at: UInt64(index), directory, changes[old], in: opened)
                    )
                case .added(let number):
                    (
                        splice.additions[number].name,
                        Self.isAsPlanned(splice.additions[number], at: UInt64(index), in: opened)
                    )
                }
            guard isAsPlanned else { throw failure("\(FileName.display(name)) is not as planned") }
        }
    }

    private func compareChanges() throws(PackageError) {
        guard let directory = try? ZipDirectory(of: result, limits: Self.generousLimits) else {
            throw failure("its directory cannot be read")
        }
        guard directory.count == splice.count else { throw failure("it has the wrong number of entries") }
        let changes = Dictionary(
            splice.changes.map { ($0.entry.index, $0.plain) }, uniquingKeysWith: { first, _ in first })
        for (index, listed) in splice.listing.enumerated() {
            let planned: [UInt8]? =
                switch listed {
                case .old(let old): changes[old]
                case .added(let number): splice.additions[number].plain
                }
            guard let planned else { continue }
            let found = try? EntryReader.contents(
                directory.entry(index), of: directory, in: result, limit: planned.count,
                limits: Self.generousLimits)
            guard found == planned else {
                let name = FileName.display(Array(directory.name(index)))
                throw failure("\(name) does not read back as written")
            }
        }
    }

    private static let generousLimits = PackageLimits(directoryBytes: .max, expansion: .max)

    private static func isAsPlanned(
        _ entry: ZipEntry, at index: UInt64, _ directory: ZipDirectory, _ change: ArchiveSplice.Change?,
        in archive: OpaquePointer
    ) -> Bool {
        var status = zip_stat_t()
        zip_stat_init(&status)
        guard zip_stat_index(archive, index, 0, &status) == 0,
            let name = zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_RAW))
        else { return false }
        // Where libzip takes the name from an extra field, its bytes are not those of the header.
        let hasOtherName = ExtraField.range(of: 0x7075, in: entry.extraRange, of: directory.bytes) != nil
        let known = UInt64(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)
        guard status.valid & known == known,
            status.size == UInt64(change?.contents.size ?? entry.size),
            status.comp_size == UInt64(change?.contents.bytes.count ?? entry.compressedSize),
            hasOtherName || isSame(name, directory.name(entry.index))
        else { return false }
        if entry.isEncrypted { return true }
        return status.crc == UInt32(change?.contents.crc ?? entry.crc)
            && Int(status.comp_method) == entry.method
            && change.map { holds($0.plain, index, in: archive) } ?? true
    }

    private static func isAsPlanned(
        _ addition: ArchiveAddition, at index: UInt64, in archive: OpaquePointer
    ) -> Bool {
        var status = zip_stat_t()
        zip_stat_init(&status)
        guard zip_stat_index(archive, index, 0, &status) == 0,
            let name = zip_get_name(archive, index, zip_flags_t(ZIP_FL_ENC_RAW))
        else { return false }
        return isSame(name, addition.name[...]) && status.size == UInt64(addition.plain.count)
            && status.comp_size == UInt64(addition.contents.bytes.count)
            && status.crc == UInt32(addition.contents.crc) && Int(status.comp_method) == addition.method
            && holds(addition.plain, index, in: archive)
    }

    private static func isSame(_ text: UnsafePointer<CChar>, _ name: ArraySlice<UInt8>) -> Bool {
        var position = 0
        for byte in name {
            guard UInt8(bitPattern: text[position]) == byte else { return false }
            position += 1
        }
        return text[position] == 0
    }

    private static func holds(_ contents: [UInt8], _ index: UInt64, in archive: OpaquePointer) -> Bool {
        guard let file = zip_fopen_index(archive, index, 0) else { return false }
        defer { zip_fclose(file) }
        var found: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let taken = buffer.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { zip_fread(file, $0, UInt64(buffer.count)) } ?? -1
            }
            guard taken >= 0 else { return false }
            if taken == 0 { return found == contents }
            found += buffer[..<Int(taken)]
            guard found.count <= contents.count else { return false }
        }
    }

    private func failure(_ reason: String) -> PackageError { .notVerified(path: path, reason: reason) }
}
