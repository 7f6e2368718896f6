// SPDX-License-Identifier: Apache-2.0
import IndependentReader
import Testing

@Suite("Colours")
struct ColorTests {
    let repository: TemporaryRepository

    init() throws {
        repository = try TemporaryRepository([cloudconfigs / "target/.content.xml": .jwt])
    }

    private static let escape = "\u{1B}["

    @Test(
        "a pipe has none, unless they are asked for",
        arguments: [
            ([:], [], false), (["FORCE_COLOR": "1"], [], true), (["FORCE_COLOR": "0"], [], false),
            (["CLICOLOR_FORCE": "1"], [], true), (["CLICOLOR_FORCE": "0"], [], false),
            (["FORCE_COLOR": "1", "NO_COLOR": "1"], [], false), (["FORCE_COLOR": ""], [], false),
            (["FORCE_COLOR": "1"], ["--color", "never"], false),
            (["NO_COLOR": "1"], ["--color", "always"], true),
            (["IMS_MIGRATE_COLOR": "always"], [], true),
        ] as [([String: String], [String], Bool)])
    func piped(variables: [String: String], options: [String], isColored: Bool) throws {
        let run = try repository.run(
            ["scan", "repository"] + options, environment: variables.mapValues { $0 })
        #expect(run.exit == 0, "\(run)")
        #expect(run.output.contains(Self.escape) == isColored)
    }

    @Test(
        "a terminal has them, unless it knows none or nobody wants them", .enabled(if: Python.isThere),
        arguments: [
            ([:], true), (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true), (["TERM": "dumb"], false),
            (["TERM": "dumb", "FORCE_COLOR": "1"], true), (["FORCE_COLOR": "0"], false),
        ] as [([String: String], Bool)])
    func terminal(variables: [String: String], isColored: Bool) throws {
        let session = try PseudoTerminal.run(
            ["scan", "repository"], environment: variables.mapValues { $0 }, in: repository.place.display)
        #expect(session.exit == 0, "\(session.screen)")
        #expect(session.screen.contains(Self.escape) == isColored, "\(session.screen)")
    }
}
