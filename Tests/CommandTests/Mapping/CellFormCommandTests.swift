// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("Cells are checked alike by every command that reads a mapping")
struct CellFormCommandTests {
    private static let secret = "p8e-" + String(repeating: "Canary", count: 5)
    private static let header = "path,client_id,client_secret,org_id,scopes,authorization_server,title,note"

    private static func row(
        path: String = "/conf/**", id: String = "", secret: String = encrypted("a1"), org: String = "",
        scopes: String = "openid", server: String = "", title: String = "", note: String = ""
    ) -> String {
        [path, id, secret, org, "\"\(scopes)\"", server, title, note].joined(separator: ",")
    }

    private static func repository(_ rows: String...) throws -> TemporaryRepository {
        var tree = OSGiPair().tree()
        tree[cloudconfigs / "target/.content.xml"] = .jwt
        return try TemporaryRepository(tree, mapping: ([header] + rows).joined(separator: "\n") + "\n")
    }

    /// Every command that reads a mapping for its credentials.
    private static let commands = [
        ["mapping", "validate"], ["mapping", "validate", "repository"], ["migrate", "repository"],
        ["migrate", "repository", "--dry-run"], ["plan", "repository", "--out", "plan.json"],
        ["apply", "reviewed.json"], ["verify-credentials", "repository"], ["verify-credentials"],
    ]

    /// A plan that was made with a mapping in order.
    private static func addPlan(to repository: TemporaryRepository) throws {
        try repository.write(header + "\n" + row(path: "/**") + "\n", to: "fine.csv")
        let run = try repository.run("plan", "repository", "--mapping", "fine.csv", "--out", "reviewed.json")
        #expect(run.exit == 0, "\(run)")
    }

