// SPDX-License-Identifier: Apache-2.0
import CLibZip

/// Contents as an archive holds them, compressed by libzip.
struct CompressedContents {
    let bytes: [UInt8]
    let size: Int
    let crc: Int

    /// Throws ``EntryFault/unsupportedMethod(_:)`` where libzip cannot compress like this.
    init(_ contents: [UInt8], method: Int) throws(EntryFault) {
        guard let number = Int32(exactly: method), zip_compression_method_supported(number, 1) == 1 else {
            throw .unsupportedMethod(method)
        }
        guard let archive = Self.archive(of: contents, method: number) else {
            throw .unsupportedMethod(method)
        }
        let window = ByteWindow(archive)
        guard let directory = try? ZipDirectory(of: window, limits: .standard), directory.count == 1 else {
            throw .invalidData
        }
        let entry = directory.entry(0)
        // libzip may choose to store what is empty.
        guard entry.method == method, entry.size == contents.count else { throw .unsupportedMethod(method) }
        let place = try LocalHeader(of: entry, directory, in: window).contents
        bytes = Array(archive[place])
        size = entry.size
        crc = entry.crc
    }

    /// An archive in memory with these contents alone; nil where libzip could not make it.
    private static func archive(of contents: [UInt8], method: Int32) -> [UInt8]? {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { return nil }
        defer { zip_source_free(target) }
        // The archive has one reference, this function the other.
        zip_source_keep(target)
        guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
            zip_source_free(target)
            return nil
        }
        let isWritten = contents.withUnsafeBytes { buffer in
            guard let source = zip_source_buffer(archive, buffer.baseAddress, UInt64(buffer.count), 0)
            else { return false }
            guard zip_file_add(archive, "x", source, 0) == 0 else {
                zip_source_free(source)
                return false
            }
            return zip_set_file_compression(archive, 0, method, 0) == 0 && zip_close(archive) == 0
        }
        guard isWritten else {
            zip_discard(archive)
            return nil
        }
        return bytes(of: target)
    }

    private static func bytes(of source: OpaquePointer) -> [UInt8]? {
        var status = zip_stat_t()
        zip_stat_init(&status)
        guard zip_source_stat(source, &status) == 0, let size = Int(exactly: status.size),
            zip_source_open(source) == 0
        else { return nil }
        defer { zip_source_close(source) }
        var bytes = [UInt8](repeating: 0, count: size)
        let taken = bytes.withUnsafeMutableBytes { buffer in
            buffer.baseAddress.map { zip_source_read(source, $0, UInt64(size)) } ?? 0
        }
        return taken == size ? bytes : nil
    }
}
