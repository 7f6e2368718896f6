// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("Secrets come from the environment, from files, encrypted, or literally")
struct SecretSourceTests {
    static let file = cloudconfigs / "target/.content.xml"

    /// What a migration writes as clientSecret, as it stands in the file.
    private func written(
        _ cell: String, files: [RawPath: String] = [:], environment: [String: String?] = [:],
        rules: [String] = []
    ) throws -> String {
        let repository = try TemporaryRepository([Self.file: .jwt])
        try Files.makeFolder(repository.place / "maps/secrets")
        let quoted = "\"\(cell.replacing("\"", with: "\"\""))\""
        try repository.write("path,client_secret,scopes\n**,\(quoted),a\n", to: "maps/mapping.csv")
        for (name, text) in files { try repository.write(text, to: name) }

        let run = try repository.run(
            "migrate", "repository", "--mapping", "maps/mapping.csv", "--format", "json",
            environment: environment)
        #expect(run.exit == 0, "\(run)")
        #expect(try run.record().rules == rules)
        let page = try repository.text(Self.file.display)
        let secret = try #require(page.firstMatch(of: /clientSecret="([^"]*)"/)?.output.1)
        #expect(page == IMSPage().oauth(secret: String(secret), scope: "a"))
        return String(secret)
    }

    @Test("env:NAME")
    func environment() throws {
        #expect(
            try written("env:IMS_TEST_SECRET", environment: ["IMS_TEST_SECRET": "from-env"]) == "from-env")
    }

    @Test("file:PATH is relative to the folder of the CSV, not to the working directory")
    func relativeFile() throws {
        let files: [RawPath: String] = ["maps/secrets/one": "from-file\n", "secrets": "wrong"]
        #expect(try written("file:secrets/one", files: files) == "from-file")
        #expect(try written("file:../beside", files: ["beside": "from-beside"]) == "from-beside")
    }

    @Test(
        "one final line break of a file is dropped, and no other",
        arguments: [("a\n", "a"), ("a\r\n", "a"), ("a", "a"), ("a\n\n", "a&#xa;"), (" a ", " a ")])
    func finalLineBreak(_ content: String, _ secret: String) throws {
        #expect(try written("file:s", files: ["maps/s": content]) == secret)
    }

    @Test("a value encrypted by the target AEM is written with the backslash of docview")
    func encryptedValue() throws {
        #expect(try written(encrypted("4a")) == "\\" + encrypted("4a"))
        #expect(try written("file:s", files: ["maps/s": encrypted("4b") + "\n"]) == "\\" + encrypted("4b"))
    }

    static let literals = [
        ("plain-secret", "plain-secret"), ("{not encrypted}", "\\{not encrypted}"), ("[a,b]", "\\[a,b]"),
        ("a,b", "a,b"), ("{Long}1", "\\{Long}1"), ("back\\slash", "back\\\\slash"), ("a{b[c", "a{b[c"),
        ("<&\">'", "&lt;&amp;&quot;>'"), ("two\nlines", "two&#xa;lines"), ("tab\there", "tab&#x9;here"),
        (" blanks ", " blanks "), ("gr\u{FC}n \u{1F511}", "gr\u{FC}n \\ud83d\\udd11"),
        ("\\u0041", "\\\\u0041"),
    ]

    @Test(
        "a literal secret is written as it is, escaped, with the warning secret-plaintext",
        arguments: literals)
    func literal(_ secret: String, _ escaped: String) throws {
        #expect(try written(secret, rules: ["warning secret-plaintext"]) == escaped)
    }

    @Test(
        "a secret that the configuration has already is no change: what is written reads back as what was given",
        arguments: literals)
    func readBack(_ secret: String, _ escaped: String) throws {
        let quoted = "\"\(secret.replacing("\"", with: "\"\""))\""
        let page = IMSPage(secret: escaped).jwt
        let repository = try TemporaryRepository(
            [Self.file: .text(page)], mapping: "path,client_secret,scopes\n**,\(quoted),a\n")
        let changes = try #require(try repository.migrationRecord("--dry-run").configurations.first).changes
        #expect(!changes.map(\.property).contains("clientSecret"))
    }

    @Test(
        "a variable without a value, and a file without one, are no secrets",
        arguments: ["env:IMS_TEST_EMPTY", "file:empty"])
    func empty(_ cell: String) throws {
        let repository = try TemporaryRepository(
            [Self.file: .jwt], mapping: "path,client_secret,scopes\n**,\(cell),a\n")
        try repository.write("\n", to: "empty")
        #expect(try repository.migrate(environment: ["IMS_TEST_EMPTY": ""]).exit == 65)
    }

    @Test("a FIFO in the place of a secret's file does not hang the run")
    func fifo() throws {
        let repository = try TemporaryRepository(
            ["jcr_root/conf": .folder, "pipe": .fifo],
            mapping: "path,client_secret,scopes\n**,file:repository/pipe,a\n")
        let run = try repository.migrate()
        #expect(run.exit == 65, "\(run)")
    }
}
