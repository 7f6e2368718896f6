// SPDX-License-Identifier: Apache-2.0
import AuditReport
import DocView

/// A run record is read, or not; every report of what is read can be made, and drives neither terminal nor browser nor
/// build server.
enum RecordEntry {
    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let record = try? JSONReport.read(bytes) else { return }
        let json = try expectNoError("a record that was read can be written") {
            try JSONReport.render(record)
        }
        let again = try expectNoError("it can be read again") { try JSONReport.read(Array(json.utf8)) }
        try expect(again == record, "it reads back as it was written")
        for format in ReportFormat.allCases {
            let text = try expectNoError("\(format) can be made") { try format.render(record) }
            try expectHarmless(text, format)
            try check(text, format)
        }
        for style in [TextStyle(verbose: true), TextStyle(quiet: true)] {
            try expectHarmless(TextReport.render(record, style: style), .text)
        }
        try checkComparison(of: record)
        for file in record.files {
            let shown = HarmlessText.block(file.diff)
            try expect(lineFeeds(shown) == lineFeeds(file.diff), "a diff is shown line by line")
        }
    }

    /// A record that is compared with itself has changed in nothing, and knows all of its own findings.
    private static func checkComparison(of record: RunRecord) throws(BrokenPromise) {
        var comparison = RunRecord(
            tool: .current, command: "report compare", mode: .readOnly, startedAt: record.startedAt)
        RunComparison.fill(&comparison, old: record, new: record)
        comparison.count()
        try expect(comparison.configurations.allSatisfy { $0.comparison == "same" }, "nothing has changed")
        try expect(comparison.openFindings.isEmpty, "no finding is new")
        for format in ReportFormat.allCases {
            _ = try expectNoError("a comparison can be rendered") { try format.render(comparison) }
        }
    }

    private static func check(_ text: String, _ format: ReportFormat) throws(BrokenPromise) {
        switch format {
        case .html:
            // No tag of ours begins with q.
            try expect(!text.contains("<q"), "no markup of a record in a page")
        case .junit:
            // A failing suite can hold more test cases than a docview file elements.
            guard text.utf8.count < 1 << 20 else { return }
            _ = try expectNoError("JUnit is well-formed") { try DocViewDocument(parsing: Array(text.utf8)) }
        case .github:
            for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
                let isCommand = ["::error ", "::warning ", "::notice "].contains {
                    line.starts(with: $0.utf8)
                }
                try expect(isCommand, "every line is an annotation")
            }
        default: break
        }
    }

    private static func lineFeeds(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

    private static func expectHarmless(_ text: String, _ format: ReportFormat) throws(BrokenPromise) {
        // What a terminal, a page, a table and a diff are laid out by.
        let layout: Set<Unicode.Scalar> = ["\n", "\t", "\r"]
        let harmful = text.unicodeScalars.first {
            !layout.contains($0) && HarmlessText.line(String($0)) != String($0)
        }
        try expect(harmful == nil, "\(format) holds U+\(String(harmful?.value ?? 0, radix: 16))")
    }
}
