// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import IMSMigration

@Suite("mapping template")
struct MappingTemplateCommandTests {
    private let scene: MappingScene

    init() throws { scene = try MappingScene() }

    private static func paths(_ csv: String) -> [String] {
        CSVReader(Array(csv.utf8)).map { $0.fields[0].text }
    }

    @Test("prints a row for each JWT configuration, and says on standard error what is left to do")
    func printed() throws {
        try scene.addSample()
        let outcome = try scene.run(["mapping", "template", "sample"])
        #expect(outcome.exit == 0)
        let paths = Self.paths(outcome.output)
        #expect(paths.count == 13)
        #expect(paths.dropFirst().sorted() == Array(paths.dropFirst()))
        #expect(outcome.error.contains("12 rows to fill in"))
        let validated = try scene.run(
            ["mapping", "validate", "sample", "--mapping", "/dev/stdin"], input: outcome.output)
        #expect(validated.exit == 65)
        #expect(
            validated.output.contains(
                "Row 7, column 4 (client_secret): environment variable"))
        #expect(!validated.output.contains("mapping-missing"))
    }

    @Test("--out writes a file, and the report goes to standard output in any format")
    func toFile() throws {
        try scene.addConfiguration("target", key: "key")
        let outcome = try scene.run(["mapping", "template", "repo", "--out", "m.csv", "--format", "json"])
        #expect(outcome.exit == 0)
        let record = try scene.record(outcome)
        #expect(record["command"] as? String == "mapping template")
        #expect((record["configurations"] as? [[String: Any]])?.first?["mappingRow"] as? Int == 2)
        #expect(Self.paths(try scene.text("m.csv")).count == 2)
        #expect(try scene.run(["mapping", "template", "repo", "--format", "json"]).exit == 64)
    }

    @Test("an existing file is replaced with --force alone, and keeps its mode")
    func existingFile() throws {
        try scene.addConfiguration("target", key: "key")
        let arguments = ["mapping", "template", "repo", "--out", "m.csv", "--quiet"]
        try scene.write("hours of work", to: "m.csv", mode: 0o640)
        #expect(try scene.run(arguments).exit == 64)
        #expect(try scene.text("m.csv") == "hours of work")
        #expect(try scene.run(arguments + ["--force"]).exit == 0)
        #expect(try scene.text("m.csv").contains("/conf/"))
        #expect(try scene.mode("m.csv") == 0o640)
        #expect(try scene.run(["mapping", "template", "repo", "--out", "no/m.csv"]).exit == 74)
        #expect(try scene.run(["mapping", "template", "repo", "--out", "repo"]).exit == 74)
    }

    @Test("--unmapped-only gives what an existing mapping, finished or not, has no row for")
    func unmappedOnly() throws {
        for name in ["a", "b", "c"] { try scene.addConfiguration(name, key: "key-\(name)") }
        try scene.write(
            "jwt_client_id,path,client_secret,scopes\nkey-a,,env:IMS_SECRET_GLOBAL_C,\n,/conf/**/b,,\n",
            to: "m.csv")
        let arguments = ["mapping", "template", "repo", "--unmapped-only", "--mapping", "m.csv"]
        let outcome = try scene.run(arguments)
        #expect(outcome.exit == 0)
        #expect(Self.paths(outcome.output) == ["path", "/conf/global/settings/cloudconfigs/c"])
        #expect(outcome.output.contains("env:IMS_SECRET_GLOBAL_C_2"))
        try scene.write("not a mapping", to: "m.csv")
        #expect(try scene.run(arguments).exit == 65)
        #expect(try scene.run(["mapping", "template", "repo", "--unmapped-only"]).exit == 64)
        #expect(try scene.run(["mapping", "template", "repo", "--mapping", "m.csv"]).exit == 64)
    }

    @Test("formulas and control characters of the repository do no harm, and a title is kept to the letter")
    func hostile() throws {
        try scene.addConfiguration("formula", key: "=key", title: "=HYPERLINK(\"x\")")
        try scene.addConfiguration("control", key: "key", title: "a\\u001b]0;x\\u0007")
        let printed = try scene.run(["mapping", "template", "repo"])
        #expect(!printed.output.contains("\u{1B}"))
        #expect(printed.output.contains(",'=key,"))
        #expect(printed.output.contains("\"'=HYPERLINK(\"\"x\"\")\""))
        let filled = printed.output.split(separator: "\n").map { line in
            line.replacing("SAMPLE@AdobeOrg,,", with: "SAMPLE@AdobeOrg,openid,")
        }
        try scene.write(filled.joined(separator: "\n"), to: "m.csv")
        let variables = [
            "IMS_SECRET_GLOBAL_FORMULA": "new-canary", "IMS_SECRET_GLOBAL_CONTROL": "new-canary",
        ]
        let file = "repo/jcr_root/conf/global/settings/cloudconfigs/formula/.content.xml"
        let title = try #require(try scene.text(file).firstMatch(of: /jcr:title="[^"]*"/)).output
        let migrated = try scene.run(["migrate", "repo", "--mapping", "m.csv"], environment: variables)
        #expect(migrated.exit == 0, "\(migrated.all)")
        #expect(try scene.text(file).contains(title))
        #expect(try scene.text(file).contains("clientId=\"=key\""))
        #expect(!migrated.all.contains("canary"))
    }

    @Test("a repository that cannot be read, and one without JWT configurations")
    func otherRepositories() throws {
        #expect(try scene.run(["mapping", "template", "nothing"]).exit == 65)
        try scene.write("<x/>", to: "repo/jcr_root/conf/.content.xml")
        let outcome = try scene.run(["mapping", "template", "repo"])
        #expect(outcome.exit == 0)
        #expect(Self.paths(outcome.output) == ["path"])
        try scene.write("<broken", to: "repo/jcr_root/conf/a/settings/cloudconfigs/b/.content.xml")
        let broken = try scene.run(["mapping", "template", "repo"])
        #expect(broken.exit == 3)
        #expect(broken.error.contains("xml-malformed"))
    }
}
