// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles
import Testing

@Suite("The run record, on standard output and as report.json")
struct RunRecordTests {
    static let commands: [[String]] = [
        ["scan"], ["check"], ["migrate", "--mapping", "mapping.csv", "--dry-run"],
        ["migrate", "--mapping", "mapping.csv"],
    ]

    /// One JWT configuration, one on OAuth, a link, and a row that matches nothing: each array has an element.
    private func repository() throws -> TemporaryRepository {
        try TemporaryRepository(
            [
                cloudconfigs / "target/.content.xml": .jwt,
                cloudconfigs / "oauth/.content.xml": .text(IMSPage().oauth(secret: "s", scope: "a")),
                "linked": .link("conf"),
            ], mapping: mappingForAll + "/conf/none,\(encrypted("a2")),a\n")
    }

    private typealias Object = [String: Any]

    private func object(_ run: Run) throws -> Object {
        try #require(JSONSerialization.jsonObject(with: Data(run.outputBytes)) as? Object)
    }

    private func object(_ value: Any?) throws -> Object { try #require(value as? Object) }
    private func objects(_ value: Any?) throws -> [Object] { try #require(value as? [Object]) }

    @Test("every key of the contract is there, in the record of every command", arguments: commands)
    func keys(_ command: [String]) throws {
        let run = try repository().run(command + ["repository", "--format", "json"])
        func expect(_ object: Object, _ keys: String...) {
            #expect(Set(keys).subtracting(object.keys).isEmpty)
        }
        let record = try object(run)
        expect(
            record, "schemaVersion", "tool", "command", "mode", "startedAt", "durationSeconds", "inputs",
            "summary",
            "configurations", "findings", "exitCode", "exitReason")
        expect(try object(record["tool"]), "name", "version")
        for input in try objects(record["inputs"]) { expect(input, "path", "kind") }
        let summary = try object(record["summary"])
        expect(
            summary, "filesExamined", "configurations", "jwt", "oauth", "ambiguous", "planned", "migrated",
            "created",
            "skipped", "unmapped", "failed", "findings")
        expect(try object(summary["findings"]), "error", "warning", "note")
        let configurations = try objects(record["configurations"])
        #expect(configurations.count == 2)
        for configuration in configurations {
            expect(
                configuration, "path", "node", "file", "line", "storage", "title", "cloudService", "clientID",
                "classification", "evidence", "outcome", "mappingRow", "changes", "references")
            for evidence in try objects(configuration["evidence"]) { expect(evidence, "property", "reason") }
            for change in try objects(configuration["changes"]) {
                expect(change, "property", "kind", "before", "after", "secret")
            }
        }
        let findings = try objects(record["findings"])
        #expect(!findings.isEmpty)
        for finding in findings { expect(finding, "rule", "level", "message", "path", "file", "line") }
    }

    @Test(
        "what it says of the run itself",
        arguments: zip(
            commands,
            [("scan", "read-only"), ("check", "read-only"), ("migrate", "dry-run"), ("migrate", "apply")]))
    func run(_ command: [String], _ expected: (command: String, mode: String)) throws {
        let run = try repository().run(command + ["repository", "--format", "json"])
        let record = try run.record()
        #expect(record.schemaVersion == 2)
        #expect(record.tool.name == "ims-migrate")
        #expect(record.tool.version.wholeMatch(of: /\d+\.\d+\.\d+.*/) != nil)
        #expect(record.command == expected.command)
        #expect(record.mode == expected.mode)
        #expect(
            record.startedAt.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) != nil, "RFC 3339, UTC"
        )
        #expect(record.durationSeconds >= 0)
        #expect(record.inputs == [.init(path: "repository", kind: "tree")])
        #expect(record.exitCode == Int(run.exit))
        #expect(!record.exitReason.isEmpty)
    }

    @Test("the figures count what is listed", arguments: commands)
    func figures(_ command: [String]) throws {
        let record = try repository().run(command + ["repository", "--format", "json"]).record()
        let summary = record.summary
        #expect(summary.filesExamined == 2)
        #expect(summary.configurations == record.configurations.count)
        #expect(summary.jwt == record.configurations.count { $0.classification == "jwt" })
        #expect(summary.oauth == record.configurations.count { $0.classification == "oauth" })
        #expect(summary.migrated == record.configurations.count { $0.outcome == "migrated" })
        #expect(summary.planned == record.configurations.count { $0.outcome == "planned" })
        #expect(summary.findings.error == record.findings.count { $0.level == "error" })
        #expect(summary.findings.warning == record.findings.count { $0.level == "warning" })
        #expect(summary.findings.note == record.findings.count { $0.level == "note" })
    }