    @Test(
        "a cell without the form of its column: mapping-invalid with row and column, 65, and nothing is written"
    )
    func everyCommand() throws {
        let repository = try Self.repository(
            Self.row(), Self.row(id: "1.23E+31", org: "ORG", scopes: "a;b", server: "ims-na1.adobelogin.com"),
            Self.row(path: "/apps/**", note: Self.secret))
        try Self.addPlan(to: repository)
        let before = try repository.snapshot()
        for command in Self.commands {
            let run = try repository.run(
                command + ["--mapping", "mapping.csv", "--format", "json", "--report-dir", "found"])
            #expect(run.exit == 65, "\(run)")
            let record = try run.record()
            #expect(record.exitCode == 65)
            let found = record.findings.filter { $0.rule == "mapping-invalid" }
            #expect(found.allSatisfy { $0.level == "error" })
            #expect(found.map(\.mappingRow) == [3, 3, 3, 3, 4], "\(command)")
            #expect(
                found.map(\.mappingColumn) == [
                    "client_id", "org_id", "scopes", "authorization_server", "note",
                ])
            #expect(try !Files.text(repository.file("found/report.json")).contains("Canary"))
            #expect(try !Files.text(repository.file("found/report.html")).contains("Canary"))
            #expect(!(run.output + run.errors).contains("Canary"))
            #expect(!repository.exists("plan.json"))
        }
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test(
        "a client secret in any other place is shown nowhere, in no format",
        arguments: ["text", "json", "html", "sarif", "junit", "markdown", "github", "csv", "diff"])
    func canary(_ format: String) throws {
        let canary = Self.secret
        let mappings = [
            // In each column, in the header, in fields that nothing names, and where quotes are wrong.
            Self.header + "\n" + Self.row(path: "/" + canary) + "\n" + Self.row(id: canary) + "\n"
                + Self.row(org: canary + "@AdobeOrg") + "\n" + Self.row(scopes: "a,\(canary)") + "\n"
                + Self.row(server: "https://\(canary)") + "\n" + Self.row(title: canary) + "\n"
                + Self.row(note: "old: " + canary) + "\n" + Self.row() + "," + canary + "\n"
                + Self.row(secret: "file:" + canary) + "\n" + Self.row(secret: "env:" + canary) + "\n"
                + Self.row(secret: "cmd:" + canary) + "\n" + Self.row(secret: "stdin:" + canary) + "\n"
                + Self.row(secret: "vault:" + canary) + "\n" + Self.row(secret: "$[secret:" + canary) + "\n",
            Self.header + "," + canary + "\n" + Self.row() + ",\n",
            "path,jwt_client_id,client_secret,scopes,action\n/a,\(canary),s,a,\n/a,,s,a,\(canary)\n",
            canary + "\n", "path,\"" + canary,
            "path,client_secret,scopes\n/a,\"x\"\(canary),a\n/b,\"\(canary)\n",
            "path;client_secret;scopes\n/a;\(canary);a\n",
        ]
        let repository = try Self.repository()
        for (number, mapping) in mappings.enumerated() {
            try repository.write(mapping, to: "mapping.csv")
            // What is shown doesn't depend on the command; two of them do for the other formats.
            let isUsual = ["text", "json"].contains(format)
            for command in Self.commands
            where command.first != "apply" && (isUsual || command.last == "repository" && command.count < 4) {
                let run = try repository.run(
                    command + [
                        "--mapping", "mapping.csv", "--format", format, "--report-dir", "found", "--verbose",
                    ])
                #expect(run.exit == 65, "\(number) \(run)")
                for text in [
                    run.output, run.errors, try Files.text(repository.file("found/report.json")),
                    try Files.text(repository.file("found/report.html")),
                ] { #expect(!text.contains("Canary"), "\(number) \(command)") }
            }
        }
    }

    @Test("columns that were exchanged: the secret is shown nowhere, and nothing is planned")
    func exchangedColumns() throws {
        let repository = try Self.repository()
        try repository.write(
            "path,client_secret,client_id,org_id,scopes\n/conf/**,0f0f0f0f,\(Self.secret),,openid\n"
                + "/apps/**,\(encrypted("b1")),,,openid\n", to: "mapping.csv")
        let run = try repository.migrate("--dry-run", "--format", "json")
        #expect(run.exit == 65)
        #expect(try run.record().rules == ["error mapping-invalid"])
        #expect(!(run.output + run.errors).contains("Canary"))
    }

    @Test("a server that isn't below adobelogin.com: server-foreign, 3, unless it is allowed")
    func foreignServer() throws {
        for server in [
            "https://ims.example.com", "https://IMS.Example.com:443/", "https://adobelogin.com",
            "https://evil-adobelogin.com", "https://adobelogin.com.evil.example",
        ] {
            let repository = try Self.repository(Self.row(server: server), Self.row(path: "/apps/**"))
            let before = try repository.snapshot()
            for command in [["migrate", "repository"], ["plan", "repository", "--out", "plan.json"]] {
                let run = try repository.run(command + ["--mapping", "mapping.csv", "--format", "json"])
                #expect(run.exit == 3, "\(run)")
                #expect(try run.record().rules.contains("error server-foreign"))
            }
            #expect(!repository.exists("plan.json"))
            #expect(try repository.snapshot().differences(from: before) == [])
        }
        let repository = try Self.repository(
            Self.row(server: "https://IMS.example.com/"), Self.row(path: "/apps/**"))
        let mapping = ["--mapping", "mapping.csv"]
        #expect(try repository.run(["mapping", "validate"] + mapping).exit == 3)
        let allow = ["--allow-server", "other.example.com", "--allow-server", "ims.EXAMPLE.com"]
        #expect(try repository.run(["mapping", "validate"] + mapping + allow).exit == 0)
        let planned = try repository.run(["plan", "repository", "--out", "plan.json"] + mapping + allow)
        #expect(planned.exit == 0, "\(planned)")
        let applied = try repository.run(["apply", "plan.json"] + mapping)
        #expect(applied.exit == 0, "\(applied)")
        let page = try repository.text((cloudconfigs / "target/.content.xml").display)
        #expect(page.contains("authServerUrl=\"https://IMS.example.com\""), "the final slash is dropped")
    }

    @Test("a row that skips may name any server")
    func skippedServer() throws {
        let repository = try Self.repository()
        try repository.write(
            "path,client_secret,scopes,authorization_server,action\n/**,,,https://ims.example.com,skip\n",
            to: "mapping.csv")
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 0, "\(run)")
    }

