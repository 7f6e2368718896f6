// SPDX-License-Identifier: Apache-2.0

import AuditReport

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
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Columns for text: those of the terminal between 80 and 120, 80 where there is none.
    static var outputWidth: Int {
        var size = winsize()
        guard outputIsTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return 80 }
        return min(max(Int(size.ws_col), 80), 120)
    }

    static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// `auto` means: on a terminal, unless NO_COLOR says otherwise (no-color.org).
    static func usesColor(_ choice: ColorChoice) -> Bool {
        switch choice {
        case .always: true
        case .never: false
        case .auto: outputIsTerminal && !isSet("NO_COLOR") && environment("TERM") != "dumb"
        }
    }

    /// A variable of the environment, nil where it is not set.
    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    private static func isSet(_ name: String) -> Bool { environment(name)?.isEmpty == false }

    /// Writes data to standard output. False where the reader has gone or the disk is full.
    static func write(_ text: String) -> Bool { write(text, to: STDOUT_FILENO) }

    /// Writes a message for a person to standard error.
    static func say(_ message: String) { _ = write(HarmlessText.logBlock(message) + "\n", to: STDERR_FILENO) }

    /// Writes to standard error what controls the terminal: progress.
    static func control(_ sequence: String) { _ = write(sequence, to: STDERR_FILENO) }

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
