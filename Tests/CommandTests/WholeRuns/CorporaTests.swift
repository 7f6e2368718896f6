// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite(
    "Real repositories",
    .enabled(if: Place.isThere(Place.corpora), "no folder of real repositories beside the project"))
struct CorporaTests {
    static let wknd = "adobe/aem-guides-wknd"
    static let commerce = "adobe/aem-core-cif-components"
    static let commons = "Adobe-Consulting-Services/acs-aem-commons"
    static let archetype = "adobe/aem-project-archetype"
    /// All of them, with a folder of content in each.
    static let all = [
        (wknd, "ui.content/src/main/content/jcr_root"),
        (commerce, "examples/ui.content/src/main/content/jcr_root"),
        (commons, "ui.content/src/main/content/jcr_root"),
        (archetype, "src/main/archetype/ui.content/src/main/content/jcr_root"),
    ]

    @Test(
        "scan finds no configuration where there is none, and names each file that it cannot read",
        arguments: [wknd, commerce, commons, archetype])
    func scan(_ name: String) throws {
        let corpus = try Place.unpackCorpus(name)
        let repository = try TemporaryRepository(copyOf: "\(corpus.path)/\(name)", adding: [:])
        let before = try repository.snapshotOfEverything()
        let record = try repository.record("scan")
        #expect(record.configurations == [])
        #expect(record.summary.filesExamined > 0)

        let unreadable = try Self.malformedDocuments(in: try repository.snapshot())
        #expect(
            unreadable.isEmpty == (name != Self.archetype),
            "the archetype's files are partly Velocity templates")
        #expect(record.findings.map(\.file) == record.findings("xml-malformed").map(\.file))
        #expect(record.findings.compactMap(\.file).sorted() == unreadable)
        for finding in record.findings {
            let isBelow = finding.file?.contains("/settings/cloudconfigs/") == true
            #expect(finding.level == (isBelow ? "error" : "warning"))
        }
        #expect(record.exitCode == (record.summary.findings.error > 0 ? 3 : 0))
        #expect(try repository.snapshotOfEverything().differences(from: before) == [])
    }

    @Test(
        "with JWT configurations put into it, migrate changes those bytes and no others in the whole repository",
        arguments: all.dropLast())
    func migrate(_ name: String, _ content: String) throws {
        let corpus = try Place.unpackCorpus(name)
        let root = RawPath(content)
        let page = IMSPage(title: "Planted")
        var before: [RawPath: String] = [:]
        var after: [RawPath: String] = [:]
        func plant(_ file: RawPath, _ text: String, _ migrated: String) {
            before[root / file] = text
            after[root / file] = migrated
        }
        let migrated = page.oauth(secret: "\\" + encrypted("a1"), scope: "openid,AdobeID")
        plant(cloudconfigs / "planted/.content.xml", page.jwt, migrated)
        plant("conf/planted/settings/cloudconfigs/planted.xml", page.jwt, migrated)
        // One inside of a file that is there.
        for (file, node) in try Self.cloudconfigFolders(in: "\(corpus.path)/\(name)/\(content)") {
            func planted(_ properties: String) -> String {
                let line = "    <planted jcr:primaryType=\"nt:unstructured\" \(properties)/>\n"
                return node.hasSuffix("</jcr:root>\n")
                    ? node.replacing("</jcr:root>\n", with: line + "</jcr:root>\n")
                    : node.replacing(/\/>\s*$/, with: ">\n\(line)</jcr:root>\n")
            }
            plant(
                file, planted("apiKey=\"k\" jwtClaims=\"\(page.claims)\""),
                planted(
                    "authenticationType=\"oauth\" clientId=\"k\" clientSecret=\"\\\(encrypted("a1"))\" "
                        + "orgId=\"\(page.org)\" scope=\"openid,AdobeID\""))
        }

        var tree: Tree = [:]
        for (file, text) in before { tree[file] = .text(text) }
        let repository = try TemporaryRepository(
            copyOf: "\(corpus.path)/\(name)", adding: tree, mapping: mappingForAll)
        let untouched = try repository.snapshot()
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 0, "\(run)")
        #expect(try run.record().summary.migrated == before.count)
        let result = try repository.snapshot()
        #expect(result.changes(since: untouched) == before.keys.sorted().map(\.display))
        for (file, text) in after {
            #expect(result.bytes(file) == Array(text.utf8))
        }
    }

    /// The `.content.xml` of each folder of cloud configurations, with its text, relative to the content's root.
    private static func cloudconfigFolders(in root: String) throws -> [(RawPath, String)] {
        try Snapshot(of: RawPath(root)).files.filter { $0.hasSuffix("/settings/cloudconfigs/.content.xml") }
            .map { (RawPath($0), try Files.text("\(root)/\($0)")) }
    }

    /// The docview files below `/conf` that another parser does not take for well-formed either.
    private static func malformedDocuments(in snapshot: Snapshot) throws -> [String] {
        snapshot.files.filter { path in
            guard
                let root = ["jcr_root/conf/", "jcr_root/apps/"].lazy.compactMap({ path.firstRange(of: $0) })
                    .first,
                path[..<root.lowerBound].firstRange(of: "target/") == nil,
                let bytes = snapshot.bytes(RawPath(path))
            else { return false }
            let head = String(decoding: bytes.prefix(1024), as: UTF8.self)
            let isDocView =
                path.hasSuffix("/.content.xml")
                || path.hasSuffix(".xml") && head.contains("<jcr:root")
                    && head.contains("\"http://www.jcp.org/jcr/1.0\"")
            return isDocView && !isWellFormed(bytes)
        }
    }

    private static func isWellFormed(_ bytes: [UInt8]) -> Bool {
        let parser = XMLParser(data: Data(bytes))
        // It repairs some errors, and says that all is well.
        return parser.parse() && parser.parserError == nil
    }
}
