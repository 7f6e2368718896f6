// SPDX-License-Identifier: Apache-2.0

import ContentDigest

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files that a user names on the command line or in a mapping: read whole, up to a limit.
package enum LocalFile {
    /// Why a file could not be read.
    package enum Problem: Error, Equatable {
        /// There is nothing at the path.
        case missing
        /// It is a folder, a device or the like.
        case notAFile
        /// It is longer than `limit` bytes.
        case tooBig(limit: Int)
        /// It could not be opened or read; `code` is the system's `errno`.
        case unreadable(code: Int32)

        /// What is wrong with `path`, and what to do.
        package func description(of path: String) -> String {
            switch self {
            case .missing: "\(path): there is no such file. Check the path."
            case .notAFile: "\(path): not a file. Pass the path of a file."
            case .tooBig(let limit): "\(path): larger than \(limit) bytes. Pass the right file."
            case .unreadable(let code):
                "\(path): cannot be read: \(String(cString: strerror(code))). "
                    + "Make it readable for the user who runs this."
            }
        }
    }

    /// The bytes of the file at `path`, at most `limit` of them.
    ///
    /// A pipe is read to its end unless `regularOnly`, so that a shell's process substitution works.
    package static func read(_ path: String, limit: Int, regularOnly: Bool = false) throws(Problem) -> [UInt8]
    {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | (regularOnly ? O_NONBLOCK : 0))
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(code: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(code: errno) }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG || (!regularOnly && kind != S_IFDIR) else { throw .notAFile }
        return try read(open: descriptor, limit: limit)
    }

    /// The bytes of an input of the run. Throws `RunFailure` (65).
    static func input(_ path: String, limit: Int) throws(RunFailure) -> [UInt8] {
        do throws(Problem) {
            return try read(path, limit: limit)
        } catch {
            throw RunFailure(.inputUnusable, error.description(of: path))
        }
    }

    /// The bytes from an open descriptor to its end, at most `limit` of them.
    static func read(open descriptor: Int32, limit: Int) throws(Problem) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let chunk = try readOnce(descriptor, upTo: 65_536)
            guard !chunk.isEmpty else { return bytes }
            guard bytes.count + chunk.count <= limit else { throw .tooBig(limit: limit) }
            bytes += chunk
        }
    }

    /// SHA-256 of a file's bytes, in hexadecimal. Throws `RunFailure` (74).
    static func sha256(of path: String) throws(RunFailure) -> String {
        do throws(Problem) {
            return try digest(of: path)
        } catch {
            throw RunFailure(.inputOutput, error.description(of: path))
        }
    }

    /// SHA-256 of a file's bytes, in hexadecimal, however large it is. Only a real file is read.
    static func digest(of path: String) throws(Problem) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(code: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        var digest = RunningDigest()
        while true {
            let chunk = try readOnce(descriptor, upTo: 1 << 20)
            guard !chunk.isEmpty else { return digest.finish() }
            digest.update(chunk)
        }
    }

    /// What there is to read, at most `count` bytes; none at the end.
    static func readOnce(_ descriptor: Int32, upTo count: Int) throws(Problem) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        while true {
            let read = buffer.withUnsafeMutableBytes { Self.readOnce(descriptor, $0) }
            if read >= 0 { return Array(buffer[..<read]) }
            guard errno == EINTR else { throw .unreadable(code: errno) }
        }
    }

    /// The path from the root of the file system without links; nil where there is nothing.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Whether others than its owner may read the file there.
    static func isOpenToOthers(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        return status.st_mode & 0o044 != 0
    }

    private static func readOnce(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
            Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
            Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }
}
