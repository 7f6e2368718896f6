// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that a user names with `--out`: written complete or not at all, and never over an existing file unless
/// `--force` is given. A pipe or device (`/dev/stdout`) is written to as it is.
package struct OutputFile: Sendable {
    let path: String
    private let replaces: Bool

    /// The file at `path`; `replaces` is whether `--force` was given.
    package init(_ path: String, replaces: Bool = false) {
        self.path = path
        self.replaces = replaces
    }

    /// The folder of the file, which paths in a mapping are relative to.
    var folder: String { GivenPath(path).folder }

    /// Checks that the file may be written, before any work is done for it.
    ///
    /// Throws `RunFailure`: 64 where a file exists and may not be replaced, 74 where a directory does.
    package func requireWritable() throws(RunFailure) { _ = try target() }

    /// Writes `text`. Where `isPrivate`, only the owner can read the file; else a replaced file keeps its mode.
    ///
    /// Throws `RunFailure` as `requireWritable()` does, and 74 where writing fails.
    package func write(_ text: String, isPrivate: Bool = false) throws(RunFailure) {
        let bytes = Array(text.utf8)
        switch try target() {
        case .new: try create(at: path, bytes, mode: isPrivate ? 0o600 : 0o666, exactly: isPrivate)
        case .existing(let resolved, let mode):
            try create(at: resolved, bytes, mode: isPrivate ? 0o600 : mode, exactly: true)
        case .stream:
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
            defer { close(descriptor) }
            do {
                try NewFile.write(bytes, to: descriptor)
            } catch {
                throw failure(error.reason)
            }
        }
    }

    private enum Target {
        case new
        /// The file itself: a link to it stays a link.
        case existing(path: String, mode: mode_t)
        case stream
    }

    private func target() throws(RunFailure) -> Target {
        var status = stat()
        guard stat(path, &status) == 0 else {
            // A link that leads nowhere would be replaced by the file.
            guard lstat(path, &status) != 0 || replaces else { throw exists }
            return .new
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            guard replaces else { throw exists }
            return .existing(path: LocalFile.resolved(path) ?? path, mode: status.st_mode & 0o7777)
        case S_IFDIR: throw failure("it is a directory")
        default: return .stream
        }
    }

    private func create(
        at target: String, _ bytes: [UInt8], mode: mode_t, exactly: Bool
    ) throws(RunFailure) {
        let temporary = "\(target).ims-migrate-\(getpid())"
        do {
            try NewFile.write(bytes, to: temporary, permissions: mode)
        } catch {
            throw failure(error.reason)
        }
        // The process's umask may have taken away what the file had.
        if exactly { chmod(temporary, mode) }
        guard rename(temporary, target) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(temporary)
            throw failure(reason)
        }
    }

    private var exists: RunFailure {
        RunFailure(.usage, "\(path) already exists. Choose another path or use --force.")
    }

    private func failure(_ reason: String) -> RunFailure {
        RunFailure(
            .inputOutput,
            "\(path): can't be written: \(reason). Choose a file in a directory that you can write to.")
    }
}