    @Test(
        "--format json prints JSON and nothing else; everything else goes to standard error",
        arguments: commands)
    func onlyJSON(_ command: [String]) throws {
        let run = try repository().run(
            command + ["repository", "--format", "json", "--verbose", "--color", "always"])
        #expect(throws: Never.self) { try object(run) }
        #expect(run.output.hasSuffix("}\n"))
        #expect(!run.errors.contains("{"))
    }

    @Test("report.json is the record of standard output, byte for byte", arguments: commands)
    func report(_ command: [String]) throws {
        let repository = try repository()
        let run = try repository.run(
            command + ["repository", "--format", "json", "--report-dir", "new/folder/of reports"])
        #expect(try Files.read(repository.file("new/folder/of reports/report.json")) == run.outputBytes)
    }

    @Test("report.html is the page of --format html: one file, nothing loaded from elsewhere")
    func page() throws {
        let repository = try repository()
        let run = try repository.run("scan", "repository", "--format", "html", "--report-dir", "reports")
        let page = try Files.text(repository.file("reports/report.html"))
        let time = /[0-9.]+ seconds/
        #expect(page.replacing(time, with: "") == run.output.replacing(time, with: ""))
        #expect(page.hasPrefix("<!DOCTYPE html>"))
        for trace in ["<script ", "src=", "<link", "@import", "url(", "<iframe", "<form", "javascript:"] {
            #expect(!page.contains(trace))
        }
        #expect(page.contains("/conf/global/settings/cloudconfigs/target"))
    }

    @Test(
        "reports go to the folder reports of the working directory for migrate, and nowhere for the read-only commands"
    )
    func defaults() throws {
        let repository = try repository()
        _ = try repository.run("scan", "repository")
        _ = try repository.run("check", "repository")
        #expect(!repository.exists("reports"))
        let run = try repository.migrate()
        #expect(repository.exists("reports/report.json"))
        #expect(repository.exists("reports/report.html"))
        #expect(run.errors.contains("reports/report.json"), "where the reports are is no data")
    }

    @Test("a report of a run that was stopped is written too")
    func stopped() throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .text(IMSPage().ambiguous)], mapping: mappingForAll)
        #expect(try repository.migrate().exit == 3)
        let record = try Record(json: Files.read(repository.file("reports/report.json")))
        #expect(record.exitCode == 3)
        #expect(record.rules == ["error configuration-ambiguous"])
    }

    @Test("the report of a run that changed something is kept, also where the next one can't use its mapping")
    func earlierReport() throws {
        let repository = try repository()
        let before = try repository.snapshot()
        #expect(try repository.migrate().exit == 0)
        let report = try Files.read(repository.file("reports/report.json"))
        try repository.write("no mapping\n", to: "mapping.csv")
        #expect(try repository.migrate().exit == 65)
        let kept = try #require(
            try FileManager.default.contentsOfDirectory(atPath: repository.file("reports")).first {
                $0.hasPrefix("report-") && $0.hasSuffix(".json")
            })
        #expect(try Files.read(repository.file("reports/\(kept)")) == report)
        #expect(try repository.run("rollback", "reports/\(kept)").exit == 0)
        #expect(try repository.snapshot().contentChanges(since: before) == [])
    }

    @Test("the number of jobs does not change the record", arguments: commands.prefix(3))
    func jobs(_ command: [String]) throws {
        let repository = try TemporaryRepository(
            copyOf: Place.sample, mapping: try Files.text(Place.sampleMapping))
        let one = try repository.run(command + ["repository", "--format", "json", "--jobs", "1"]).record()
        let many = try repository.run(command + ["repository", "--format", "json", "--jobs", "16"]).record()
        #expect(one.configurations == many.configurations)
        #expect(one.findings == many.findings)
        #expect(one.files == many.files)
        #expect(one.summary == many.summary)
    }

    @Test("who ran it, with which mapping, on what and by which rules", arguments: commands)
    func facts(_ command: [String]) throws {
        let repository = try repository()
        let run = try repository.run(command + ["repository", "--format", "json"])
        let record = try object(run)
        let environment = try object(record["environment"])
        #expect(!(environment["user"] as? String ?? "").isEmpty)
        let scope = try object(record["scope"])
        #expect((scope["paths"] as? [String])?.contains("/conf") == true)
        #expect(try objects(scope["limits"]).count > 4 && objects(scope["profiles"]).count == 3)
        let input = try #require(try objects(record["inputs"]).first)
        #expect(input["sha256"] is NSNull, "a tree is no file")
        let files = try object(input["configurationFiles"])
        #expect(files["count"] as? Int == 2)
        if command.contains("--mapping") {
            let mapping = try object(record["mapping"])
            #expect(mapping["path"] as? String == "mapping.csv")
            #expect((mapping["sha256"] as? String)?.count == 64)
        } else {
            #expect(record["mapping"] is NSNull)
        }
    }

    @Test("the digest of the files with configurations is the one that sha256sum comes to")
    func digest() throws {
        let repository = try repository()
        let record = try object(try repository.run("scan", "repository", "--format", "json"))
        let input = try #require(try objects(record["inputs"]).first)
        let expected = try Shell.output(
            "cd \"$1\" && find . -type f -name .content.xml | sed 's,^[.]/,,' | LC_ALL=C sort | "
                + "while read -r f; do (sha256sum \"$f\" || shasum -a 256 \"$f\") 2>/dev/null; done | "
                + "(sha256sum 2>/dev/null || shasum -a 256)",
            repository.file("repository"))
        #expect(try object(input["configurationFiles"])["sha256"] as? String == String(expected.prefix(64)))
    }

    @Test("--run-by names somebody else in the reports, or nobody")
    func runBy() throws {
        let repository = try repository()
        func environment(_ name: String) throws -> Object {
            try object(
                try object(try repository.run("scan", "repository", "--format", "json", "--run-by", name))[
                    "environment"])
        }
        #expect(try environment("build 17")["user"] as? String == "build 17")
        #expect(try environment("build 17")["host"] is NSNull)
        #expect(try environment("")["user"] is NSNull)
    }

    @Test("a JSON Schema file in the project describes the record")
    func schema() throws {
        let schema = ProjectFolder.file("docs/schema/run-record.schema.json").path
        #expect(FileManager.default.fileExists(atPath: schema))
    }
}

