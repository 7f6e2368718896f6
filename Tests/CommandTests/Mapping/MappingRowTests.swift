// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("Which row of the mapping is for a configuration")
struct MappingRowTests {
    static let path = "/conf/global/settings/cloudconfigs/target"

    /// Migrates one page by these rows (path, jwt_client_id, action); each brings another client id.
    private func migrate(_ rows: [(path: String, jwtClientID: String, action: String)]) throws -> Record {
        var mapping = "path,jwt_client_id,client_id,client_secret,scopes,action\n"
        for (number, row) in rows.enumerated() {
            mapping += "\(row.path),\(row.jwtClientID),row-\(number + 2),\(encrypted("a1")),a,\(row.action)\n"
        }
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .jwt], mapping: mapping)
        return try repository.migrationRecord()
    }

    private static let key = IMSPage().apiKey

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let rows: [(path: String, jwtClientID: String, action: String)]
        /// The row that decides; nil where none may.
        let row: Int?
        var rules: [String] = []

        init(_ description: String, _ rows: [(String, String)], row: Int?, rules: [String] = []) {
            testDescription = description
            self.rows = rows.map { ($0.0, $0.1, "") }
            self.row = row
            self.rules = rules
        }
    }

    static let cases = [
        Case(
            "an exact path beats a glob, wherever it stands", [("**", ""), (path, ""), ("/conf/**", "")],
            row: 3),
        Case("a glob beats a client id alone", [("", key), ("/conf/*/settings/cloudconfigs/*", "")], row: 3),
        Case("an exact path beats both", [("", key), ("**/target", ""), (path, "")], row: 4),
        Case("a client id alone", [("", key)], row: 2),
        Case("with /jcr:content it is the same path", [(path + "/jcr:content", "")], row: 2),
        Case("a path and a client id that both match rank by the path", [("**", key), (path, key)], row: 3),
        Case(
            "where both are given, both must match",
            [(path, "another-key"), ("**/other", key), ("**", "")], row: 4,
            rules: ["warning mapping-unused", "warning mapping-unused"]),
        Case(
            "* stays within a name", [("/conf/*/target", ""), ("**", "")], row: 3,
            rules: ["warning mapping-unused"]),
        Case("** goes across names", [("/conf/**/target", "")], row: 2),
        Case("** matches no name at all, too", [(path + "/**", "")], row: 2),
        Case(
            "** between two names may be no name", [("/conf/global/**/settings/cloudconfigs/target", "")],
            row: 2),
        Case("* within a name", [("/conf/global/settings/cloudconfigs/t*t", "")], row: 2),
        Case(
            "names differ by case", [("**/Target", "")], row: nil,
            rules: ["error mapping-missing", "warning mapping-unused"]),
        Case(
            "two rows of the same path", [(path, ""), (path + "/jcr:content", "")], row: nil,
            rules: ["error mapping-ambiguous"]),
        Case(
            "two globs, however specific", [("**", ""), ("/conf/global/settings/cloudconfigs/*", "")],
            row: nil, rules: ["error mapping-ambiguous"]),
        Case(
            "a glob with a client id and one without", [("**", key), ("**", "")], row: nil,
            rules: ["error mapping-ambiguous"]),
        Case("two client ids", [("", key), ("", key)], row: nil, rules: ["error mapping-ambiguous"]),
        Case("two rows of a lower rank do not matter", [("**", ""), ("**/*", ""), (path, "")], row: 4),
        Case(
            "a row that matches nothing", [(path, ""), ("/conf/other", "")], row: 2,
            rules: ["warning mapping-unused"]),
    ]

    @Test("ranks", arguments: cases)
    func rank(_ example: Case) throws {
        let record = try migrate(example.rows)
        let configuration = try #require(record.configurations.first)
        #expect(configuration.mappingRow == example.row)
        #expect(record.rules == example.rules)
        #expect(record.exitCode == (example.row == nil ? 3 : 0))
        if let row = example.row {
            #expect(configuration.changes.first { $0.property == "clientId" }?.after == "row-\(row)")
        }
    }

    @Test("action skip leaves a JWT configuration as it is; migrate is the default and may be written out")
    func actions() throws {
        let skipped = try migrate([(Self.path, "", "skip")])
        #expect(skipped.exitCode == 0)
        #expect(skipped.configurations.map(\.outcome) == ["skipped"])
        #expect(skipped.configurations.map(\.changes) == [[]])
        #expect(skipped.summary.jwt == 1)

        #expect(try migrate([(Self.path, "", "migrate")]).configurations.map(\.outcome) == ["migrated"])
    }

    @Test("a row that skips ranks as any other")
    func skipRanks() throws {
        #expect(
            try migrate([("**", "", ""), (Self.path, "", "skip")]).configurations.map(\.outcome) == [
                "skipped"
            ])
        #expect(
            try migrate([(Self.path, "", ""), ("**", "", "skip")]).configurations.map(\.outcome) == [
                "migrated"
            ])
        #expect(try migrate([("**", "", "skip"), ("**/*", "", "")]).rules == ["error mapping-ambiguous"])
    }

    @Test("a configuration on OAuth stays, whatever rows there are for it")
    func alreadyOAuth() throws {
        let page = IMSPage().oauth(secret: "\\" + encrypted("0f"), scope: "a")
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .text(page)],
            mapping: mappingForAll + "**/target,\(encrypted("a2")),b\n")
        let before = try repository.snapshot()
        let record = try repository.migrationRecord()
        #expect(record.exitCode == 0)
        #expect(record.configurations.map(\.outcome) == ["already-oauth"])
        #expect(record.findings == [])
        #expect(try repository.snapshot().differences(from: before) == [])
    }
}
