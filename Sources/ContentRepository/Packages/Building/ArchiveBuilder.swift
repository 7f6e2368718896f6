// SPDX-License-Identifier: Apache-2.0
import CLibZip
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes zip archives of our own making: delta packages and packed trees.
package enum ArchiveBuilder {
    /// Throws ``PackageError/destinationOccupied(path:)`` where something is at `path` already.
    package static func expectFree(_ path: String) throws(PackageError) {
        guard (try? HostPath.kind(at: path, followingLinks: false)) == nil else {
            throw .destinationOccupied(path: path)
        }
    }

    /// Writes an archive of `entries`, in their order, to a file that is not there yet; a name that ends with a slash is
    /// a folder. The file appears when it is complete and on the disk.
    ///
    /// Every entry has the same date, so that the same entries give the same archive. Throws
    /// ``PackageError/destinationOccupied(path:)``, ``PackageError/destinationUnusable(path:code:)`` or
    /// ``PackageError/notWritten(path:step:code:)``.
    package static func write(_ entries: [(name: [UInt8], bytes: [UInt8])], to path: String)
        throws(PackageError)
    {
        try expectFree(path)
        let archive = try bytes(of: entries, path: path)
        let (folder, name): (OpenFolder, [UInt8])
        do throws(Errno) {
            (folder, name, _) = try PackagePlacement.place(path)
        } catch {
            throw .destinationUnusable(path: path, code: error.rawValue)
        }
        let temporary = FileName.temporary(for: name)
        var step = WriteStep.write
        do throws(Errno) {
            let file = try folder.descriptor.open(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
            try file.write(archive)
            // It may hold secrets: for nobody but its owner, whatever the umask says.
            try file.synchronize()
            try folder.descriptor.give(temporary, theFreeName: name)
            step = .synchronizeFolder
            try folder.descriptor.synchronizeFolder()
        } catch {
            try? folder.descriptor.remove(temporary)
            throw error == .fileExists
                ? .destinationOccupied(path: path)
                : .notWritten(path: path, step: step, code: error.rawValue)
        }
    }

    /// The archive in memory.
    private static func bytes(
        of entries: [(name: [UInt8], bytes: [UInt8])], path: String
    ) throws(PackageError) -> [UInt8] {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        let failure = PackageError.notWritten(path: path, step: .write, code: Errno.ioError.rawValue)
        guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { throw failure }
        // Closing the archive drops its own hold on the target.
        zip_source_keep(target)
        defer { zip_source_free(target) }
        guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
            zip_source_free(target)
            throw failure
        }
        // libzip reads the contents when the archive is closed; until then this array keeps them where they are.
        let contents = entries.flatMap(\.bytes)
        let isWritten = contents.withUnsafeBufferPointer { buffer in
            var offset = 0
            for (name, bytes) in entries {
                guard add(name, buffer.baseAddress.map { $0 + offset }, bytes.count, to: archive) else {
                    return false
                }
                offset += bytes.count
            }
            return zip_close(archive) == 0
        }
        guard isWritten else {
            zip_discard(archive)
            throw failure
        }
        guard let bytes = read(target) else { throw failure }
        return bytes
    }

    private static func add(
        _ name: [UInt8], _ bytes: UnsafePointer<UInt8>?, _ count: Int, to archive: OpaquePointer
    ) -> Bool {
        // 1 January 1980, midnight: the earliest date that zip knows.
        let (time, date): (UInt16, UInt16) = (0, 0x21)
        let index: Int64
        if name.last == RelativePath.separator {
            index = name.withCName { zip_dir_add(archive, $0, UInt32(ZIP_FL_ENC_UTF_8)) }
        } else {
            guard let source = zip_source_buffer(archive, bytes, UInt64(count), 0) else { return false }
            index = name.withCName { zip_file_add(archive, $0, source, UInt32(ZIP_FL_ENC_UTF_8)) }
            if index < 0 { zip_source_free(source) }
        }
        return index >= 0 && zip_file_set_dostime(archive, UInt64(index), time, date, 0) == 0
    }

    private static func read(_ source: OpaquePointer) -> [UInt8]? {
        guard zip_source_open(source) == 0 else { return nil }
        defer { zip_source_close(source) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes {
                zip_source_read(source, $0.baseAddress, UInt64($0.count))
            }
            guard count >= 0 else { return nil }
            if count == 0 { return bytes }
            bytes += buffer[..<Int(count)]
        }
    }
}
