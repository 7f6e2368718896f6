// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files that must not be there before.
enum NewFile {
    /// Why a file could not be written.
    struct Problem: Error {
        let code: Int32
        var reason: String { String(cString: strerror(code)) }
    }

    /// Makes the file at `path`, with at most these permissions; what is there already, a link too, is left alone.
    static func write(_ bytes: [UInt8], to path: String, permissions: mode_t) throws(Problem) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
        guard descriptor >= 0 else { throw Problem(code: errno) }
        do throws(Problem) {
            try write(bytes, to: descriptor)
            guard fsync(descriptor) == 0 else { throw Problem(code: errno) }
        } catch {
            close(descriptor)
            unlink(path)
            throw error
        }
        guard close(descriptor) == 0 else {
            let code = errno
            unlink(path)
            throw Problem(code: code)
        }
    }

    /// Writes everything to an open descriptor.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Problem) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                guard errno == EINTR else { throw Problem(code: errno) }
            } else {
                rest = rest.dropFirst(count)
            }
        }
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
