// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ContentRepository

@Suite("Workspace filters")
struct WorkspaceFilterTests {
    private func filter(_ filters: String, attributes: String = "version=\"1.0\"") throws -> WorkspaceFilter {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <workspaceFilter \(attributes)>
            \(filters)
            </workspaceFilter>
            """
        return try WorkspaceFilter(parsing: Array(text.utf8), file: "filter.xml")
    }

    @Test(
        "A filter covers its root and what is below, not what begins alike",
        arguments: [
            ("/conf/acme", true), ("/conf/acme/a/b", true), ("/conf/acme2", false), ("/conf", false),
            ("/", false),
            ("/conf/acm", false), ("", false),
        ])
    func roots(path: String, expected: Bool) throws {
        for root in ["/conf/acme", "/conf/acme/"] {
            let filter = try filter("<filter root=\"\(root)\"/>")
            #expect(try filter.contains(path) == expected)
            #expect(filter.covers(path) == expected)
        }
    }

    @Test("A filter without a root is for all there is", arguments: ["", "root=\"\"", "root=\"/\""])
    func everything(root: String) throws {
        let filter = try filter("<filter \(root)/>")
        for path in ["/", "/conf", "/conf/acme"] { #expect(try filter.contains(path)) }
    }

    @Test(
        "The last pattern that matches decides, and the first one says what is left",
        arguments: [
            (["include /a/b(/.*)?"], ["/a/b", "/a/b/c"], ["/a", "/a/bc", "/a/c"]),
            (["exclude /a/b(/.*)?"], ["/a", "/a/bc", "/a/c"], ["/a/b", "/a/b/c"]),
            (["include /a/b/.*", "exclude /a/b/c.*"], ["/a/b/d"], ["/a/b/c", "/a/b/cd", "/a/b", "/a"]),
            (["exclude /a/b/.*", "include /a/b/c"], ["/a", "/a/b", "/a/b/c"], ["/a/b/d", "/a/b/c/d"]),
            (["include /a/b/c", "exclude /a/b/.*"], [], ["/a/b/c", "/a/b/d", "/a"]),
            // A pattern matches the whole path.
            (["include b"], [], ["/a/b", "/a"]),
            (["include .*/jcr:content"], ["/a/x/jcr:content"], ["/a/x/jcr:content/y", "/a"]),
        ])
    func patterns(rules: [String], inside: [String], outside: [String]) throws {
        let elements = rules.map { rule in
            let parts = rule.split(separator: " ", maxSplits: 1)
            return "<\(parts[0]) pattern=\"\(parts[1])\"/>"
        }.joined()
        let filter = try filter("<filter root=\"/a\">\(elements)</filter>")
        for path in inside { #expect(try filter.contains(path), "\(path)") }
        for path in outside { #expect(try !filter.contains(path), "\(path)") }
        #expect(filter.covers("/a/b/c"))
    }

    @Test("A node is contained if any filter contains it; the first that covers it gives the mode")
    func severalFilters() throws {
        let filter = try filter(
            """
            <filter root="/conf/acme/settings" mode="merge_properties"><exclude pattern=".*/secret"/></filter>
            <filter root="/conf/acme" mode="update"/>
            <filter root="/conf" mode="MERGE" type="cleanup"/>
            <filter root="/etc"/>
            """)
        #expect(try filter.contains("/conf/acme/settings/secret"))
        #expect(filter.importMode(of: "/conf/acme/settings/secret") == .mergeProperties)
        #expect(filter.importMode(of: "/conf/acme/other") == .update)
        #expect(filter.importMode(of: "/conf/other") == .merge)
        #expect(filter.importMode(of: "/etc") == .replace)
        #expect(filter.importMode(of: "/apps") == .replace)
        #expect(try !filter.contains("/apps"))
        #expect(filter.filters.map(\.type) == [nil, nil, "cleanup", nil])
        #expect(ImportMode.allCases.filter(\.ignoresChanges) == [.merge, .mergeProperties])
    }

    @Test("Patterns for properties are apart from those for nodes")
    func properties() throws {
        let filter = try filter(
            """
            <filter root="/conf/acme/jcr:content">
                <exclude pattern="/conf/acme/jcr:content/.*"/>
                <include pattern="/conf/acme/jcr:content/(clientId|scope)" matchProperties="true"/>
            </filter>
            """)
        #expect(try filter.contains("/conf/acme/jcr:content"))
        #expect(try !filter.contains("/conf/acme/jcr:content/child"))
        #expect(try filter.includesProperty("/conf/acme/jcr:content/clientId"))
        #expect(try !filter.includesProperty("/conf/acme/jcr:content/jcr:title"))
        // Nodes on the way to a filter's root get their types.
        #expect(try filter.includesProperty("/conf/acme/jcr:primaryType"))
        let plain = try self.filter("<filter root=\"/conf\"><exclude pattern=\".*\"/></filter>")
        #expect(try plain.includesProperty("/conf/x"))
    }

    @Test("What a pattern that is not understood covers is said only where it does not matter")
    func notUnderstood() throws {
        let odd = "<exclude pattern=\"/a/(?i)b\"/>"
        let problem = FilterPatternProblem(pattern: "/a/(?i)b", line: 3)
        let alone = try filter("<filter root=\"/a\">\(odd)</filter>")
        #expect(throws: problem) { try alone.contains("/a/b") }
        #expect(alone.covers("/a/b"))
        #expect(try !alone.contains("/b"))
        // A later pattern decides, or both would say the same.
        let decided = try filter("<filter root=\"/a\">\(odd)<include pattern=\"/a/b\"/></filter>")
        #expect(try decided.contains("/a/b"))
        #expect(throws: problem) { try decided.contains("/a/c") }
        let agreeing = try filter("<filter root=\"/a\"><exclude pattern=\"/a/b\"/>\(odd)</filter>")
        #expect(try !agreeing.contains("/a/b"))
        // Another filter may contain the path anyway.
        let second = try filter("<filter root=\"/a\">\(odd)</filter><filter root=\"/a/b\"/>")
        #expect(try second.contains("/a/b"))
    }

    @Test(
        "What FileVault refuses is refused, with the line",
        arguments: [
            ("<filter root=\"/a\" mode=\"overwrite\"/>", "an unknown import mode"),
            ("<filters/>", "something else than a <filter>"),
            (
                "<filter root=\"/a\"><only pattern=\"x\"/></filter>",
                "something else than <include> or <exclude>"
            ),
            ("<filter root=\"/a\"><include/></filter>", "no pattern"),
        ])
    func invalid(text: String, reason: String) {
        #expect(throws: VaultFileError.invalid(file: "filter.xml", line: 3, reason: reason)) {
            try filter(text)
        }
    }

    @Test("Versions up to 1.0 are known, and none means 1.0")
    func versions() throws {
        #expect(try filter("", attributes: "").filters.isEmpty)
        #expect(try filter("", attributes: "version=\"0.9\"").filters.isEmpty)
        for version in ["1.1", "2", "x"] {
            #expect(throws: VaultFileError.self) { try filter("", attributes: "version=\"\(version)\"") }
        }
    }

    @Test("Comments, CDATA, references and other encodings are XML's business; a DOCTYPE is refused")
    func xml() throws {
        let filter = try filter(
            "<!-- <filter root=\"/x\"/> --><filter root=\"/a&amp;b/&#228;&lt;&amp;#38;\"/>text<?p i?>")
        #expect(filter.filters.map(\.root) == ["/a&b/ä<&#38;"])
        let latin = Array(
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><workspaceFilter><filter root=\"/".utf8)
        let other = try WorkspaceFilter(
            parsing: latin + [0xE4] + Array("\"/></workspaceFilter>".utf8), file: "filter.xml")
        #expect(other.filters.map(\.root) == ["/ä"])
        func parse(_ text: String) throws -> WorkspaceFilter {
            try WorkspaceFilter(parsing: Array(text.utf8), file: "filter.xml")
        }
        for doctype in [
            "<!DOCTYPE a>", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">", "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        ] {
            #expect(throws: VaultFileError.doctypeRefused(file: "filter.xml", line: 2)) {
                try parse("<?xml version=\"1.0\"?>\n\(doctype)<workspaceFilter/>")
            }
        }
        for text in [
            "", " ", "<a", "<workspaceFilter>", "<workspaceFilter/><x/>", "text",
            "<workspaceFilter>&b;</workspaceFilter>", "<workspaceFilter a=\"&b;\"/>",
        ] {
            let error = #expect(throws: VaultFileError.self, "\(text)") { try parse(text) }
            guard case .malformed = error else {
                Issue.record("\(text): \(String(describing: error))")
                continue
            }
        }
        #expect(throws: VaultFileError.invalid(file: "filter.xml", line: 1, reason: "no <workspaceFilter>")) {
            try parse("<x:workspaceFilter xmlns:x=\"u\"/>")
        }
        let deep = String(repeating: "<a>", count: 1000) + String(repeating: "</a>", count: 1000)
        #expect(throws: VaultFileError.self) { try parse(deep) }
    }

    @Test("A file that is made to take long is refused, or not understood")
    func costly() throws {
        func parse(_ text: String) throws -> WorkspaceFilter {
            try WorkspaceFilter(parsing: Array(text.utf8), file: "filter.xml")
        }
        let attributes = (0..<20_000).map { "a\($0)=\"\"" }.joined(separator: " ")
        #expect(throws: VaultFileError.self) { try parse("<workspaceFilter \(attributes)/>") }
        for encoding in ["IBM037", "UTF-7", "x"] {
            #expect(throws: VaultFileError.self) {
                try parse("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><workspaceFilter/>")
            }
            let blanks = String(repeating: " ", count: 500)
            #expect(throws: VaultFileError.self) {
                try parse("<?xml version=\"1.0\"\(blanks)encoding=\"\(encoding)\"?><workspaceFilter/>")
            }
        }
        let many = String(repeating: "<include pattern=\"(a{30}){30}\"/>", count: 2000)
        let filter = try filter("<filter root=\"/a\">\(many)</filter>")
        #expect(throws: FilterPatternProblem.self) { try filter.contains("/a/b") }
    }

    @Test(
        "Every filter.xml that is read says what it is about; the file's bytes never matter otherwise",
        arguments: PackageRandom.seeds(3))
    func anyBytes(seed: UInt64) throws {
        var random = PackageRandom(seed: seed)
        let good = Array(
            """
            <?xml version="1.0" encoding="UTF-8"?><!-- c --><workspaceFilter version="1.0"><filter root="/a" mode="merge">
            <include pattern="/a/(b|c)[^/]+"/><exclude pattern="/a/.{2,3}" matchProperties="true"/></filter></workspaceFilter>
            """.utf8)
        for _ in 0..<2000 {
            var bytes = good
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                if Bool.random(using: &random) {
                    bytes[place] = UInt8.random(in: 0...255, using: &random)
                } else {
                    bytes.remove(at: place)
                }
            }
            let filter = try? WorkspaceFilter(parsing: bytes, file: "f")
            _ = try? filter?.contains("/a/b/cc")
        }
    }
}
