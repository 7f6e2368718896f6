// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import AuditReport

@Suite("The record as one HTML page")
struct HTMLReportTests {
    private func page(_ record: RunRecord = SampleRecord.full()) throws -> HTMLPage {
        try HTMLPage(HTMLReport.render(record))
    }

    @Test("the page is well-formed, also for a run that found nothing")
    func wellFormed() throws {
        _ = try page()
        let empty = try page(SampleRecord.empty())
        #expect(!empty.elements.contains { ["article", "table", "svg"].contains($0.name) })
        #expect(empty.text.contains("Nothing: there is no error and no open question."))
    }

    @Test("the same record gives the same bytes")
    func deterministic() {
        #expect(HTMLReport.render(SampleRecord.full()) == HTMLReport.render(SampleRecord.full()))
    }

    @Test("nothing is loaded from anywhere: links lead within the page, to places that exist")
    func selfContained() throws {
        let page = try page()
        let allowed: Set<String> = [
            "html", "head", "meta", "title", "style", "script", "body", "header", "nav", "main", "footer",
            "section", "article", "h1", "h2", "h3", "p", "div", "span", "strong", "b", "code", "pre", "del",
            "ins", "br", "a", "ul", "li", "dl", "dt", "dd", "figure", "svg", "rect", "text", "table",
            "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "label", "input", "select",
            "optgroup", "option", "button",
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
        }
        for word in ["url(", "@import", "http", "//", "expression", "<"] {
            #expect(!page.styles.contains(word), "\(word)")
            #expect(!page.scripts.contains(word), "\(word)")
        }
    }

    @Test("a policy in the page allows its own style and script, by their digests, and nothing else")
    func policy() throws {
        let page = try page()
        let policies = page.elements.filter { $0["http-equiv"] == "Content-Security-Policy" }
        let policy = try #require(policies.first?["content"])
        #expect(policies.count == 1)
        #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
        #expect(policy.hasSuffix("base-uri 'none'; form-action 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(page.elements.count { $0.name == "style" } == 1)
        #expect(page.elements.count { $0.name == "script" } == 1)
    }

    @Test("a reader by ear finds the way: language, headings, captions, labels that exist")
    func structure() throws {
        let page = try page()
        #expect(page.elements.first { $0.name == "html" }?["lang"] == "en")
        for name in ["h1", "header", "nav", "main", "footer"] {
            #expect(page.elements.count { $0.name == name } == 1, "\(name)")
        }
        #expect(page.elements.count { $0.name == "table" } == page.elements.count { $0.name == "caption" })
        let ids = Set(page.elements.compactMap { $0["id"] })
        for label in page.elements.compactMap({ $0["aria-labelledby"] ?? $0["for"] }) {
            #expect(ids.contains(label))
        }
        let levels = page.elements.compactMap { $0.name.wholeMatch(of: /h([1-6])/).flatMap { Int($0.1) } }
        for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
    }

