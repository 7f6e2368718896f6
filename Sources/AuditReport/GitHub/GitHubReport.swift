// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// The findings of a record as workflow commands, which GitHub shows as annotations of the files.
///
/// Format: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands. GitHub takes ten
/// annotations of each kind from a step and drops the rest without a word, so the last one says how many are missing.
/// Findings that are waived ask for nothing, and are counted there too.
package enum GitHubReport {
    /// Annotations of one kind that GitHub takes from one step:
    /// https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
    private static let limit = 10
    /// GitHub's limit for titles is 255; for messages it is 64 KiB, far more than anybody reads.
    private static let longestTitle = 255, longestMessage = 4_000

    private enum Kind: String, CaseIterable {
        case error, warning, notice

        init(level: String) {
            switch level {
            case "error": self = .error
            case "warning": self = .warning
            default: self = .notice
            }
        }
    }

    /// One command a line, errors first; empty where there is no finding.
    package static func render(_ record: RunRecord) -> String {
        let finder = PlaceFinder(record)
        let open = record.openFindings
        let findings = Dictionary(grouping: open) { Kind(level: $0.level) }
        let isCut = !record.omissions.isEmpty || findings.values.contains { $0.count > limit }
        var text = ""
        var omitted = 0
        for kind in Kind.allCases {
            let all = findings[kind] ?? []
            // The notice about what is missing needs a place of its own.
            let shown = all.prefix(kind == .notice && isCut ? limit - 1 : limit)
            omitted += all.count - shown.count
            for finding in shown { text += command(kind, finding, finder.place(of: finding)) }
        }
        var sentences = record.omissions
        if omitted > 0 {
            sentences.insert(
                "\(omitted) of \(open.count) findings are not shown here, because GitHub takes \(limit) "
                    + "annotations of a kind from a step. The JSON and HTML reports have them all.", at: 0)
        }
        if !sentences.isEmpty {
            text += command(.notice, [("title", "Findings left out")], sentences.joined(separator: " "))
        }
        return text
    }

    private static func command(_ kind: Kind, _ finding: RunRecord.Finding, _ place: RecordedPlace?) -> String
    {
        var properties: [(String, String)] = []
        if let place {
            properties.append(("file", HarmlessText.logLine(place.path)))
            if place.entry == nil, let line = place.line { properties.append(("line", String(line))) }
        }
        let subject = [finding.rule, finding.path].compactMap(\.self).joined(separator: ": ")
        properties.append(
            ("title", HarmlessText.clipped(HarmlessText.logLine(subject), to: longestTitle)))
        var lines = [HarmlessText.clipped(HarmlessText.logLine(finding.message), to: longestMessage)]
        if let place, place.entry != nil { lines.append("In \(HarmlessText.logLine(place.words))") }
        if let remedy = FindingRule(rawValue: finding.rule)?.remedy { lines.append(remedy) }
        return command(kind, properties, lines.joined(separator: "\n"))
    }

    private static func command(_ kind: Kind, _ properties: [(String, String)], _ message: String) -> String {
        let properties = properties.map { "\($0)=\(escaped($1, isProperty: true))" }.joined(separator: ",")
        return "::\(kind.rawValue) \(properties)::\(escaped(message, isProperty: false))\n"
    }

    private static func escaped(_ text: String, isProperty: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":" where isProperty: result += "%3A"
            case "," where isProperty: result += "%2C"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
