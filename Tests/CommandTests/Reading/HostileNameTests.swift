// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("Names and values from files reach a terminal or a page only made harmless")
struct HostileNameTests {
    /// What must not reach any output as it is.
    static let hostile = [
        "escape \u{1B}[31m\u{1B}]0;title\u{7}", "return \rX", "backspace \u{8}\u{8}", "delete \u{7F}",
        "c1 \u{9B}31m",
        "bidi \u{202E}txt.exe\u{202C}", "isolate \u{2066}x\u{2069}", "mark \u{200F}\u{61C}",
        "zero \u{200B}\u{FEFF}",
        "separator \u{2028}X\u{2029}", "tag \u{E0041}", "nul-like \u{1}",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onclick='alert(1)", "&lt;b&gt;",
        "{{title}}",
    ]

    /// A repository in which everything that a report can show is hostile: folder, file, title, service, client id.
    private func repository() throws -> TemporaryRepository {
        var tree: Tree = [:]
        for text in Self.hostile {
            let value = Self.docview(text)
            let name = Self.fileName(text)
            let page = IMSPage(title: value).jwt
                .replacing("\"Adobe Target\"", with: "\"\(value)\"")
                .replacing("apiKey=\"\(IMSPage().apiKey)\"", with: "apiKey=\"\(value)\"")
            tree[cloudconfigs / name / ".content.xml"] = .text(page)
            tree[cloudconfigs / "malformed" / (name + ".xml")] = .text(
                page.replacing("</jcr:root>", with: ""))
            tree[cloudconfigs / "invalid" / name / ".content.xml"] = .text(IMSPage(title: "{\(value)}").jwt)
            tree["linked" / name] = .link("nowhere")
        }
        return try TemporaryRepository(tree, mapping: mappingForAll)
    }

    private static func fileName(_ text: String) -> RawPath { RawPath(text.replacing("/", with: "%2f")) }

    /// The text as an attribute value of docview: what XML cannot hold is an escape.
    private static func docview(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "<": "&lt;"
            case "&": "&amp;"
            case "\"": "&quot;"
            case "{": "\\{"
            case "\r": "&#xd;"
            case _ where scalar.value < 0x20:
                "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }.joined()
    }

    @Test("whatever the format, with diff, evidence and changes", arguments: Format.allCases)
    func shown(_ format: Format) throws {
        let repository = try repository()
        for command in [["scan"], ["migrate", "--mapping", "mapping.csv", "--dry-run"]] {
            let run = try repository.run(
                command + ["repository", "--format", format.rawValue, "--verbose", "--report-dir", "reports"])
            // The organizations in the payloads are none that could be written.
            #expect(run.exit == (command == ["scan"] ? 3 : 65), "\(run)")
            #expect(harm(in: run.outputBytes, format) == [])
            #expect(harm(in: run.errorBytes) == [])
            for report in ["reports/report.html", "reports/report.json"] {
                #expect(harm(in: try Files.read(repository.file(report))) == [])
            }
            // JSON holds markup as text; a page must not.
            let pages =
                [try Files.text(repository.file("reports/report.html"))]
                + (format == .html ? [run.output] : [])
            for page in pages {
                #expect(page.ranges(of: "<script").count == 1, "there is only the page's own")
                #expect(!page.contains("<img"))
                #expect(!page.contains("' onclick='"))
                #expect(page.contains("docview-invalid"))
            }
        }
    }

    @Test("the record's JSON still holds the names and values themselves")
    func recorded() throws {
        let record = try repository().record("scan")
        let files = Self.hostile.map { (cloudconfigs / Self.fileName($0) / ".content.xml").display }
        #expect(Set(record.configurations.map(\.file)).isSuperset(of: files))
        #expect(Set(record.configurations.map(\.title)).isSuperset(of: Self.hostile))
    }

    @Test(
        "a line break in a name does not begin a line of its own",
        arguments: [["scan"], ["migrate", "--mapping", "mapping.csv"]])
    func lineBreak(_ command: [String]) throws {
        let name: RawPath = "x\nINJECTED"
        let repository = try TemporaryRepository(
            [
                cloudconfigs / name / ".content.xml": .text(IMSPage(title: "y&#xa;INJECTED").jwt),
                "linked" / name: .link("nowhere"),
            ], mapping: mappingForAll)
        let run = try repository.run(command + ["repository"])
        #expect(run.exit == 0, "\(run)")
        for text in [run.output, run.errors] {
            #expect(!text.split(separator: "\n").contains { $0.hasPrefix("INJECTED") })
        }
    }

