// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("Files that are wrong: each has its finding, and nothing is changed")
struct BadInputTests {
    /// A file that cannot be used, and what a run says about it.
    struct BadFile: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let rule: String
        let line: Int
        let bytes: [UInt8]

        init(_ description: String, _ rule: String, line: Int, _ bytes: [UInt8]) {
            testDescription = description
            self.rule = rule
            self.line = line
            self.bytes = bytes
        }

        init(_ description: String, _ rule: String, line: Int, _ text: String) {
            self.init(description, rule, line: line, Array(text.utf8))
        }
    }

    /// Three lines, and the third is the page's content.
    static let page = Decoy.captcha

    static let badFiles = [
        BadFile("an end tag is missing", "xml-malformed", line: 6, page.replacing("</jcr:root>", with: "")),
        BadFile(
            "an attribute twice", "xml-malformed", line: 4,
            page.replacing("name=", with: "siteKey=\"\" name=")),
        BadFile("a bare ampersand", "xml-malformed", line: 4, page.replacing("Captcha", with: "a & b")),
        BadFile(
            "an entity that nothing declares", "xml-malformed", line: 4,
            page.replacing("Captcha", with: "&who;")),
        BadFile(
            "a prefix that nothing declares", "xml-malformed", line: 4,
            page.replacing(" name=", with: " who:name=")),
        BadFile("an empty file", "xml-malformed", line: 1, ""),
        BadFile("no XML at all", "xml-malformed", line: 1, "key=value\n"),
        BadFile("NUL bytes", "xml-malformed", line: 1, [UInt8](repeating: 0, count: 3000)),
        BadFile("text after the root", "xml-malformed", line: 6, page + "more"),
        BadFile(
            "a DOCTYPE", "doctype-refused", line: 2,
            page.replacing("<jcr:root", with: "<!DOCTYPE jcr:root>\n<jcr:root")),
        BadFile(
            "a DOCTYPE that would read a file", "doctype-refused", line: 2,
            page.replacing(
                "<jcr:root", with: "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<jcr:root"
            )
            .replacing("Captcha", with: "&e;")),
        BadFile(
            "Latin-1, declared", "encoding-unsupported", line: 1,
            Array(page.replacing("UTF-8", with: "ISO-8859-1").replacing("Captcha", with: "caf").utf8)),
        BadFile(
            "Latin-1, not declared", "encoding-unsupported", line: 4,
            page.split(separator: "Captcha").map { Array($0.utf8) }.reduce([]) {
                $0.isEmpty ? $1 : $0 + [0x63, 0xE9] + $1
            }),
        BadFile(
            "UTF-16", "encoding-unsupported", line: 1,
            [0xFF, 0xFE] + page.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }),
        BadFile("an overlong form", "encoding-unsupported", line: 6, Array(page.utf8) + [0xC0, 0xAF]),
        BadFile(
            "half a surrogate pair", "encoding-unsupported", line: 6, Array(page.utf8) + [0xED, 0xA0, 0x80]),
        BadFile(
            "a type that docview does not know", "docview-invalid", line: 4,
            page.replacing("siteKey=\"", with: "siteKey=\"{Unknown}")),
        BadFile(
            "a type in small letters", "docview-invalid", line: 4,
            page.replacing("\"site\"", with: "\"{boolean}true\"")),
        BadFile(
            "an unescaped brace", "docview-invalid", line: 4, page.replacing("\"\\{0039}", with: "\"{0039}")),
    ]

    @Test(
        "below settings/cloudconfigs it is an error: one of them is enough to stop a migration",
        arguments: badFiles)
    func inScope(_ bad: BadFile) throws {
        let file = cloudconfigs / "bad/.content.xml"
        let repository = try TemporaryRepository(
            [file: .bytes(bad.bytes), cloudconfigs / "target/.content.xml": .jwt], mapping: mappingForAll)
        let before = try repository.snapshot()
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 3, "\(run)")
        let record = try run.record()
        #expect(record.summary.jwt == 1, "the other file is looked at all the same")
        expect([bad], level: "error", below: cloudconfigs, in: record)
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test("scan and check name each of them, by file and line", arguments: ["scan", "check"])
    func everyOne(_ command: String) throws {
        let repository = try TemporaryRepository(Self.tree(below: "jcr_root" / cloudconfigs))
        let record = try repository.record(command)
        #expect(record.exitCode == 3)
        expect(Self.badFiles, level: "error", below: "jcr_root" / cloudconfigs, in: record)
    }

    @Test("elsewhere below /conf they are warnings, and what can be migrated is")
    func outOfScope() throws {
        let folder: RawPath = "jcr_root/conf/global/settings/dam"
        let target = "jcr_root" / cloudconfigs / "target/.content.xml"
        let repository = try TemporaryRepository(
            Self.tree(below: folder) + [target: .jwt], mapping: mappingForAll)
        let before = try repository.snapshot()
        let record = try repository.migrationRecord()
        #expect(record.exitCode == 0)
        expect(Self.badFiles, level: "warning", below: folder, in: record)
        #expect(try repository.snapshot().changes(since: before) == [target.display])
    }

    @Test("below /content nobody looks", arguments: badFiles.prefix(1))
    func elsewhere(_ bad: BadFile) throws {
        let repository = try TemporaryRepository(["jcr_root/content/bad/.content.xml": .bytes(bad.bytes)])
        #expect(try repository.record("scan").findings == [])
    }

    @Test(
        "a file that cannot be read, and looks as if it held a configuration, is an error wherever below /conf it is"
    )
    func marker() throws {
        let page = IMSPage().jwt.replacing("</jcr:root>", with: "")
        let repository = try TemporaryRepository([
            "jcr_root/conf/global/settings/dam/bad/.content.xml": .text(page)
        ])
        let record = try repository.record("scan")
        #expect(record.rules == ["error xml-malformed"])
        #expect(record.exitCode == 3)
    }

    @Test(
        "a bad value in a file that holds a configuration is an error, and its configuration is told all the same"
    )
    func valueInAConfiguration() throws {
        let page = IMSPage().jwt.replacing("cloudServiceName=\"", with: "cloudServiceName=\"{Unknown}")
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .text(page)], mapping: mappingForAll)
        let record = try repository.record("scan")
        #expect(record.rules == ["error docview-invalid", "warning jwt-deprecated"])
        #expect(record.summary.jwt == 1)
        #expect(try repository.migrate().exit == 3)
        #expect(try repository.text((cloudconfigs / "target/.content.xml").display) == page)
    }

    /// All of the bad files, each in a folder of its own.
    private static func tree(below folder: RawPath) -> Tree {
        var tree: Tree = [:]
        for (number, bad) in badFiles.enumerated() {
            tree[folder / "\(number + 100)/.content.xml"] = .bytes(bad.bytes)
        }
        return tree
    }

    private func expect(_ bad: [BadFile], level: String, below folder: RawPath, in record: Record) {
        let expected = bad.enumerated().map { number, file in
            let name = RawPath(bad.count == 1 ? "bad" : "\(number + 100)")
            return "\(level) \(file.rule) \((folder / name / ".content.xml").display):\(file.line)"
        }
        let found = record.findings.filter {
            !["jwt-deprecated", "keystore-orphan"].contains($0.rule)
        }.map { finding in
            "\(finding.level) \(finding.rule) \(finding.file ?? ""):\(finding.line ?? 0)"
        }
        #expect(found.sorted() == expected.sorted())
    }
}

