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
    /// Throws ``PackageError/destinationOccupied(path:)`` where something is at `path` already; with `replacing`, something
    /// else than a regular file.
    package static func expectFree(_ path: String, replacing: Bool = false) throws(PackageError) {
        guard let kind = try? HostPath.kind(at: path, followingLinks: false) else { return }
        guard replacing, kind == .regular else { throw .destinationOccupied(path: path) }
    }

    /// Writes an archive of `entries`, in their order, to a file that is not there yet, or with `replacing` in place of a
    /// file; a name that ends with a slash is a folder. The file appears when it is complete and on the disk.
    ///
    /// Every entry has the same date, so that the same entries give the same archive. Throws
    /// ``PackageError/destinationOccupied(path:)``, ``PackageError/destinationUnusable(path:code:)`` or
    /// ``PackageError/notWritten(path:step:code:)``.
    package static func write(
        _ entries: [(name: [UInt8], bytes: [UInt8])], to path: String, replacing: Bool = false
    ) throws(PackageError) {
        try expectFree(path, replacing: replacing)
        guard let archive = bytes(of: entries) else {
            throw .notWritten(path: path, step: .write, code: Errno.ioError.rawValue)
        }
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
            if replacing {
                try folder.descriptor.rename(temporary, to: name, in: folder.descriptor)
            } else {
                try folder.descriptor.give(temporary, theFreeName: name)
            }
            step = .synchronizeFolder
            try folder.descriptor.synchronizeFolder()
        } catch {
            try? folder.descriptor.remove(temporary)
            throw error == .fileExists
                ? .destinationOccupied(path: path)
                : .notWritten(path: path, step: step, code: error.rawValue)
        }
    }

    /// The archive in memory; nil where libzip could not make it.
    private static func bytes(of entries: [(name: [UInt8], bytes: [UInt8])]) -> [UInt8]? {
        entries.flatMap(\.bytes).withUnsafeBytes { contents in
            MemoryArchive.bytes { archive in
                var offset = 0
                for (name, bytes) in entries {
                    let end = offset + bytes.count
                    let part = UnsafeRawBufferPointer(rebasing: contents[offset..<end])
                    guard add(name, part, to: archive) else { return false }
                    offset = end
                }
                return true
            }
        }
    }

    private static func add(
        _ name: [UInt8], _ bytes: UnsafeRawBufferPointer, to archive: OpaquePointer
    ) -> Bool {
        // 1 January 1980, midnight: the earliest date that zip knows.
        let (time, date): (UInt16, UInt16) = (0, 0x21)
        let index =
            name.last == RelativePath.separator
            ? UInt64(exactly: name.withCName { zip_dir_add(archive, $0, zip_flags_t(ZIP_FL_ENC_UTF_8)) })
            : MemoryArchive.add(name, bytes, to: archive)
        return index.map { zip_file_set_dostime(archive, $0, time, date, 0) == 0 } ?? false
    }
}
