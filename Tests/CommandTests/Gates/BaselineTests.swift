// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("A baseline: only what is new is reported")
struct BaselineTests {
    private let jwt: Tree = [cloudconfigs / "target/.content.xml": .jwt]

    private func repository(_ tree: Tree = [:]) throws -> TemporaryRepository {
        try TemporaryRepository(jwt + tree, mapping: mappingForAll)
    }

    /// `check` against the baseline that `command` writes before `later` files come.
    private func check(
        after command: [String], adding later: Tree = [:], _ options: String...
    ) throws -> (run: Run, record: Record) {
        let repository = try repository()
        _ = try repository.run(command + ["--report-dir", "base"])
        try later.write(to: repository.path)
        let run = try repository.run(
            ["check", "repository", "--baseline", "base/report.json", "--format", "json"] + options)
        return (run, try run.record())
    }

    private let stock: Tree = [cloudconfigs / "stock/.content.xml": .jwt]

    @Test(
        "what the baseline has is left out and counted, whichever command made it",
        arguments: [
            ["check", "repository"], ["scan", "repository"],
            ["migrate", "repository", "--mapping", "mapping.csv", "--dry-run"],
        ])
    func known(command: [String]) throws {
        let (run, record) = try check(after: command)
        #expect(run.exit == 0)
        #expect(record.findings == [])
        #expect(record.summary.findings.known == 1)
        #expect(record.configurations.count == 1, "configurations are all there")
    }

    @Test("what is new counts, and it alone")
    func new() throws {
        let (run, record) = try check(after: ["check", "repository"], adding: stock)
        #expect(run.exit == 3)
        #expect(record.findings.map(\.path) == ["/conf/global/settings/cloudconfigs/stock"])
        #expect(record.summary.findings.known == 1)
        #expect(record.summary.findings.resolved == 0)
        #expect(record.exitReason == "Failed: 1 error is neither waived nor known.")
    }

    @Test("other lines and another place of the repository make nothing new")
    func moved() throws {
        let repository = try repository()
        _ = try repository.run("check", "repository", "--report-dir", "base")
        let page = "\n\n\n" + IMSPage().jwt.replacing(/<\?xml[^>]*\?>\n/, with: "")
        let tree: Tree = [cloudconfigs / "target/.content.xml": .text(page)]
        try tree.write(to: repository.place / "elsewhere")
        let run = try repository.run("check", "elsewhere", "--baseline", "base/report.json")
        #expect(run.exit == 0, "\(run)")
        #expect(run.output.contains("1 finding is known from the baseline and left out."))
    }

    @Test("what is gone is counted")
    func resolved() throws {
        let repository = try repository(stock)
        _ = try repository.run("check", "repository", "--report-dir", "base")
        _ = try repository.migrate()
        let record = try repository.record("check", "--baseline", "base/report.json")
        #expect(record.summary.findings.known == 0)
        #expect(record.summary.findings.resolved == 2)
    }

    @Test("a configuration that the baseline's run had migrated is new when it is on JWT again")
    func regressed() throws {
        let repository = try repository()
        _ = try repository.migrate("--report-dir", "base")
        try jwt.write(to: repository.path)
        #expect(try repository.run("check", "repository", "--baseline", "base/report.json").exit == 3)
    }

    @Test("what was waived when the baseline was made counts again when the waiver has ended")
    func waivedThen() throws {
        let repository = try repository()
        try repository.write(
            "rule,path,reason,owner,expires\njwt-deprecated,/conf/**,r,o,2099-01-01\n", to: "waivers.csv")
        let base = ["check", "repository", "--waivers", "waivers.csv"]
        #expect(try repository.run(base + ["--report-dir", "base"]).exit == 0)
        #expect(try repository.run("check", "repository", "--baseline", "base/report.json").exit == 3)
        let record = try repository.run(base + ["--baseline", "base/report.json", "--format", "json"])
            .record()
        #expect(record.summary.findings.waived == 1, "what is waived stays to be seen")
        #expect(record.summary.findings.known == 0)
    }

    @Test(
        "a file that is no record of this version is an input that cannot be used",
        arguments: ["", "{", "[]", "{\"schemaVersion\": 1}", "{\"schemaVersion\": 2}", "path,rule\n"])
    func unusable(text: String) throws {
        let repository = try repository()
        try repository.write(text, to: "base.json")
        let run = try repository.run("check", "repository", "--baseline", "base.json")
        #expect(run.exit == 65)
        #expect(run.errors.contains("base.json"))
        #expect(try repository.run("check", "repository", "--baseline", "none.json").exit == 65)
    }

    @Test(
        "every format says how many are left out",
        arguments: ["text", "html", "sarif", "junit", "markdown", "github"])
    func said(format: String) throws {
        let repository = try repository()
        _ = try repository.run("check", "repository", "--report-dir", "base")
        let run = try repository.run(
            "check", "repository", "--baseline", "base/report.json", "--format", format)
        #expect(run.output.contains("1 finding is known from the baseline and left out."))
    }
}
