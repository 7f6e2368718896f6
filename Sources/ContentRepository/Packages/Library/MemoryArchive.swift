// SPDX-License-Identifier: Apache-2.0
import CLibZip

/// Archives that libzip makes in memory.
enum MemoryArchive {
    /// The bytes of the archive that `fill` puts entries into; nil where that returns false, or libzip cannot make it.
    ///
    /// libzip reads the contents of the entries when all are there: they must stay where they are until this returns.
    static func bytes(filledBy fill: (_ archive: OpaquePointer) -> Bool) -> [UInt8]? {
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
        guard fill(archive), zip_close(archive) == 0 else {
            zip_discard(archive)
            return nil
        }
        return contents(of: target)
    }

    /// Puts in an entry for a file, and returns its number; nil where libzip does not take it.
    static func add(
        _ name: [UInt8], _ contents: UnsafeRawBufferPointer, to archive: OpaquePointer
    ) -> UInt64? {
        guard let source = zip_source_buffer(archive, contents.baseAddress, UInt64(contents.count), 0) else {
            return nil
        }
        let index = name.withCName { zip_file_add(archive, $0, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) }
        guard index >= 0 else {
            zip_source_free(source)
            return nil
        }
        return UInt64(index)
    }

    private static func contents(of source: OpaquePointer) -> [UInt8]? {
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
