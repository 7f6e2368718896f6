// SPDX-License-Identifier: Apache-2.0

import AuditReport
import MigrationPipeline

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Everything that this command knows of terminals and standard streams.
enum Terminal {
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Columns for text: those of the terminal between 80 and 120, 80 where there is none.
    static var outputWidth: Int { size(of: STDOUT_FILENO).map { min(max(Int($0.ws_col), 80), 120) } ?? 80 }
    /// Columns and lines of the terminal that standard error is; 80 and 24 where it is none, or does not know.
    static var errorWidth: Int { size(of: STDERR_FILENO).map { Int($0.ws_col) } ?? 80 }
    static var errorRows: Int { size(of: STDERR_FILENO).map { Int($0.ws_row) } ?? 24 }

    private static func size(of descriptor: Int32) -> winsize? {
        var size = winsize()
        guard isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return size
    }

    /// How many files the process may have open at a time; nil where the system sets no limit.
    static var descriptorLimit: Int? {
        let limit = sysconf(Int32(_SC_OPEN_MAX))
        return limit > 0 ? limit : nil
    }

    static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Whether the terminal knows no control sequences.
    static var isDumb: Bool { environment("TERM") == "dumb" }

    /// `auto` means: on a terminal that knows colours, and where FORCE_COLOR or CLICOLOR_FORCE asks for it
    /// (force-color.org, bixense.com/clicolors), unless NO_COLOR says otherwise (no-color.org).
    static func usesColor(_ choice: ColorChoice) -> Bool {
        switch choice {
        case .always: true
        case .never: false
        case .auto: usesColor(onTerminal: outputIsTerminal)
        }
    }

    /// The same for what is said on standard error.
    static var usesColorForErrors: Bool { usesColor(onTerminal: errorIsTerminal) }

    private static func usesColor(onTerminal isTerminal: Bool) -> Bool {
        if isSet("NO_COLOR") { return false }
        let forces = ["FORCE_COLOR", "CLICOLOR_FORCE"].compactMap(environment).filter { !$0.isEmpty }
        if !forces.isEmpty { return forces.contains { $0 != "0" && $0 != "false" } }
        return isTerminal && !isDumb
    }

    /// A variable of the environment, nil where it is not set.
    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    private static func isSet(_ name: String) -> Bool { environment(name)?.isEmpty == false }

    /// Writes data to standard output. Throws `RunFailure` (74) where the reader has gone or the disk is full.
    static func deliver(_ text: String) throws(RunFailure) {
        guard write(text, to: STDOUT_FILENO) else {
            let reason = String(cString: strerror(errno))
            throw RunFailure(
                .inputOutput,
                "Standard output could not be written: \(reason). Mend what reads it, or let it go to a file, and run this "
                    + "again.")
        }
    }

    /// Writes a message for a person to standard error.
    static func say(_ message: String) { _ = write(HarmlessText.logBlock(message) + "\n", to: STDERR_FILENO) }

    /// Writes to standard error what controls the terminal: progress.
    static func control(_ sequence: String) { _ = write(sequence, to: STDERR_FILENO) }

    /// The line that somebody types at the terminal, without its end; nil at the end of input, or once `isStopped`.
    static func answer(_ isStopped: () -> Bool) -> String? {
        var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        // Not by reading, which goes on after a signal; and looked at now and then, as the signal may be another thread's.
        while poll(&input, 1, 100) <= 0 {
            if isStopped() { return nil }
        }
        return isStopped() ? nil : readLine(strippingNewline: true)
    }

    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