    @Test("everything a person needs is on it: verdict, findings with remedy, configurations, changes, diff")
    func content() throws {
        let text = try page().text
        for words in [
            "Nothing was written: 1 error must be dealt with first.", "dry run, nothing was written",
            "Needs attention.", "Remove the cause of the 1 error below",
            "configuration-ambiguous", "It looks half-finished.", "Finish or undo the edit in AEM",
            "jcr_root/conf/larchfield/settings/cloudconfigs/.content.xml:12", "Row 5 of the mapping",
            "/conf/larchfield/settings/cloudconfigs/target", "Target (Larchfield)", "Adobe Target",
            "JWT payload", "row 2", "cloudconfig", "0ffe11d0", "(secret)", "+    clientId=\"key\"/>",
            "customizer.config", String(repeating: "0a", count: 32), "ims-migrate 1.2.3", "exit code 3",
            "1.250 seconds", "2026-01-02T03:04:05Z",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test("the facts of the run are on it: who, what with which digest, by which rules, what not")
    func facts() throws {
        let text = try page().text
        for words in [
            "anna on build-7", "content package", String(repeating: "2c", count: 32), "3 files",
            String(repeating: "3d", count: 32), "mapping.csv", String(repeating: "4e", count: 32),
            String(repeating: "5f", count: 32), "later-limit 4,096", "everything outside of", ".git",
            "1 link or special file", "0001", "/state/ims-migrate", "/exports/site",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        var record = SampleRecord.full()
        record.environment = nil
        record.inputs[0].sha256 = nil
        let without = try page(record).text
        #expect(without.contains("not told"))
        #expect(without.contains("SHA-256 of the package: not computed"))
    }

    @Test("states, levels and kinds of change are told in words, whatever their colour")
    func words() throws {
        let text = try page().text
        for word in [
            "JWT", "OAuth", "ambiguous", "planned", "as it is", "failed", "error", "warning", "note",
            "removed\n", "added\n", "changed",
        ] {
            #expect(text.contains(word), "\(word)")
        }
    }

    @Test("findings of one rule and level are one card, with their places in it; notes come last")
    func grouped() throws {
        let page = try page()
        #expect(page.elements.count { $0["class"]?.contains("finding ") == true } == 3)
        #expect(page.text.ranges(of: "Check the row's path").count == 1)
        let positions = ["configuration-ambiguous", "mapping-unused", "1 note, good to know", "path-unsafe"]
            .compactMap { page.text.range(of: $0)?.lowerBound }
        #expect(positions.count == 4 && positions == positions.sorted())
    }

    @Test("a file that was put back has no lines to show")
    func withoutDiff() throws {
        var record = SampleRecord.full()
        record.files[0].diff = ""
        #expect(!(try page(record).elements.contains { $0.name == "pre" }))
        #expect(try page(record).text.contains(record.files[0].sha256Before))
    }

    @Test("a file that belongs to no configuration has a place of its own")
    func otherFile() throws {
        var record = SampleRecord.full()
        record.files[0].file = "jcr_root/elsewhere.xml"
        let text = try page(record).text
        #expect(text.contains("Other files of the run") && text.contains("jcr_root/elsewhere.xml"))
    }

    @Test("a rule of a later version is shown with its message, without an empty remedy")
    func unknownRule() throws {
        var record = SampleRecord.empty()
        record.findings = [.init(rule: "later-rule", level: "warning", message: "What it found.")]
        let text = try page(record).text
        #expect(text.contains("later-rule") && text.contains("What it found."))
        #expect(!text.contains("What to do:"))
    }

    @Test("a place that is no configuration of the record is not a link")
    func places() throws {
        var record = SampleRecord.empty()
        record.findings = [
            .init(rule: "path-occupied", level: "error", message: "Something is there.", path: "/conf/x")
        ]
        #expect(!(try page(record)).elements.contains { $0["href"]?.contains("finding") == true })
    }

    @Test("what a rule says of every place alike is said once")
    func once() throws {
        var record = SampleRecord.empty()
        record.findings = (1...3).map {
            .init(rule: "docview-invalid", level: "error", message: "Said once.", file: "f", line: $0)
        }
        let page = try page(record)
        #expect(page.text.ranges(of: "Said once.").count == 1)
        #expect(page.text.contains("3 times"))
    }

    @Test("what a record does not say has no label on the page")
    func absent() throws {
        var record = SampleRecord.full()
        record.configurations = [
            .init(path: "/conf/a", node: "/conf/a", file: "f", input: "export", line: 1, storage: "x")
        ]
        (record.findings, record.files) = ([], [])
        let labels = try page(record).text
        for label in [
            "Title", "Service", "Client id", "Companion", "Node", "Speaks for", "Used by", "Findings",
        ] {
            #expect(!labels.contains(label), "\(label)")
        }
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

    @Test("where servers were asked, the page leads to what they said, and else to nothing of it")
    func credentials() throws {
        func leads(_ record: RunRecord) throws -> Bool {
            try page(record).elements.contains { $0.name == "a" && $0["href"] == "#credentials" }
        }
        var record = SampleRecord.full()
        #expect(try !leads(record))
        record.credentials = [
            .init(
                clientID: "0ffe11d0", server: "https://ims.example.com", scopes: ["openid"], rows: [2],
                status: "valid", message: "There was a token.", attempts: 1)
        ]
        #expect(try leads(record))
        #expect(try page(record).elements.contains { $0["id"] == "credentials" })
    }
}
