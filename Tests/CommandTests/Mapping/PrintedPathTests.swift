// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@Suite("A path that scan or mapping template prints means the configuration it names, and no other")
struct PrintedPathTests {
    private static let header = "path,client_secret,scopes\n"

    private static func row(_ path: String) -> String {
        "\"\(path.replacing("\"", with: "\"\""))\",\(encrypted("a1")),a\n"
    }

    /// The paths of a scan; each of them alone, as a row, must migrate that configuration alone.
    private static func expectExact(_ repository: TemporaryRepository, _ label: Comment) throws {
        let paths = try repository.record("scan").configurations.map(\.path)
        for path in Set(paths) {
            try repository.write(header + row(path), to: "mapping.csv")
            let record = try repository.migrationRecord("--dry-run", "--allow-unmapped")
            let planned = record.configurations.filter { $0.outcome == "planned" }.map { Array($0.path.utf8) }
            #expect(
                planned == paths.filter { $0.utf8.elementsEqual(path.utf8) }.map { Array($0.utf8) },
                "\(path) \(label)")
        }
    }

    /// The template, filled in, must have a row for each configuration.
    private static func expectTemplate(_ repository: TemporaryRepository, _ label: Comment) throws {
        let run = try repository.run("mapping", "template", "repository")
        #expect(run.exit == 0, "\(run)")
        let names = Set(run.output.matches(of: /env:([A-Z0-9_]+)/).map { String($0.output.1) })
        let filled = run.output.replacing(/(env:[A-Z0-9_]+),([^,]*),,/) { match in
            "\(match.output.1),\(match.output.2),openid,"
        }
        try repository.write(filled, to: "mapping.csv")
        let environment = Dictionary(uniqueKeysWithValues: names.map { ($0, String?.some(encrypted("b2"))) })
        let record = try repository.migrationRecord("--format", "json", environment: environment)
        #expect(record.exitCode == 0, "\(record.findings) \(label)")
        #expect(record.configurations.allSatisfy { $0.outcome == "migrated" }, "\(label)")
        #expect(Set(record.configurations.map(\.mappingRow)).count == names.count, "\(label)")
    }

    /// A configuration in the `jcr:content` of a `jcr:content`.
    private static let nested = """
        \(IMSPage.header)
            jcr:primaryType="nt:unstructured">
            <jcr:content
                jcr:primaryType="nt:unstructured"
                apiKey="nested"
                authServerUrl="https://ims-na1.adobelogin.com"
                clientSecret="s"
                jwtClaims="\(IMSPage().claims)"
                keypairAlias="a"/>
        </jcr:root>

        """

    @Test("content below content, alone and below a page that is a configuration too")
    func contentBelowContent() throws {
        let inner: Tree = [cloudconfigs / "x/_jcr_content/.content.xml": .text(Self.nested)]
        let page: Tree = [cloudconfigs / "y/.content.xml": .jwt]
        let both = page + [cloudconfigs / "y/_jcr_content/.content.xml": .text(Self.nested)]
        for tree in [inner, inner + page, inner + both] {
            let repository = try TemporaryRepository(tree)
            try Self.expectExact(repository, "")
            try Self.expectTemplate(repository, "")
        }
    }

    @Test(
        "a page's configuration is named with jcr:content and without, and two rows that do both are ambiguous"
    )
    func bothForms() throws {
        let repository = try TemporaryRepository([cloudconfigs / "target/.content.xml": .jwt])
        let path = "/\(cloudconfigs.display)/target"
        for text in [path, path + "/", path + "/jcr:content", path + "/jcr:content/"] {
            try repository.write(Self.header + Self.row(text), to: "mapping.csv")
            #expect(try repository.migrationRecord("--dry-run").exitCode == 0, "\(text)")
        }
        try repository.write(
            Self.header + Self.row(path) + Self.row(path + "/jcr:content"), to: "mapping.csv")
        #expect(try repository.migrationRecord("--dry-run").rules == ["error mapping-ambiguous"])
    }

    @Test("names that look like globs")
    func globs() throws {
        var tree: Tree = [:]
        for name in ["*", "**", "a*", "ab", "a[b]", "a?", "***", "b**c", "bxc"] {
            tree[cloudconfigs / RawPath(name) / ".content.xml"] = .jwt
        }
        tree["conf/**/settings/cloudconfigs/x/.content.xml"] = .jwt
        tree["conf/one/settings/cloudconfigs/x/.content.xml"] = .jwt
        let repository = try TemporaryRepository(tree)
        try Self.expectExact(repository, "")
        try Self.expectTemplate(repository, "")
    }

    @Test("random names, each with neighbours that resemble it")
    func random() throws {
        let seed = SeededRandom.seed()
        var random = SeededRandom(seed: seed)
        let pieces = [
            "a", "b", "*", "**", " ", ",", "\"", "'", ";", "[", "]", "{", "}", "(", "?", "+", "=", "-", "@",
            "~",
            ".", "#", "|", "é", "e\u{301}", "😀", "\u{A0}", "jcr_content", "x.content.xml", "$", "\\",
        ]
        for _ in 0..<3 {
            var tree: Tree = [:]
            for _ in 0..<5 {
                let name = random.text(of: pieces, longest: 5)
                guard !["", ".", ".."].contains(name) else { continue }
                for relative in [name, name + " ", name + "x", "_jcr_content"] {
                    tree[cloudconfigs / RawPath(relative) / ".content.xml"] = .jwt
                }
            }
            let repository = try TemporaryRepository(tree)
            try Self.expectExact(repository, "IMS_TEST_SEED=\(seed)")
            try Self.expectTemplate(repository, "IMS_TEST_SEED=\(seed)")
        }
    }
}
