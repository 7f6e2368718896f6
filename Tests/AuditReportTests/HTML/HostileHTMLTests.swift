// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import AuditReport

@Suite("Hostile text in any field of a record stays text on the page")
struct HostileHTMLTests {
    /// Markup, and markup behind characters that Swift joins with it into one `Character`.
    private static let attacks = [
        "<script>alert(1)</script>", "</title></style></pre></details></td></table><script>alert(1)</script>",
        "\"><script>alert(1)</script>", "' onmouseover='alert(1)", "\" onmouseover=\"alert(1)", "<!--", "-->",
        "]]>",
        "<img src=x onerror=alert(1)>", "&lt;script&gt;", "&#60;script&#62;", "&",
        "{{tool}}{{{verdict}}}{{#files}}", "}}",
        "\u{600}<script>alert(1)</script>", "\u{600}\"\u{600}> onmouseover=\u{600}\"alert(1)",
        "\"\u{301} onmouseover=alert(1) x=\"\u{301}",
        "<\u{301}script>", "<\u{FE0F}script>", "&\u{301}lt;", "\u{1F468}\u{200D}<script>",
        "\u{110BD}<script>", "\r\n<script>\r\n", "javascript:alert(1)",
        "http://evil.example/", "#/?state=JWT", "###[error]x ##vso[task.x]y", HarmlessTextTests.harmful,
    ]

    /// What depends on the text in ways of its own, and holds nothing but what it may.
    private static let names: Set<String> = ["id", "href", "aria-labelledby", "for"]
    private static let texts: Set<String> = ["aria-label", "value", "data-s", "data-f", "data-t"]

    @Test("no element, attribute or address comes of it", arguments: attacks)
    func inert(attack: String) throws {
        // The elements of a page depend on the names in a path, and on nothing else of its texts.
        let harmless = String(
            String.UnicodeScalarView(attack.unicodeScalars.map { $0 == "/" ? $0 : "x" }))
        let plain = try HTMLPage(HTMLReport.render(try SampleRecord.full { _ in harmless }))
        let source = HTMLReport.render(
            try SampleRecord.full { place in
                // One line of a diff, and none that is marked as added or removed.
                place == "files.diff" ? " " + attack.lines.joined() : attack
            })
        let page = try HTMLPage(source)
        #expect(page.elements.map(\.name) == plain.elements.map(\.name))
        for (element, expected) in zip(page.elements, plain.elements) {
            #expect(element.attributes.map(\.name) == expected.attributes.map(\.name))
            for attribute in element.attributes where !Self.texts.contains(attribute.name) {
                if Self.names.contains(attribute.name) {
                    #expect(attribute.value.wholeMatch(of: /#?[a-z0-9-]+/) != nil, "\(attribute)")
                } else {
                    #expect(expected[attribute.name] == attribute.value, "\(attribute)")
                }
            }
        }
        #expect(page.scripts == plain.scripts && page.styles == plain.styles)
        #expect(source.bytes(of: "<script").count == 1 && source.bytes(of: "<style").count == 1)
        for scalar in source.unicodeScalars where scalar != "\n" { #expect(!HarmlessText.isHarmful(scalar)) }
        #expect(page.text.contains(HarmlessText.line(attack)))
        #expect(!source.contains("##"), "two hashes begin a command to build servers")
    }

    @Test("each field that the page shows is shown whole, as it is in the record")
    func shown() throws {
        let text = try HTMLPage(
            HTMLReport.render(try SampleRecord.full { "<b>\($0)</b>" })
        ).text
        for place in [
            "command", "tool.name", "tool.version", "startedAt", "inputs.path", "inputs.sha256",
            "inputs.configurationFiles.sha256", "environment.user", "environment.host", "mapping.path",
            "mapping.sha256", "scope.paths", "scope.skippedFolders", "scope.limits.name",
            "scope.profiles.storage", "scope.profiles.sha256", "journal.run", "journal.folder",
            "journal.repository", "exitReason", "findings.rule", "findings.level", "findings.message",
            "configurations.references.path", "configurations.references.property",
            "findings.path", "findings.file", "configurations.path", "configurations.node",
            "configurations.file", "configurations.companionFiles",
            "configurations.storage", "configurations.title", "configurations.clientID",
            "configurations.cloudService", "configurations.evidence.property",
            "configurations.evidence.reason",
            "configurations.changes.property", "configurations.changes.kind", "configurations.changes.before",
            "configurations.changes.after", "files.file", "files.sha256Before", "files.sha256After",
            "files.diff",
        ] {
            #expect(text.contains("<b>\(place)</b>"), "\(place)")
        }
    }
}

extension String {
    /// Where the bytes of `text` stand: Swift sees no `<` where a mark joins it.
    fileprivate func bytes(of text: String) -> [Range<Int>] {
        Array(utf8).ranges(of: Array(text.utf8))
    }
}
