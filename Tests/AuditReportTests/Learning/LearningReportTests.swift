// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import AuditReport

@Suite("What profile learn tells")
struct LearningReportTests {
    /// A report with `text` in every place that comes from the examples.
    private static func report(of text: String) -> LearningReport {
        var report = LearningReport(profile: text, name: text, storage: "cloudconfig")
        report.pairs = [.init(before: text, after: text, path: text, mappingRow: nil)]
        report.properties = [.init(property: text, kind: "constant", explanation: text)]
        report.findings = [.init(rule: "profile-question", level: "error", message: text)]
        report.exitReason = text
        return report
    }

    @Test("no name or value of an example is a command to a build server")
    func buildCommands() throws {
        for text in ["##vso[task.setvariable variable=a]b", "::set-output name=a::b", "##[error]a"] {
            let report = Self.report(of: text)
            let lines = report.text(TextStyle()).split(separator: "\n")
            #expect(lines.filter { $0.contains("##") || $0.drop { $0 == " " }.hasPrefix("::") } == [])
            #expect(!(try report.json()).contains("##"))
        }
    }

    @Test("nor does it drive a terminal")
    func controls() throws {
        let report = Self.report(of: "a\u{1B}[2Jb\u{202E}c")
        for text in [report.text(TextStyle()), try report.json()] {
            #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
        }
    }

    @Test("a sentence is broken into lines that end without a blank")
    func blanks() {
        var report = LearningReport(profile: "aem.json", name: "aem", storage: "cloudconfig")
        report.exitReason = String(repeating: "long words ", count: 30)
        let lines = report.text(TextStyle()).split(separator: "\n").filter { $0.hasPrefix("long") }
        #expect(lines.count > 3 && lines.allSatisfy { $0.hasSuffix("s") && $0.count <= 80 })
    }
}
