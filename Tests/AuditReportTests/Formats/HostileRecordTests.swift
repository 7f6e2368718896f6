// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import AuditReport

/// Every text of a record is one that means something to whoever reads the report.
@Suite("Hostile records") struct HostileRecordTests {
    private static let texts = [
        "<script>alert(1)</script>", "]]>", "-->", "<!-- x -->", "&lt;b&gt; &#64;", "`x`", "``x``",
        "```\n# x",
        "a|b\\|c", "::error::x", " ::stop-commands::x", "##[error]x", "##vso[task.x]y", "##teamcity[x]",
        "@octocat @github/team", "#1 owner/repo#2", "https://x.example www.x.example a@b.example",
        "[x](https://x.example) ![y](https://x.example/y.png)", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1",
        "\r=1",
        "\u{FF1D}1", "a;=1", "line\nline\r\n::error::x", "\u{202E}evil", "\u{0}\u{1B}[31m\u{9B}31m",
        // Swift joins these with their neighbours into other characters; who reads the report does not.
        "\u{600}##vso[task.x]y", "##\u{301}[x]", "\u{600}<script>", "\u{600}\"\u{600},=1",
        "\"\u{301},\"\u{301}", "\u{600}`x`",
        "\u{600}|\u{301}", "\u{2028}x\u{2029}", "\u{FFFE}\u{FFFF}", "a,b\"c'd;e", "100% %0A", "{0} {x}",
        "$x$ :tada:",
        "***a*** __b__ ~~c~~", "a\\", "|", " ", "", "/\u{301}x",
    ]

    /// Tests are told the numbers: their log is one more place where a text could be obeyed.
    static let numbers = texts.indices

    /// All but the page, which only a browser reads: `HostileHTMLTests` are about it.
    static let machineFormats = ReportFormat.allCases.filter { $0 != .html }

    @Test("Nothing drives a terminal or a build server", arguments: machineFormats, numbers)
    func inert(format: ReportFormat, number: Int) throws {
        let text = Self.texts[number]
        let report = try format.render(FormatRecords.hostile(text))
        let allowed: Set<Unicode.Scalar> = ["\n", "\r", "\t"]
        #expect(!report.unicodeScalars.contains { HarmlessText.isHarmful($0) && !allowed.contains($0) })
        for line in report.unicodeScalars.split(separator: "\n").map({ String(Substring($0)) }) {
            if format == .github {
                #expect(["::error ", "::warning ", "::notice "].contains { line.hasPrefix($0) })
            } else {
                #expect(HarmlessText.withoutBuildCommands(line) == line)
            }
        }
        #expect(try format.render(FormatRecords.hostile(text)) == report)
    }

    @Test("A comparison of two of them is as harmless, in every format", arguments: numbers)
    func comparison(number: Int) throws {
        let text = Self.texts[number]
        let run = RunRecord.StoredRun(path: text, sha256: text, command: text, startedAt: text)
        var record = RunRecord(tool: .current, command: "report compare", mode: .readOnly, startedAt: text)
        var new = FormatRecords.hostile(text)
        new.configurations[0].clientID = "other"
        new.configurations[0].storage = "other"
        record.comparison = .init(old: run, new: run)
        RunComparison.fill(&record, old: FormatRecords.hostile(text), new: new)
        record.count()
        for format in Self.machineFormats {
            for line in try format.render(record).unicodeScalars.split(separator: "\n").map({
                String(Substring($0))
            })
            where format != .github {
                #expect(HarmlessText.withoutBuildCommands(line) == line)
                #expect(!line.contains("\u{1B}") && !line.contains("\u{202E}"))
            }
        }
    }

    @Test("XML and JSON stay well-formed", arguments: numbers)
    func wellFormed(number: Int) throws {
        let text = Self.texts[number]
        let record = FormatRecords.hostile(text)
        let elements = try #require(XMLElements(of: JUnitReport.render(record)))
        #expect(elements.count("testcase") == 6)
        #expect(elements.count("property") == 16)
        let json = try JSONSerialization.jsonObject(with: Data(try SARIFReport.render(record).utf8))
        #expect(json is [String: Any])
    }

    @Test("Tables keep their shape", arguments: numbers)
    func tables(number: Int) {
        let text = Self.texts[number]
        let record = FormatRecords.hostile(text)
        let rows = MarkdownReport.render(record).split(separator: "\n").filter { $0.hasPrefix("| ambiguous") }
        #expect(rows.count == 2)
        // Nothing but the borders of the cells is a pipe, in code spans neither.
        #expect(rows.allSatisfy { $0.count { $0 == "|" } == 6 })

        let table = CSVReport.render(record)
        #expect(table.components(separatedBy: "\r\n").count == 4)
        #expect(!table.replacingOccurrences(of: "\r\n", with: "").contains { $0 == "\r" || $0 == "\n" })
    }

    @Test("So do those of credentials", arguments: numbers)
    func credentials(number: Int) throws {
        var record = FormatRecords.hostile(Self.texts[number])
        let rows = MarkdownReport.render(record).split(separator: "\n").filter { $0.hasPrefix("| `valid` ") }
        #expect(rows.count == 1)
        #expect(rows.allSatisfy { $0.count { $0 == "|" } == 5 })

        record.command = "verify-credentials"
        let table = CSVReport.render(record)
        #expect(table.components(separatedBy: "\r\n").count == 4)
        #expect(table.hasPrefix("status,client_id,"))
    }

    @Test("Outside of code spans, Markdown holds no text of the record but words", arguments: numbers)
    func markdown(number: Int) {
        let text = Self.texts[number]
        let report = MarkdownReport.render(FormatRecords.hostile(text))
        for line in report.split(separator: "\n") {
            let prose = Self.withoutCodeSpans(line).drop { "#| -".contains($0) }
            #expect(!prose.contains { "<>[]`@#$~_\\{}".contains($0) }, "\(line)")
            #expect(!prose.contains("://") && !prose.contains("www."))
        }
    }

    @Test("A diff names the file on one line, whatever it is called", arguments: numbers)
    func diff(number: Int) {
        let text = Self.texts[number]
        var record = FormatRecords.hostile(text)
        record.files.removeLast()
        record.files[0].diff = "--- a/\(text)\n+++ b/\(text)\n@@ -1,1 +1,1 @@\n-x\n+y\n"
        #expect(DiffReport.render(record).split(separator: "\n").count == 5)
    }

    @Test("A stored record gives the same bytes as the run itself", arguments: ReportFormat.allCases)
    func stored(format: ReportFormat) throws {
        for record in [FormatRecords.small, FormatRecords.hostile("a\u{202E}\n\"<\\u{0}é")] {
            let stored = try JSONReport.read(Array(try JSONReport.render(record).utf8))
            #expect(stored == record)
            #expect(try format.render(stored) == (try format.render(record)))
        }
    }

    /// The line without its code spans, found as CommonMark finds them: a run of backticks closes by an equal one.
    private static func withoutCodeSpans(_ line: Substring) -> String {
        var result = ""
        var rest = Array(line.unicodeScalars)[...]
        while let scalar = rest.first {
            let fence = rest.prefix { $0 == "`" }.count
            guard fence > 0 else {
                result.unicodeScalars.append(scalar)
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(fence)
            while !rest.isEmpty {
                rest = rest.drop { $0 != "`" }
                let run = rest.prefix { $0 == "`" }.count
                rest = rest.dropFirst(run)
                if run == fence { break }
            }
        }
        return result.replacingOccurrences(of: "&#124;", with: "")
    }
}
