// SPDX-License-Identifier: Apache-2.0
import IndependentReader
import Testing

@Suite("Whoever sits at a terminal is asked once before anything is written", .enabled(if: Python.isThere))
struct ConfirmationTests {
    let repository: TemporaryRepository

    init() throws {
        repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .jwt, cloudconfigs / "other/.content.xml": .jwt],
            mapping: mappingForAll)
    }

    private func atTerminal(
        _ arguments: String..., answer: String = "", environment: [String: String?] = [:],
        redirect: String = ""
    ) throws -> PseudoTerminal.Session {
        try PseudoTerminal.run(
            arguments, answer: answer, environment: environment, in: repository.place.display,
            redirect: redirect)
    }

    private func migrate(
        _ options: String..., answer: String = "", redirect: String = ""
    ) throws -> PseudoTerminal.Session {
        try PseudoTerminal.run(
            ["migrate", "repository", "--mapping", "mapping.csv", "--journal-dir", "journals"] + options,
            answer: answer, in: repository.place.display, redirect: redirect)
    }

    @Test("migrate shows what changes, where, and where the journal is; yes writes it")
    func yes() throws {
        let session = try migrate(answer: "y\n")
        #expect(session.exit == 0, "\(session.screen)")
        for text in [
            "2 configurations in 2 files would change", "/conf/global/settings/cloudconfigs/target",
            "In place:", "Journal:", "journals", "Write these changes?",
            "2 configurations migrated and verified",
        ] {
            #expect(session.screen.contains(text), "\(text): \(session.screen)")
        }
        #expect(
            session.screen.split(separator: "[y/N]", omittingEmptySubsequences: false).count == 2,
            "asked once")
    }

    @Test(
        "anything but yes writes nothing, and ends with 130",
        arguments: ["n\n", "\n", "yess\n", "\u{4}", "\u{3}"])
    func no(answer: String) throws {
        let before = try repository.snapshot()
        let session = try migrate(answer: answer)
        #expect(session.exit == 130, "\(session.screen)")
        #expect(session.screen.contains("othing was changed"))
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test("a new tree is named as the place, and no journal is kept")
    func output() throws {
        let session = try migrate("--output", "migrated", answer: "yes\n")
        #expect(session.exit == 0, "\(session.screen)")
        #expect(session.screen.contains("New tree:"))
        #expect(!session.screen.contains("Journal:"))
    }

    @Test("--yes, a dry run, and a run with nothing to change do not ask")
    func unasked() throws {
        #expect(try !migrate("--dry-run").screen.contains("[y/N]"))
        let first = try migrate("--yes")
        #expect(first.exit == 0 && !first.screen.contains("[y/N]"), "\(first.screen)")
        let second = try migrate()
        #expect(second.exit == 0 && !second.screen.contains("[y/N]"), "\(second.screen)")
    }

    @Test("nobody is asked who could not read the question or answer it", arguments: ["input", "errors"])
    func noTerminal(redirect: String) throws {
        let session = try migrate(redirect: redirect)
        #expect(session.exit == 0 && !session.screen.contains("[y/N]"), "\(session.screen)")
    }

    @Test("one is asked also where the report goes elsewhere")
    func redirectedOutput() throws {
        #expect(try migrate(answer: "n\n", redirect: "output").exit == 130)
    }

    @Test("apply and rollback ask too")
    func others() throws {
        #expect(
            try repository.run("plan", "repository", "--mapping", "mapping.csv", "--out", "plan.json").exit
                == 0)
        func apply(_ answer: String) throws -> PseudoTerminal.Session {
            try atTerminal(
                "apply", "plan.json", "--mapping", "mapping.csv", "--journal-dir", "journals", answer: answer)
        }
        let before = try repository.snapshot()
        #expect(try apply("n\n").exit == 130)
        #expect(try repository.snapshot().differences(from: before) == [])
        #expect(try apply("y\n").exit == 0)
        let after = try repository.snapshot()
        let refused = try atTerminal("rollback", "reports/report.json", answer: "n\n")
        #expect(
            refused.exit == 130 && refused.screen.contains("2 files would be put back"), "\(refused.screen)")
        #expect(try repository.snapshot().differences(from: after) == [])
        #expect(try atTerminal("rollback", "reports/report.json", "--yes").exit == 0)
        #expect(try repository.text("\(cloudconfigs.display)/target/.content.xml").contains("jwtClaims"))
    }

    @Test("a name that would do something to the terminal does nothing")
    func hostileName() throws {
        let hostile = try TemporaryRepository(
            [cloudconfigs / "a\u{1B}[2Jb/.content.xml": .jwt], mapping: mappingForAll)
        let session = try PseudoTerminal.run(
            ["migrate", "repository", "--mapping", "mapping.csv"], answer: "n\n", in: hostile.place.display)
        #expect(
            session.screen.contains("[y/N]") && !session.screen.contains("\u{1B}[2J"), "\(session.screen)")
    }
}
