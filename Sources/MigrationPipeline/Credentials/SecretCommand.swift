// SPDX-License-Identifier: Apache-2.0

import IMSMigration

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A command that prints a secret. No shell is between: the words are the command and its arguments.
///
/// It gets the environment and the working directory of this program, an empty standard input, and no terminal; what it
/// says on standard error is thrown away, because it may be the secret.
struct SecretCommand {
    /// How long a command may take.
    static let timeLimit = Duration.seconds(30)

    private let words: [String]
    private let timeLimit: Duration

    /// The command `words`, of which the first is looked for as a shell would.
    init(_ words: [String], timeLimit: Duration = SecretCommand.timeLimit) {
        self.words = words
        self.timeLimit = timeLimit
    }

    /// What it prints on standard output, at most `limit` bytes. When something is wrong, it and all that it started in
    /// its session are ended.
    func output(limit: Int) throws(SecretCommandProblem) -> [UInt8] {
        let deadline = ContinuousClock.now + timeLimit
        let (child, pipe) = try start()
        defer { close(pipe) }
        var status: CInt?
        defer {
            if status == nil {
                kill(-child, SIGKILL)
                kill(child, SIGKILL)
                _ = Self.wait(for: child, blocking: true)
            }
        }
        var bytes: [UInt8] = []
        var isAtEnd = false
        while true {
            status = status ?? Self.wait(for: child, blocking: false)
            // What it printed before it ended is in the pipe; others that hold the pipe open are not waited for.
            let hasEnded = status != nil
            if !isAtEnd, Self.isReadable(pipe, milliseconds: hasEnded ? 0 : 50) {
                let chunk = try Self.read(pipe)
                isAtEnd = chunk.isEmpty
                bytes += chunk
                guard bytes.count <= limit else { throw .tooMuchOutput }
            } else if hasEnded {
                break
            } else if isAtEnd {
                usleep(10_000)
            }
            if Interruption.isRequested { throw .interrupted }
            guard ContinuousClock.now < deadline else {
                throw .tookTooLong(seconds: Int(timeLimit.components.seconds))
            }
        }
        try Self.check(status ?? 0)
        return bytes
    }

    /// Starts it in a session of its own; the pipe is what it prints.
    private func start() throws(SecretCommandProblem) -> (child: pid_t, pipe: CInt) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .notStarted }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        var blocked = sigset_t()
        sigemptyset(&blocked)
        posix_spawnattr_setsigmask(&attributes, &blocked)
        #if canImport(Darwin)
            let session = Int32(POSIX_SPAWN_SETSID) | Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
        #else
            // glibc's and musl's POSIX_SPAWN_SETSID, which their headers show to GNU programs alone.
            let session: Int32 = 0x80
        #endif
        posix_spawnattr_setflags(
            &attributes, Int16(session | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)))
        // Where a parent had it ignored, nobody could wait for a child.
        signal(SIGCHLD, SIG_DFL)

        var child = pid_t()
        let variables = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
        let result = Self.withCStrings(words) { arguments in
            Self.withCStrings(variables) { environment in
                posix_spawnp(&child, words[0], &actions, &attributes, arguments, environment)
            }
        }
        guard result == 0 else {
            close(ends[0])
            throw [ENOENT, EACCES, ENOTDIR, ENOEXEC, ELOOP, ENAMETOOLONG].contains(result)
                ? .notFound : .notStarted
        }
        return (child, ends[0])
    }

    private static func check(_ status: CInt) throws(SecretCommandProblem) {
        // The layout that wait(2) has on every system that Swift runs on: WIFEXITED and the like are macros.
        let signal = status & 0x7F
        guard signal == 0 else { throw .ended(signal: Int(signal)) }
        let exit = (status >> 8) & 0xFF
        guard exit == 0 else { throw .failed(status: Int(exit)) }
    }

    /// The status of a child that has ended; nil where it has not.
    private static func wait(for child: pid_t, blocking: Bool) -> CInt? {
        var status: CInt = 0
        while true {
            let result = waitpid(child, &status, blocking ? 0 : WNOHANG)
            if result == child { return status }
            if result < 0, errno == EINTR { continue }
            // Somebody else has waited for it: it has ended, and how cannot be told.
            return result < 0 ? 0x7F00 : nil
        }
    }

    private static func isReadable(_ descriptor: CInt, milliseconds: CInt) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, milliseconds) > 0
    }

    private static func read(_ descriptor: CInt) throws(SecretCommandProblem) -> [UInt8] {
        do {
            return try LocalFile.readOnce(descriptor, upTo: 65_536)
        } catch {
            throw .notStarted
        }
    }

    /// Calls `body` with the strings as C has them, ended by a null pointer.
    private static func withCStrings(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> CInt
    ) -> CInt {
        let pointers = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return ENOMEM }
            return body(start)
        }
    }
}
