// SPDX-License-Identifier: Apache-2.0
import CLibZip

/// The contents of one entry, decompressed by libzip as far as they are asked for.
///
/// libzip is not shown the archive but one with this entry alone, made of what was checked already and of the entry's
/// compressed bytes. So it needs no memory for the other entries, any number of threads can read from one archive, and
/// nothing else that stands in the file can lead it elsewhere.
struct EntryReader: ~Copyable {
    private let archive: OpaquePointer
    private let file: OpaquePointer
    private let compressedSize: Int
    private let size: Int
    private let method: Int
    private let expansion: Int
    private var count = 0

    /// Throws ``EntryFault`` where the entry is encrypted, compressed in a way that Java cannot read, or not where it should be.
    init(
        _ entry: ZipEntry, of directory: ZipDirectory, in archive: ByteWindow, limits: PackageLimits
    ) throws(EntryFault) {
        guard !entry.isEncrypted else { throw .encrypted }
        // What libzip could read and Java cannot is never installed: who reads it here would be told something else.
        guard [ZipFormat.stored, ZipFormat.deflated].contains(entry.method) else {
            throw .unsupportedMethod(entry.method)
        }
        let contents = try LocalHeader(of: entry, directory, in: archive).contents
        // Only the head of it could be wanted; of no honest document would it take this much.
        guard contents.count <= Self.mostCompressed else { throw .tooLarge(limit: Self.mostCompressed) }
        var code: Int32 = 0
        let alone = SingleEntryArchive.pieces(entry, contents: archive.part(contents))
        guard let opened = ZipSource.open(alone, code: &code) else { throw Self.fault(code, entry) }
        guard let file = zip_fopen_index(opened, 0, 0) else {
            code = zip_error_code_zip(zip_get_error(opened))
            zip_discard(opened)
            throw Self.fault(code, entry)
        }
        self.archive = opened
        self.file = file
        compressedSize = contents.count
        size = entry.size
        expansion = limits.expansion
        method = entry.method
    }

    deinit {
        zip_fclose(file)
        zip_discard(archive)
    }

    static let mostCompressed = 2 << 30

    /// The next bytes, `most` or fewer; none at the end. When the end is reached, checksum and length were right.
    mutating func next(atMost most: Int = 64 << 10) throws(EntryFault) -> [UInt8] {
        var taken: Int64 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
            taken = buffer.baseAddress.map { zip_fread(file, $0, UInt64(most)) } ?? 0
            filled = Int(max(taken, 0))
        }
        guard taken >= 0 else {
            let error = zip_file_get_error(file)
            if zip_error_code_zip(error) == ZIP_ER_READ, zip_error_system_type(error) == ZIP_ET_SYS {
                throw .unreadable(code: zip_error_code_system(error))
            }
            throw Self.fault(zip_error_code_zip(error), method: method)
        }
        count += bytes.count
        // Not every libzip compares them.
        if bytes.isEmpty, most > 0, count != size { throw .wrongSize }
        if count > PackageLimits.freeExpansion, count / expansion > compressedSize {
            throw .expandsTooFar(ratio: expansion)
        }
        return bytes
    }

    private static func fault(_ code: Int32, _ entry: ZipEntry) -> EntryFault {
        fault(code, method: entry.method)
    }

    private static func fault(_ code: Int32, method: Int) -> EntryFault {
        switch code {
        case ZIP_ER_CRC: .wrongChecksum
        case ZIP_ER_INCONS: .wrongSize
        case ZIP_ER_COMPNOTSUPP: .unsupportedMethod(method)
        case ZIP_ER_ENCRNOTSUPP, ZIP_ER_NOPASSWD, ZIP_ER_WRONGPASSWD: .encrypted
        default: .invalidData
        }
    }
}

extension EntryReader {
    /// All of the contents. Throws ``EntryFault/tooLarge(limit:)`` where there are more than `limit` bytes. `counts` is told
    /// of all bytes that were decompressed, also where that ends in an error.
    static func contents(
        _ entry: ZipEntry, of directory: ZipDirectory, in archive: ByteWindow, limit: Int,
        limits: PackageLimits, counts: (Int) -> Void = { _ in }
    ) throws(EntryFault) -> [UInt8] {
        // What claims to be too large is not even begun; what claims to be small is counted.
        guard entry.size <= limit else { throw .tooLarge(limit: limit) }
        var reader = try EntryReader(entry, of: directory, in: archive, limits: limits)
        var contents: [UInt8] = []
        contents.reserveCapacity(min(entry.size, 1 << 20))
        while true {
            let bytes = try reader.next()
            if bytes.isEmpty { return contents }
            counts(bytes.count)
            guard contents.count + bytes.count <= limit else { throw .tooLarge(limit: limit) }
            contents += bytes
        }
    }

    /// Reads all of the contents for their checksum alone.
    static func verify(
        _ entry: ZipEntry, of directory: ZipDirectory, in archive: ByteWindow, limits: PackageLimits
    ) throws(EntryFault) {
        var reader = try EntryReader(entry, of: directory, in: archive, limits: limits)
        while !(try reader.next(atMost: 1 << 20).isEmpty) {}
    }

    /// The first `length` bytes of the contents, or all if there are fewer.
    static func head(
        _ entry: ZipEntry, of directory: ZipDirectory, in archive: ByteWindow, length: Int,
        limits: PackageLimits
    ) throws(EntryFault) -> [UInt8] {
        var reader = try EntryReader(entry, of: directory, in: archive, limits: limits)
        var head: [UInt8] = []
        while head.count < length {
            let bytes = try reader.next(atMost: length - head.count)
            if bytes.isEmpty { break }
            head += bytes
        }
        return head
    }
}
