// SPDX-License-Identifier: Apache-2.0
import Foundation
import SchemaCheck
import Testing

@Suite("report compare: what changed between two runs")
struct CompareTests {
    private let folder = "/conf/global/settings/cloudconfigs"

    /// Two repositories at different places, with a record of each: `a` goes from JWT to OAuth, `b` stays, `c` is gone,
    /// `d` is new.
    private func scene() throws -> TemporaryRepository {
        let repository = try TemporaryRepository([
            cloudconfigs / "a/.content.xml": .jwt, cloudconfigs / "b/.content.xml": .jwt,
            cloudconfigs / "c/.content.xml": .jwt,
        ])
        let later: Tree = [
            cloudconfigs / "a/.content.xml": .text(IMSPage().oauth(secret: "s", scope: "a")),
            cloudconfigs / "b/.content.xml": .jwt, cloudconfigs / "d/.content.xml": .jwt,
        ]
        try later.below("jcr_root").write(to: repository.place / "production")
        #expect(try repository.run("scan", "repository", "--report-dir", "old").exit == 0)
        #expect(try repository.run("check", "production", "--report-dir", "new").exit == 3)
        return repository
    }

    private func compare(_ options: String...) throws -> Run {
        try scene().run(["report", "compare", "old/report.json", "new/report.json"] + options)
    }

    @Test("each configuration says what became of it, wherever the repositories lie")
    func configurations() throws {
        let record = try compare("--format", "json").record()
        #expect(record.command == "report compare")
        #expect(
            record.configurations.map { "\($0.comparison ?? "") \($0.path.suffix(1))" } == [
                "changed a", "same b", "gone c", "appeared d",
            ])
        let changes = try #require(record.configuration("\(folder)/a")?.changes)
        #expect(
            changes.contains {
                $0.property == "classification" && $0.before == "jwt" && $0.after == "oauth"
            })
        #expect(record.summary.configurations == 3, "what is gone counts nowhere")
        #expect(record.summary.jwt == 2)
    }

    @Test("findings: new ones as they are, gone ones as notes, the others counted")
    func findings() throws {
        let record = try compare("--format", "json").record()
        #expect(record.findings("jwt-deprecated").map(\.path) == ["\(folder)/d"])
        #expect(record.findings("jwt-deprecated").map(\.level) == ["error"])
        #expect(record.findings("finding-resolved").map(\.path) == ["\(folder)/a", "\(folder)/c"])
        #expect(record.findings("configuration-gone").map(\.path) == ["\(folder)/c"])
        #expect(record.findings("configuration-appeared").map(\.level) == ["warning"], "a new one on JWT")
        #expect(record.summary.findings.known == 1)
        #expect(record.summary.findings.resolved == 2)
    }

    @Test("new errors make it fail; nothing else does, unless --fail-on asks for it")
    func exit() throws {
        let repository = try scene()
        func run(_ old: String, _ new: String, _ failOn: String) throws -> Int32 {
            try repository.run(
                "report", "compare", "\(old)/report.json", "\(new)/report.json", "--fail-on", failOn
            ).exit
        }
        #expect(try run("old", "new", "error") == 3)
        #expect(try run("old", "new", "never") == 0)
        #expect(try run("new", "old", "error") == 0, "a scan has warnings alone")
        #expect(try run("new", "old", "warning") == 3)
        #expect(try run("new", "new", "note") == 0)
    }

    @Test("a migration compares as it left the configurations")
    func migrated() throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "a/.content.xml": .jwt], mapping: mappingForAll)
        _ = try repository.run("scan", "repository", "--report-dir", "before")
        _ = try repository.migrate("--report-dir", "migration")
        _ = try repository.run("scan", "repository", "--report-dir", "after")
        let first = try repository.run(
            "report", "compare", "before/report.json", "migration/report.json", "--format", "json")
        #expect(try first.record().configurations.map(\.comparison) == ["changed"])
        let second = try repository.run(
            "report", "compare", "migration/report.json", "after/report.json", "--format", "json")
        #expect(try second.record().configurations.map(\.comparison) == ["same"])
    }

    @Test("the text has a line for each change, and says how many there are not")
    func text() throws {
        let text = try compare().output
        #expect(text.contains(/changed +JWT +OAuth +\/conf\/global\/settings\/cloudconfigs\/a/))
        #expect(text.contains(/gone +JWT +– +\/conf\/global\/settings\/cloudconfigs\/c/))
        #expect(text.contains(/appeared +– +JWT +\/conf\/global\/settings\/cloudconfigs\/d/))
        #expect(text.contains("1 configuration is as before."))
        #expect(text.contains("old/report.json") && text.contains("new/report.json"))
    }

    @Test(
        "every format shows it, and a stored comparison renders to the same bytes", arguments: Format.allCases
    )
    func formats(format: Format) throws {
        let repository = try scene()
        let compare = ["report", "compare", "old/report.json", "new/report.json", "--format"]
        _ = try repository.run(compare + ["json", "--out", "difference.json"])
        let rendered = try repository.run(
            "report", "render", "difference.json", "--format", format.rawValue)
        #expect(rendered.exit == 0)
        if format != .diff { #expect(rendered.output.contains("cloudconfigs/d")) }
        let faults = try JSONSchema.runRecord.get().faults(
            in: try Files.text(repository.file("difference.json")))
        #expect(faults == [])
    }

    @Test("what is no record cannot be compared")
    func unusable() throws {
        let repository = try scene()
        try repository.write("{}", to: "none.json")
        for pair in [["none.json", "new/report.json"], ["old/report.json", "none.json"], ["x", "y"]] {
            #expect(try repository.run(["report", "compare"] + pair).exit == 65)
        }
    }
}
