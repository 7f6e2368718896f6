// SPDX-License-Identifier: Apache-2.0

import IMSMigration

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is piped into the command.
enum StandardInput {
    /// All of it, at most `limit` bytes.
    static func read(limit: Int) throws(SecretInputProblem) -> [UInt8] {
        guard isatty(STDIN_FILENO) == 0 else { throw .terminal }
        do {
            return try LocalFile.read(open: STDIN_FILENO, limit: limit)
        } catch .tooBig {
            throw .tooBig
        } catch {
            throw .unreadable
        }
    }

    /// Whether a path leads to what is piped in, as `/dev/stdin` does.
    static func isSame(as path: String) -> Bool {
        var one = stat()
        var other = stat()
        guard stat(path, &one) == 0, fstat(STDIN_FILENO, &other) == 0 else { return false }
        return one.st_dev == other.st_dev && one.st_ino == other.st_ino
    }
}