    @Test("… nor one of the diff", arguments: [Format.text, .html])
    func lineBreakInDiff(_ format: Format) throws {
        let name: RawPath = "x\nINJECTED"
        let repository = try TemporaryRepository(
            [cloudconfigs / name / ".content.xml": .jwt], mapping: mappingForAll)
        let run = try repository.migrate("--dry-run", "--format", format.rawValue)
        #expect(!run.output.contains(/[\n>]INJECTED/))
    }

    @Test("node and property names, which docview can spell in any characters")
    func elementNames() throws {
        let repository = try TemporaryRepository(
            [
                cloudconfigs / ".content.xml": .text(
                    """
                    \(IMSPage.header) jcr:primaryType="sling:Folder">
                        <_x001b__x005b_31m_x202e_ jcr:primaryType="nt:unstructured" apiKey="k" jwtClaims="x" \
                    _x001b__x005b_32m_x202e_="{Unknown}x"/>
                    </jcr:root>
                    """)
            ], mapping: mappingForAll)
        for format in Format.allCases {
            let run = try repository.run("scan", "repository", "--verbose", "--format", format.rawValue)
            #expect(run.exit == 3, "\(run)")
            #expect(harm(in: run.outputBytes, format) == [])
        }
        #expect(
            try repository.record("scan").configurations.map(\.path) == [
                "/conf/global/settings/cloudconfigs/\u{1B}[31m\u{202E}"
            ])
    }

    @Test(
        "messages of a run that could not start",
        arguments: [["scan", "\u{1B}[31m\u{202E}"], ["scan", "repository", "--profile", "profile.json"]])
    func messages(_ arguments: [String]) throws {
        let repository = try TemporaryRepository(["conf": .folder])
        try repository.write("{\"schemaVersion\": 1, \"\\u001b[31m\\u202e\": 1}", to: "profile.json")
        let run = try repository.run(arguments)
        #expect(run.exit == 65, "\(run)")
        #expect(harm(in: run.errorBytes) == [])
    }

    /// Some file systems take names of any bytes.
    static let takesAnyName: Bool = {
        guard let folder = try? TemporaryFolder() else { return false }
        return (try? Files.write([], to: RawPath(folder.path) / RawPath([0xFF]))) != nil
    }()

    @Test(
        "bytes of a name that are no UTF-8 are shown as \\xNN, and the file is migrated all the same",
        .enabled(if: takesAnyName, "the file system takes names in UTF-8 alone"))
    func noUTF8() throws {
        let file = cloudconfigs / RawPath([0x78, 0xFF, 0xC3]) / ".content.xml"
        let repository = try TemporaryRepository([file: .jwt], mapping: mappingForAll)
        let before = try repository.snapshot()
        let scan = try repository.record("scan")
        #expect(
            scan.configurations.map(\.file) == ["conf/global/settings/cloudconfigs/x\\xFF\\xC3/.content.xml"])
        for format in Format.allCases {
            let run = try repository.migrate("--dry-run", "--format", format.rawValue)
            #expect(String(validating: run.outputBytes, as: UTF8.self) != nil)
        }
        #expect(try repository.migrate().exit == 0)
        #expect(try repository.snapshot().changes(since: before) == [file.display])
    }

    /// Two names that are shown alike are two files all the same.
    @Test(
        "a file that is really called \\xFF is another one",
        .enabled(if: takesAnyName, "the file system takes names in UTF-8 alone"))
    func lookalike() throws {
        let files = [RawPath([0xFF]), RawPath("\\xFF")].map { cloudconfigs / $0 / ".content.xml" }
        let repository = try TemporaryRepository(
            [files[0]: .jwt, files[1]: .text(IMSPage(title: "Other").jwt)], mapping: mappingForAll)
        #expect(try repository.migrate().exit == 0)
        let secret = "\\" + encrypted("a1")
        let after = try repository.snapshot()
        #expect(after.bytes(files[0]) == Array(IMSPage().oauth(secret: secret, scope: "openid,AdobeID").utf8))
        #expect(
            after.bytes(files[1])
                == Array(IMSPage(title: "Other").oauth(secret: secret, scope: "openid,AdobeID").utf8))
    }

    /// The characters of an output that do something else than to be seen; line feeds are no harm.
    private func harm(in bytes: [UInt8], _ format: Format = .text) -> [String] {
        guard let text = String(validating: bytes, as: UTF8.self) else { return ["no UTF-8"] }
        return text.unicodeScalars.filter { scalar in
            // Lines of CSV end with both.
            guard scalar != "\n", format != .csv || scalar != "\r" else { return false }
            switch scalar.properties.generalCategory {
            // The joiners are letters' business in some scripts.
            case .format: return scalar != "\u{200C}" && scalar != "\u{200D}"
            case .control, .lineSeparator, .paragraphSeparator: return true
            default: return false
            }
        }.map { String($0.value, radix: 16) }
    }
}
