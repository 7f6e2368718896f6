// SPDX-License-Identifier: Apache-2.0
import Foundation
import IMSMigration
import Testing

@testable import MigrationPipeline

@Suite("Commands that print secrets")
struct SecretCommandTests {
    private static func output(
        _ script: String, _ arguments: String..., limit: Int = 1000, timeLimit: Duration = .seconds(30)
    ) throws -> String {
        let command = SecretCommand(["sh", "-c", script] + arguments, timeLimit: timeLimit)
        return String(decoding: try command.output(limit: limit), as: UTF8.self)
    }

    @Test("words are arguments as they are; no shell looks at them")
    func words() throws {
        let words = ["printf", "%s|", "a b", "$HOME", "*", "", "; exit 1", "é"]
        let output = String(decoding: try SecretCommand(words).output(limit: 1000), as: UTF8.self)
        #expect(output == "a b|$HOME|*||; exit 1|é|")
    }

    @Test("it has the environment, nothing to read, and nowhere to complain")
    func surroundings() throws {
        #expect(try Self.output("printf %s \"$PATH\"") == ProcessInfo.processInfo.environment["PATH"])
        #expect(try Self.output("cat; printf end") == "end")
        #expect(try Self.output("echo canary >&2; printf out") == "out")
        #expect(try Self.output("(: </dev/tty) 2>&1 && printf terminal || printf none").hasSuffix("none"))
    }

    @Test("output up to the limit is taken, more is not")
    func limit() throws {
        #expect(try Self.output("head -c 1000 /dev/zero | tr '\\0' x").count == 1000)
        #expect(throws: SecretCommandProblem.tooMuchOutput) {
            try Self.output("head -c 1001 /dev/zero | tr '\\0' x")
        }
        #expect(throws: SecretCommandProblem.tooMuchOutput) { try Self.output("while :; do echo x; done") }
    }

    @Test("a command that takes too long is ended, with all that it has started")
    func timeLimit() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "ims-command-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(throws: SecretCommandProblem.tookTooLong(seconds: 0)) {
            try Self.output(
                "sleep 600 & echo $! > \"$0\"; wait", file.path, timeLimit: .milliseconds(500))
        }
        let child = try #require(
            pid_t(
                try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines))
        )
        // It ends as soon as the system comes round to it; who takes its status is nobody's business here.
        var isGone = false
        for _ in 0..<500 where !isGone {
            isGone = kill(child, 0) != 0 || Self.isZombie(child)
            if !isGone { usleep(10_000) }
        }
        #expect(isGone)
    }

    private static func isZombie(_ process: pid_t) -> Bool {
        let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        return status?.split(separator: ")").last?.hasPrefix(" Z") == true
    }

    @Test("one that has ended is not waited for any longer, though others hold its output open")
    func leftBehind() throws {
        #expect(try Self.output("sleep 20 & echo $!; exit 0").isEmpty == false)
    }

    @Test("how it ended is told")
    func endings() {
        #expect(throws: SecretCommandProblem.failed(status: 42)) { try Self.output("printf x; exit 42") }
        #expect(throws: SecretCommandProblem.ended(signal: 15)) { try Self.output("kill -15 $$") }
        for name in ["/nowhere/at/all", "no-such-command-here", "/etc", "/dev/null"] {
            #expect(throws: SecretCommandProblem.notFound) { try SecretCommand([name]).output(limit: 10) }
        }
    }
}