@Suite("The text for people")
struct TextOutputTests {
    private func repository() throws -> TemporaryRepository {
        try TemporaryRepository([cloudconfigs / "target/.content.xml": .jwt], mapping: mappingForAll)
    }

    @Test("colours: never in a file unless asked for, and never with --color never")
    func colours() throws {
        let repository = try repository()
        #expect(!(try repository.run("scan", "repository").output.contains("\u{1B}")))
        #expect(!(try repository.run("scan", "repository", "--color", "never").output.contains("\u{1B}")))
        let run = try repository.run("scan", "repository", "--color", "always")
        #expect(run.output.contains("\u{1B}["))
        let plain = try repository.run("scan", "repository").output
        #expect(
            run.output.replacing(/\u{1B}\[\d*m/, with: "") == plain, "colour is never the only way to tell")
    }

    @Test("--quiet: errors and the verdict; --verbose: evidence and changes of each configuration")
    func amount() throws {
        let repository = try repository()
        let quiet = try repository.run("check", "repository", "--quiet").output
        #expect(quiet.contains("jwt-deprecated"))
        #expect(!quiet.contains("STATE"))
        #expect(try repository.run("scan", "repository", "--quiet").output.split(separator: "\n").count == 1)
        let verbose = try repository.migrate("--verbose").output
        #expect(verbose.contains("evidence: jwtClaims"))
        #expect(verbose.contains("removed apiKey: 0123456789abcdef0123456789abcdef"))
        #expect(verbose.contains("mapping row 2"))
    }

    @Test("each configuration, its state and what becomes of it are in the text")
    func table() throws {
        let repository = try repository()
        let path = "/conf/global/settings/cloudconfigs/target"
        #expect(
            try repository.run("scan", "repository").output.contains(
                /JWT +\/conf\/global\/settings\/cloudconfigs\/target/))
        #expect(try repository.migrate("--dry-run").output.contains(/JWT +planned +\/conf/))
        #expect(try repository.migrate().output.contains(/JWT +migrated +\/conf/))
        #expect(try repository.migrate().output.contains(/OAuth +as it is +\/conf/))
        #expect(try repository.run("check", "repository").output.contains(path))
    }

    @Test("no progress where standard error is no terminal")
    func progress() throws {
        #expect(try repository().run("scan", "repository").errors == "")
    }
}