@Suite("Things in a tree that are no files: named by a finding, not followed, not opened")
struct SpecialFileTests {
    /// What stands in the place of something that could be a document or a folder of documents.
    static let things: [(RawPath, Tree)] = [
        ("x/.content.xml", ["x/.content.xml": .fifo]),
        ("x.xml", ["x.xml": .fifo]),
        ("x", ["x": .fifo]),
        ("x/.content.xml", ["x/.content.xml": .link("../../target/.content.xml")]),
        ("x/.content.xml", ["x/.content.xml": .link("nowhere")]),
        ("x.xml", ["x.xml": .link("target/.content.xml")]),
        ("x", ["x": .link("target")]),
        ("x", ["x": .link("x")]),
        ("x", ["x": .link("..")]),
        ("x", ["x": .link("/")]),
    ]

    @Test("path-unsafe", arguments: things)
    func unsafe(_ place: RawPath, _ tree: Tree) throws {
        let target = cloudconfigs / "target/.content.xml"
        let repository = try TemporaryRepository(
            [target: .jwt] + tree.below(cloudconfigs), mapping: mappingForAll)
        let before = try repository.snapshot()

        let scan = try repository.record("scan")
        #expect(scan.exitCode == 0)
        #expect(scan.rules == ["note path-unsafe", "warning jwt-deprecated"])
        #expect(scan.findings("path-unsafe").map(\.file) == [(cloudconfigs / place).display])
        #expect(scan.summary.jwt == 1, "what a link leads to is not found twice")

        for record in try [repository.migrationRecord(), repository.record("check")] {
            #expect(record.exitCode == 3)
            #expect(record.findings("path-unsafe").map(\.level) == ["error"])
        }
        #expect(try repository.snapshot().changes(since: before) == [])
    }

    @Test("a folder in the place of a document is a note")
    func folderAsDocument() throws {
        let target = cloudconfigs / "target/.content.xml"
        let repository = try TemporaryRepository(
            [target: .jwt, cloudconfigs / "x/.content.xml/inside.txt": "text"], mapping: mappingForAll)
        let migration = try repository.migrationRecord()
        #expect(migration.exitCode == 0)
        #expect(migration.rules == ["note path-unsafe"])
    }

    @Test("a link in the place of /conf hides all of it")
    func linkedConf() throws {
        let repository = try TemporaryRepository(["conf": .link("../elsewhere")])
        try Tree(dictionaryLiteral: ("global/settings/cloudconfigs/target/.content.xml", .jwt))
            .write(to: repository.place / "elsewhere")
        #expect(try repository.record("scan").rules == ["note path-unsafe"])
        let check = try repository.record("check")
        #expect(check.exitCode == 3)
        #expect(check.rules == ["error path-unsafe"])
    }

    @Test("a link to the repository itself is followed, as the user named it")
    func linkedRepository() throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .jwt], mapping: mappingForAll)
        try Tree(dictionaryLiteral: ("link", .link("repository"))).write(to: repository.place)
        #expect(try repository.run("migrate", "link", "--mapping", "mapping.csv").exit == 0)
        #expect(try repository.run("check", "repository").exit == 0)
    }
}
