// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file that a mapping is written to.
///
/// Another file that is there may hold hours of work: it is kept under the first free name of `FILE.1`, `FILE.2`, ….
struct MappingOutput {
    private static let mostKept = 999

    private let path: String

    init(_ path: String) { self.path = path }

    /// The folder of the file, which paths in the mapping are relative to.
    var folder: String { GivenPath(path).folder }

    /// Writes the file, complete or not at all. Where `isPrivate`, only its owner may read it. Throws `RunFailure` (74).
    func write(_ text: String, isPrivate: Bool) throws(RunFailure) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return try create(at: path, text, permissions: isPrivate ? 0o600 : 0o666)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            // A link stays a link: what it leads to is replaced.
            let target = LocalFile.resolved(path) ?? path
            if !isPrivate, (try? LocalFile.read(target, limit: text.utf8.count)) == Array(text.utf8) {
                return
            }
            try keep(target, permissions: status.st_mode & 0o777)
            let permissions = isPrivate ? 0o600 : status.st_mode & 0o777
            try create(at: target, text, permissions: permissions)
            // The process's own mask took away what the file had.
            if !isPrivate { chmod(target, permissions) }
        case S_IFDIR: throw failure("it is a folder")
        default: try print(text)
        }
    }

    private func create(at target: String, _ text: String, permissions: mode_t) throws(RunFailure) {
        let temporary = "\(target).ims-migrate-\(getpid())"
        do {
            try NewFile.write(Array(text.utf8), to: temporary, permissions: permissions)
        } catch {
            throw failure(error.reason)
        }
        guard rename(temporary, target) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(temporary)
            throw failure(reason)
        }
    }

    /// Copies the file that is there, so that replacing it loses nothing.
    private func keep(_ target: String, permissions: mode_t) throws(RunFailure) {
        let bytes: [UInt8]
        do {
            bytes = try LocalFile.read(target, limit: .max)
        } catch {
            throw RunFailure(.inputOutput, error.description(of: target))
        }
        for number in 1...Self.mostKept {
            do {
                return try NewFile.write(bytes, to: "\(target).\(number)", permissions: permissions)
            } catch  where error.code == EEXIST {
                continue
            } catch {
                throw failure("what is there could not be kept as \(target).\(number): \(error.reason)")
            }
        }
        throw failure("there are \(Self.mostKept) older ones beside it")
    }

    /// Into a pipe or a device.
    private func print(_ text: String) throws(RunFailure) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        do {
            try NewFile.write(Array(text.utf8), to: descriptor)
        } catch {
            throw failure(error.reason)
        }
    }

    private func failure(_ reason: String) -> RunFailure {
        RunFailure(
            .inputOutput,
            "\(path): the mapping could not be written there: \(reason). Name another file with --out.")
    }
}
