// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Testing

@testable import IMSMigration

@Suite("Secrets from commands and from standard input")
struct SecretEffectsTests {
    private final class Calls: Sendable {
        let words = Mutex<[[String]]>([])
        let reads = Mutex(0)
    }

    private let calls = Calls()

    private func sources(
        _ answer: @escaping @Sendable ([String]) throws -> [UInt8] = { _ in Array("from command\n".utf8) },
        input: @escaping @Sendable () throws -> [UInt8] = { Array("from input\r\n".utf8) }
    ) -> SecretSources {
        let calls = calls
        return SecretSources(
            environment: { _ in nil }, readFile: { _ in throw SecretFileProblem.missing },
            runCommand: { words in
                calls.words.withLock { $0.append(words) }
                return try answer(words)
            },
            readStandardInput: {
                calls.reads.withLock { $0 += 1 }
                return try input()
            })
    }

    private static func mapping(_ cells: [String]) -> [UInt8] {
        let rows = cells.enumerated().map { CSVWriter.row(["/conf/\($0)", $1, "openid"]) }
        return Array(("path,client_secret,scopes\n" + rows.joined()).utf8)
    }

    private func secrets(_ cells: [String], _ sources: SecretSources) throws -> [String?] {
        try MappingReader.read(Self.mapping(cells), sources: sources).rows
            .map { $0.credential?.secret.value?.revealed() }
    }

    private func problems(_ cells: [String], _ sources: SecretSources) -> [String] {
        MappingReader.examine(Self.mapping(cells), sources: sources).problems.map(\.message)
    }

    @Test("a command is run once, whatever number of rows name it; one final line break is dropped")
    func commands() throws {
        let cells = ["cmd:get 'my secret'", "cmd:get  \"my secret\"", " cmd:get other "]
        #expect(try secrets(cells, sources()) == ["from command", "from command", "from command"])
        #expect(calls.words.withLock { $0 } == [["get", "my secret"], ["get", "other"]])
    }

    @Test("standard input is for one row alone")
    func standardInput() throws {
        #expect(try secrets(["stdin:"], sources()) == ["from input"])
        #expect(
            problems(["stdin:", "literal", " stdin: "], sources())
                == ["standard input gives one secret, and row 2 has it already"])
        #expect(calls.reads.withLock { $0 } == 2)
    }

    @Test("without effects nothing is run or read, and a refusal is one already")
    func withoutEffects() throws {
        #expect(problems(["cmd:get x", "stdin:"], sources().withoutEffects) == [])
        #expect(calls.words.withLock { $0 } == [])
        #expect(calls.reads.withLock { $0 } == 0)
        let none = SecretSources(environment: { _ in nil }, readFile: { _ in [] }).withoutEffects
        #expect(
            problems(["cmd:get x", "stdin:"], none) == [
                "commands are run with --allow-commands only; check what the mapping runs first",
                "standard input is the mapping itself, and cannot be the secret too",
            ])
    }

    private struct Odd: Error {}

    @Test(
        "a command that gives none is told by what happened, never by what it said",
        arguments: [
            (SecretCommandProblem.notFound, "there is no such command, or it may not be run"),
            (SecretCommandProblem.failed(status: 3), "the command failed, with exit status 3"),
            (SecretCommandProblem.ended(signal: 9), "the command was ended by signal 9"),
            (
                SecretCommandProblem.tookTooLong(seconds: 30),
                "the command was stopped because it took longer than 30 seconds"
            ),
            (SecretCommandProblem.tooMuchOutput, "the output of the command is larger than 65536 bytes"),
            (SecretCommandProblem.interrupted, "the command was interrupted"),
            (SecretCommandProblem.notStarted, "the command could not be started"),
            (Odd(), "the command could not be started"),
        ] as [(any Error & Sendable, String)])
    func failures(error: any Error & Sendable, message: String) {
        #expect(problems(["cmd:canary"], sources({ _ in throw error })) == [message])
    }

    @Test(
        "its output must be a secret",
        arguments: [
            ("", "the output of the command is empty"), ("\n", "the output of the command is empty"),
            ("a\0", "the output of the command holds a NUL"),
        ])
    func outputs(output: String, message: String) {
        #expect(problems(["cmd:x"], sources({ _ in Array(output.utf8) })) == [message])
        #expect(problems(["cmd:x"], sources({ _ in [0xFF] })) == ["the output of the command is not UTF-8"])
    }

    @Test(
        "so must standard input",
        arguments: [
            (SecretInputProblem.terminal, "is a terminal, which would show the secret; pipe the secret in"),
            (SecretInputProblem.tooBig, "is larger than 65536 bytes"),
            (SecretInputProblem.unreadable, "cannot be read"),
            (Odd(), "cannot be read"),
        ] as [(any Error & Sendable, String)])
    func inputs(error: any Error & Sendable, message: String) {
        #expect(problems(["stdin:"], sources(input: { throw error })) == ["standard input " + message])
        #expect(problems(["stdin:"], sources(input: { [] })) == ["standard input is empty"])
    }

    @Test("without sources the kind is known")
    func unresolved() throws {
        let mapping = try MappingReader.read(Self.mapping(["cmd:x", "stdin:"]), sources: nil)
        #expect(
            mapping.rows.map(\.credential?.secret) == [.unresolved(.command), .unresolved(.standardInput)])
    }
}
