// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("Docview with other namespaces than AEM's")
struct NamespaceTests {
    private static let jcr = "xmlns:jcr=\"http://www.jcp.org/jcr/1.0\""
    private static let file = cloudconfigs / "target/.content.xml"

    private func repository(_ text: String, at path: RawPath = file) throws -> TemporaryRepository {
        try TemporaryRepository([path: .text(text)], mapping: mappingForAll)
    }

    @Test(
        "a well-known prefix for another URI is an error: what it names is not what it seems",
        arguments: [
            ("http://www.jcp.org/jcr/1.0", "http://www.jcp.org/jcr/1.0/"),
            ("http://www.jcp.org/jcr/1.0", "https://www.jcp.org/jcr/1.0"),
            ("http://www.day.com/jcr/cq/1.0", "http://www.day.com/jcr/cq/1.1"),
            ("http://sling.apache.org/jcr/sling/1.0", "http://sling.apache.org/jcr/sling"),
        ])
    func misleading(uri: String, typo: String) throws {
        let text = IMSPage().jwt.replacing("\"\(uri)\"", with: "\"\(typo)\"")
        try #require(text != IMSPage().jwt)
        let repository = try repository(text)
        for command in ["check", "scan"] {
            let record = try repository.record(command)
            #expect(record.findings("docview-invalid").map(\.level) == ["error"])
            #expect(record.exitCode == 3)
        }
        let before = try repository.snapshot()
        #expect(try repository.migrate().exit == 3)
        #expect(
            try repository.run("plan", "repository", "--mapping", "mapping.csv", "--out", "plan.json").exit
                == 3)
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test("elsewhere it is a warning, unless a configuration can hide there")
    func elsewhere() throws {
        let plain =
            "<jcr:root \(Self.jcr) xmlns:dam=\"http://www.day.com/dam/2.0\" jcr:primaryType=\"nt:unstructured\"/>\n"
        let record = try repository(plain, at: "conf/a/other/.content.xml").record("check")
        #expect(record.rules == ["warning docview-invalid"])
        let hidden = IMSPage().jwt.replacing("org/jcr/1.0\"", with: "org/jcr/1.O\"")
        let other = try repository(hidden, at: "conf/a/other/.content.xml").record("check")
        #expect(other.rules.contains("error docview-invalid"))
    }

    @Test("a known URI under another prefix, and prefixes of one's own, are as good as any")
    func otherPrefixes() throws {
        let text = IMSPage().jwt.replacing(
            "xmlns:cq=", with: "xmlns:acme=\"http://example.com/acme\" xmlns:day="
        )
        .replacing("cq:PageContent", with: "day:PageContent").replacing("\"cq:Page\"", with: "\"day:Page\"")
        .replacing(" cq:", with: " day:")
        let repository = try repository(text)
        #expect(try repository.record("scan").rules == ["warning jwt-deprecated"])
        #expect(try repository.migrate().exit == 0)
    }

    @Test(
        "a NAME.xml that FileVault takes for a plain file is an error with another namespace, and never silent",
        arguments: [
            ("\"http://www.jcp.org/jcr/1.0\"", "\"http://www.jcp.org/jcr/1.0/\"", "error"),
            ("\"http://www.jcp.org/jcr/1.0\"", "'http://www.jcp.org/jcr/1.0'", "warning"),
            ("<jcr:root", "<!--\(String(repeating: " ", count: 1_100))-->\n<jcr:root", "warning"),
        ])
    func plainFiles(text: String, replacement: String, level: String) throws {
        let page = IMSPage().jwt
        let spoiled = page.replacing(text, with: replacement)
        try #require(spoiled != page)
        let repository = try repository(spoiled, at: cloudconfigs / "target.xml")
        let record = try repository.record("check")
        #expect(record.findings("docview-invalid").map(\.level) == [level])
        #expect(record.configurations == [])
        #expect(record.exitCode == (level == "error" ? 3 : 0))
        #expect(try repository.migrate().exit == (level == "error" ? 3 : 0))
        // It is docview where nothing has to be guessed, or with the namespace as it must be.
        #expect(
            try self.repository(page, at: cloudconfigs / "target.xml").record("scan").configurations.count
                == 1)
    }

    @Test("other XML below it, and such a file elsewhere without anything to hide, are nobody's business")
    func neighbors() throws {
        let tree: Tree = [
            cloudconfigs / "target/.content.xml": .text(
                IMSPage().oauth(secret: "\\" + encrypted("d1"), scope: "a,b")),
            cloudconfigs / "notes.xml": "<notes/>\n",
            "conf/a/other/data.xml":
                "<jcr:root xmlns:jcr='http://www.jcp.org/jcr/1.0' jcr:primaryType='x'/>\n",
        ]
        let record = try TemporaryRepository(tree).record("check")
        #expect(record.rules == [])
        #expect(record.exitCode == 0)
    }

    @Test("an XML version that Java refuses is an error where configurations are, else a warning")
    func version() throws {
        let text = IMSPage().jwt.replacing("version=\"1.0\"", with: "version=\"1.2\"")
        let record = try repository(text).record("check")
        #expect(record.rules == ["error xml-malformed"])
        #expect(record.findings.first?.line == 1)
        #expect(try repository(text).migrate().exit == 3)
        let other = "<?xml version=\"2.0\"?>\n<jcr:root \(Self.jcr) jcr:primaryType=\"nt:unstructured\"/>\n"
        #expect(
            try repository(other, at: "conf/a/other/.content.xml").record("check").rules == [
                "warning xml-malformed"
            ])
        let eleven = IMSPage().jwt.replacing("version=\"1.0\"", with: "version=\"1.1\"")
        #expect(try repository(eleven).migrate().exit == 0)
    }
}
