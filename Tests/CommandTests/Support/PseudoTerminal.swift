// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader

/// The command at a terminal of its own: its standard streams are one, as for somebody who types.
enum PseudoTerminal {
    /// What a run at the terminal left.
    struct Session: Decodable {
        /// All that appeared, standard output and standard error as they came.
        let screen: String
        let exit: Int
    }

    /// Runs the command in `folder`, and types `answer` once it asks. `size` is in columns and lines.
    static func run(
        _ arguments: [String], answer: String = "", environment: [String: String?] = [:], in folder: String,
        size: (columns: Int, lines: Int) = (100, 40), redirect: String = ""
    ) throws -> Session {
        struct Task: Encodable {
            var words: [String], answer: String, environment: [String: String], columns: Int, lines: Int
            var redirect: String
        }
        var variables = IMSMigrate.environment(environment, home: folder)
        if environment["TERM"] == nil { variables["TERM"] = "xterm" }
        let task = Task(
            words: [try Executable.path] + arguments, answer: answer, environment: variables,
            columns: size.columns, lines: size.lines, redirect: redirect)
        let json = String(decoding: try JSONEncoder().encode(task), as: UTF8.self)
        let answer = try Python.run(script + "\nplay(json.loads(r'''\(json)'''))\n", in: folder)
        return try JSONDecoder().decode(Session.self, from: Data(answer.utf8))
    }

    private static let script = #"""
        import fcntl, json, os, pty, signal, struct, termios
        def play(task):
            child, terminal = pty.fork()
            if child == 0:
                # The threads of tests block signals, and children inherit that; a shell's do not.
                signal.pthread_sigmask(signal.SIG_SETMASK, [])
                if task["redirect"]: os.dup2(os.open("/dev/null", os.O_RDWR), {"input": 0, "output": 1, "errors": 2}[task["redirect"]])
                fcntl.ioctl(0 if task["redirect"] != "input" else 1, termios.TIOCSWINSZ,
                    struct.pack("HHHH", task["lines"], task["columns"], 0, 0))
                os.execve(task["words"][0], task["words"], task["environment"])
            screen, asked = b"", False
            while True:
                try: data = os.read(terminal, 65536)
                except OSError: break
                if not data: break
                screen += data
                if not asked and b"[y/N]" in screen:
                    asked = True
                    os.write(terminal, task["answer"].encode())
            status = os.waitpid(child, 0)[1]
            print(json.dumps({"screen": screen.decode(errors="replace").replace("\r\n", "\n"),
                "exit": os.waitstatus_to_exitcode(status)}))
        """#
}