    @Test("a placeholder is written as it is in an OSGi configuration, without a warning")
    func placeholder() throws {
        for placeholder in ["$[secret:IMS_SECRET]", "$[env:IMS_SECRET]"] {
            let repository = try Self.repository(
                Self.row(), Self.row(path: "/apps/**", secret: placeholder))
            let run = try repository.migrate("--format", "json")
            #expect(run.exit == 0, "\(run)")
            #expect(try !run.record().rules.contains("warning secret-plaintext"))
            let files = try repository.snapshot().items.keys.filter { $0.display.contains("Customizer") }
            #expect(files.count == 1)
            for file in files {
                #expect(
                    try repository.text(file.display).contains("auth.ims.client.secret=\"\(placeholder)\""))
            }
        }
    }

    @Test(
        "a placeholder anywhere else: mapping-invalid, 65, and nothing is written, also in a row that creates"
    )
    func misplacedPlaceholder() throws {
        let repository = try Self.repository(
            Self.row(secret: "$[secret:IMS_SECRET]"), Self.row(path: "/apps/**"))
        let before = try repository.snapshot()
        for options in [[], ["--dry-run"]] {
            let run = try repository.run(
                ["migrate", "repository", "--mapping", "mapping.csv", "--format", "json"] + options)
            #expect(run.exit == 65, "\(run)")
            #expect(try run.record().rules.contains("error mapping-invalid"))
        }
        #expect(
            try repository.run("mapping", "validate", "repository", "--mapping", "mapping.csv").exit == 65)
        try repository.write(
            "path,client_id,client_secret,org_id,scopes,title,action\n/**,,\(encrypted("a2")),,a,,\n"
                + "/conf/global/settings/cloudconfigs/new,id,$[secret:X],O@AdobeOrg,a,T,create\n",
            to: "mapping.csv")
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 65, "\(run)")
        #expect(try run.record().rules.contains("error mapping-invalid"))
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test(
        "an iss or an API key that is empty or padded counts as missing: mapping-incomplete, 65, nothing written",
        arguments: ["", " ", " TESTORG0001@AdobeOrg", "TESTORG0001@AdobeOrg ", "TESTORG0001@AdobeOrg&#xa;"])
    func emptyIssuer(_ org: String) throws {
        // A line break inside of JSON must be escaped.
        let page = IMSPage(org: org.replacing("&#xa;", with: "\\\\n")).jwt
        let file = cloudconfigs / "target/.content.xml"
        let repository = try TemporaryRepository([file: .text(page)], mapping: mappingForAll)
        let before = try repository.snapshot()
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 65, "\(run)")
        #expect(try run.record().rules == ["error mapping-incomplete"])
        #expect(try repository.snapshot().differences(from: before) == [])
        try repository.write(
            "path,client_secret,scopes,org_id\n**,\(encrypted("a1")),a,O@AdobeOrg\n", to: "mapping.csv")
        #expect(try repository.migrate().exit == 0, "the row's own organization is no mismatch")
    }

    @Test("the same of an API key")
    func paddedKey() throws {
        let file = cloudconfigs / "target/.content.xml"
        let page = IMSPage().jwt.replacing("apiKey=\"", with: "apiKey=\" ")
        let repository = try TemporaryRepository([file: .text(page)], mapping: mappingForAll)
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 65, "\(run)")
        #expect(try run.record().rules == ["error mapping-incomplete"])
    }

    @Test("two iss in one payload are an error, also where the row brings the organization")
    func twoIssuers() throws {
        let twice = "&quot;iss&quot;:&quot;O@AdobeOrg&quot;,&quot;sub&quot;"
        let page = IMSPage(org: "O@AdobeOrg").jwt.replacing("&quot;sub&quot;", with: twice)
        let file = cloudconfigs / "target/.content.xml"
        for org in ["", "O@AdobeOrg"] {
            let repository = try TemporaryRepository(
                [file: .text(page)],
                mapping: "path,client_secret,scopes,org_id\n**,\(encrypted("a1")),a,\(org)\n")
            let before = try repository.snapshot()
            let run = try repository.migrate("--format", "json")
            #expect(run.exit == 3, "\(run)")
            #expect(try run.record().rules == ["error claims-ambiguous"])
            #expect(try repository.snapshot().differences(from: before) == [])
        }
    }

    @Test("org-mismatch shows both organizations")
    func orgMismatch() throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .jwt],
            mapping: "path,client_secret,scopes,org_id\n**,\(encrypted("a1")),a,OTHER@AdobeOrg\n")
        let record = try repository.migrationRecord()
        #expect(record.rules == ["error org-mismatch"])
        let message = try #require(record.findings.first?.message)
        #expect(message.contains("OTHER@AdobeOrg") && message.contains(IMSPage().org))
    }
}
