// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import AuditReport

@Suite("The record as one HTML page")
struct HTMLReportTests {
    private func page(_ record: RunRecord = SampleRecord.full()) throws -> HTMLPage {
        try HTMLPage(try HTMLReport.render(record))
    }

    @Test("the page is well-formed, also for a run that found nothing")
    func wellFormed() throws {
        _ = try page()
        let empty = try page(SampleRecord.empty())
        #expect(!empty.elements.contains { ["article", "table"].contains($0.name) })
    }

    @Test("the same record gives the same bytes")
    func deterministic() throws {
        #expect(try HTMLReport.render(SampleRecord.full()) == HTMLReport.render(SampleRecord.full()))
    }

    @Test(
        "nothing is loaded from anywhere and nothing runs: links lead within the page, to places that exist")
    func selfContained() throws {
        let page = try page()
        let allowed: Set<String> = [
            "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section",
            "article",
            "h1", "h2", "h3", "p", "div", "span", "strong", "code", "pre", "br", "a", "ul", "li", "dl", "dt",
            "dd",
            "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary",
        ]
        #expect(Set(page.elements.map(\.name)).subtracting(allowed) == [])
        let ids = page.elements.compactMap { $0["id"] }
        #expect(Set(ids).count == ids.count)
        for element in page.elements {
            for attribute in element.attributes {
                #expect(!attribute.name.hasPrefix("on"))
                #expect(
                    !["src", "srcset", "action", "style", "data", "poster", "background"].contains(
                        attribute.name))
                guard attribute.name == "href" else { continue }
                #expect(element.name == "a" && attribute.value.hasPrefix("#"))
                #expect(ids.contains(String(attribute.value.dropFirst())))
            }
            #expect(element["http-equiv"] == nil)
        }
        for word in ["url(", "@import", "http", "//", "expression", "<"] {
            #expect(!page.styles.contains(word), "\(word)")
        }
    }

    @Test("a reader by ear finds the way: language, headings, captions, labels that exist")
    func structure() throws {
        let page = try page()
        #expect(page.elements.first { $0.name == "html" }?["lang"] == "en")
        #expect(page.elements.count { $0.name == "h1" } == 1)
        #expect(page.elements.count { $0.name == "main" } == 1)
        #expect(page.elements.count { $0.name == "table" } == page.elements.count { $0.name == "caption" })
        let ids = Set(page.elements.compactMap { $0["id"] })
        for label in page.elements.compactMap({ $0["aria-labelledby"] }) { #expect(ids.contains(label)) }
        let levels = page.elements.compactMap { $0.name.wholeMatch(of: /h([1-6])/).flatMap { Int($0.1) } }
        for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
    }

    @Test("everything a person needs is on it: verdict, findings with remedy, configurations, changes, diff")
    func content() throws {
        let text = try page().text
        for words in [
            "Nothing was written: 1 error must be dealt with first.", "dry run, nothing was written",
            "Needs attention.",
            "configuration-ambiguous", "It looks half-finished.", "Finish or undo the edit in AEM",
            "jcr_root/conf/larchfield/settings/cloudconfigs/.content.xml:12", "Row 5 of the mapping",
            "/conf/larchfield/settings/cloudconfigs/target", "Target (Larchfield)", "Adobe Target",
            "JWT payload",
            "Row 2 of the mapping", "cloudconfig", "0ffe11d0", "(secret)", "+    clientId=\"key\"/>",
            String(repeating: "0a", count: 32), "ims-migrate 1.2.3", "exit code 3", "1.250 seconds",
            "2026-01-02T03:04:05Z",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test("states, levels and kinds of change are told in words, whatever their colour")
    func words() throws {
        let text = try page().text
        for word in [
            "JWT", "OAuth", "ambiguous", "planned", "as it is", "failed", "error", "warning", "note",
            "removed", "added", "changed",
        ] {
            #expect(text.contains(word), "\(word)")
        }
    }

    @Test("findings of one rule and level are one card, with their places in it")
    func grouped() throws {
        let page = try page()
        #expect(page.elements.count { $0["class"]?.contains("finding ") == true } == 3)
        #expect(page.text.ranges(of: "Check the row's path").count == 1)
    }

    @Test("a file that was put back has no lines to show")
    func withoutDiff() throws {
        var record = SampleRecord.full()
        record.files[0].diff = ""
        #expect(!(try page(record).elements.contains { ["pre", "details"].contains($0.name) }))
        #expect(try page(record).text.contains(record.files[0].file))
    }

    @Test("a rule of a later version is shown with its message, without an empty remedy")
    func unknownRule() throws {
        var record = SampleRecord.empty()
        record.findings = [.init(rule: "later-rule", level: "warning", message: "What it found.")]
        let text = try page(record).text
        #expect(text.contains("later-rule") && text.contains("What it found."))
        #expect(!text.contains("What to do:"))
    }

    @Test(
        "a duration is a duration, whatever a record claims",
        arguments: [
            (0.0, "0.000 seconds"), (0.0004, "0.000 seconds"), (12.0335, "12.034 seconds"),
            (-1.5, "0.000 seconds"),
            (.nan, "0.000 seconds"), (.infinity, "9999999999.000 seconds"), (1e300, "9999999999.000 seconds"),
        ])
    func duration(seconds: Double, shown: String) throws {
        var record = SampleRecord.empty()
        record.durationSeconds = seconds
        #expect(try page(record).text.contains(" \(shown)"))
    }
}

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
        "http://evil.example/", HarmlessTextTests.harmful,
    ]

    @Test("no element, attribute or address comes of it", arguments: attacks)
    func inert(attack: String) throws {
        // The elements of a page do not depend on the texts, only on how many there are.
        let plain = try HTMLPage(try HTMLReport.render(try SampleRecord.full { _ in "x" }))
        let source = try HTMLReport.render(
            try SampleRecord.full { place in
                // One line of a diff, and none that is marked as added or removed.
                place == "files.diff" ? " " + attack.lines.joined() : attack
            })
        let page = try HTMLPage(source)
        #expect(page.elements.map(\.name) == plain.elements.map(\.name))
        for (element, expected) in zip(page.elements, plain.elements) {
            #expect(element.attributes.map(\.name) == expected.attributes.map(\.name))
            for attribute in element.attributes where attribute.name != "aria-label" {
                #expect(expected[attribute.name] == attribute.value, "\(attribute)")
            }
        }
        #expect(!source.contains("<script") && !source.utf8Contains("<script"))
        for scalar in source.unicodeScalars where scalar != "\n" { #expect(!HarmlessText.isHarmful(scalar)) }
        #expect(page.text.contains(HarmlessText.line(attack)))
    }

    @Test("each field that the page shows is shown whole, as it is in the record")
    func shown() throws {
        let text = try HTMLPage(
            try HTMLReport.render(try SampleRecord.full { "<b>\($0)</b>" })
        ).text
        for place in [
            "command", "tool.name", "tool.version", "startedAt", "inputs.path", "exitReason", "findings.rule",
            "findings.level",
            "findings.message", "configurations.references.path", "configurations.references.property",
            "findings.path", "findings.file", "configurations.path",
            "configurations.file",
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
    /// As `contains`, but by bytes: Swift sees no `<` where a mark joins it.
    fileprivate func utf8Contains(_ text: String) -> Bool {
        Array(utf8).firstRange(of: Array(text.utf8)) != nil
    }
}
