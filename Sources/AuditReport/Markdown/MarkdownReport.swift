// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// A record as GitHub Flavored Markdown, for job summaries and comments on pull requests.
package struct MarkdownReport {
    /// GitHub takes 65,536 characters in a comment ("Body is too long (maximum is 65536 characters)") and 1 MiB in a job
    /// summary (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits).
    /// Counted in bytes, so that it is right whatever is counted there.
    private static let budget = 64_500
    /// What the sentences about what is left out need, and a blank line here and there.
    private static let reserve = 1_000

    private let record: RunRecord
    private let finder: PlaceFinder

    /// The document, below 65,000 bytes, ending with a line feed.
    package static func render(_ record: RunRecord) -> String {
        MarkdownReport(record: record, finder: PlaceFinder(record)).text()
    }

    private func text() -> String {
        let head = verdict() + figures() + credentials() + tableHead
        let rows = rows()
        let findings = findingParts()
        let room = Self.budget - Self.reserve - head.utf8.count
        // Each gets half of the room, and what the other one leaves.
        let shownRows = fitting(rows, in: max(room / 2, room - Self.size(findings)))
        let shownFindings = fitting(findings, in: room - Self.size(shownRows))
        return head + configurations(shownRows) + self.findings(shownFindings)
    }

    private static func size(_ texts: [String]) -> Int { texts.reduce(0) { $0 + $1.utf8.count } }

    private func fitting(_ texts: [String], in room: Int) -> [String] {
        var used = 0
        return Array(
            texts.prefix { text in
                used += text.utf8.count
                return used <= room
            })
    }

    private func verdict() -> String {
        let word =
            switch record.exitCode {
            case 0: "Done."
            case 2: "Changes are pending."
            default: "Needs attention."
            }
        let mode =
            switch record.mode {
            case .readOnly: "read only"
            case .dryRun: "dry run, nothing was written"
            case .apply: "changes are written"
            }
        let facts =
            inputs + (record.shard.map { [$0.words] } ?? []) + [
                mode, MarkdownText.code("\(record.tool.name) \(record.tool.version)"),
                MarkdownText.code(record.startedAt), "exit code \(record.exitCode)",
            ] + (record.environment?.words.map { ["run by \(MarkdownText.code($0))"] } ?? [])
        return "## Adobe IMS configurations: \(MarkdownText.prose(record.command, limit: 100))\n\n"
            + "**\(word)** \(MarkdownText.prose(record.exitReason))\n\n"
            + facts.joined(separator: " · ") + "\n"
            + (record.omissions.isEmpty ? "" : "\n" + record.omissions.joined(separator: " ") + "\n")
    }

    private var inputs: [String] {
        if let comparison = record.comparison {
            return [
                [comparison.old, comparison.new].map { MarkdownText.code($0.path) }.joined(separator: " → ")
            ]
        }
        let most = 20
        let more = record.inputs.count - most
        return record.inputs.prefix(most).map { MarkdownText.code($0.path) }
            + (more > 0 ? ["\(more) more"] : [])
    }

    private func figures() -> String {
        "\n| Figure | Count |\n| --- | ---: |\n"
            + record.summary.figures.map { "| \($0.name) | \($0.count) |\n" }.joined()
    }

    /// The most rows of the table of credentials, which has to leave room for the others. Those that do not work come
    /// first, and are among the findings too.
    private static let mostCredentials = 100

    private func credentials() -> String {
        guard let all = record.credentials, !all.isEmpty else { return "" }
        let shown = (all.filter { !$0.isValid } + all.filter(\.isValid)).prefix(Self.mostCredentials)
        let rows = shown.map { credential in
            let cells = [
                MarkdownText.code(credential.status, limit: 40),
                MarkdownText.code(credential.clientID, limit: 60),
                MarkdownText.code(credential.rowList, limit: 60),
                MarkdownText.code(credential.server, limit: 100),
            ]
            return "| " + cells.joined(separator: " | ") + " |\n"
        }
        return "\n### Credentials\n\n| Status | Client id | Rows | Server |\n| --- | --- | --- | --- |\n"
            + rows.joined() + Self.cut(shown.count, of: all.count, "credentials")
    }

    private var tableHead: String {
        guard !listed.isEmpty else { return "" }
        let columns =
            record.comparison != nil
            ? ["Change", "Was", "Is", "Configuration", "File"]
            : ["State"] + (record.hasOutcomes ? ["Outcome"] : []) + ["Configuration", "Service", "File"]
        return "\n### Configurations\n\n| \(columns.joined(separator: " | ")) |\n"
            + String(repeating: "| --- ", count: columns.count) + "|\n"
    }

    private func rows() -> [String] {
        let hasOutcomes = record.hasOutcomes
        return listed.map { row($0, hasOutcomes: hasOutcomes) }
    }

    /// Of a comparison, only what has changed.
    private var listed: [RunRecord.Configuration] {
        record.comparison == nil
            ? record.configurations
            : record.configurations.filter { $0.comparison != RunComparison.Change.same.rawValue }
    }

    private var listedFindings: [RunRecord.Finding] {
        record.findings.filter { !$0.isOfComparison || $0.level != "note" }
    }

    private func comparisonRow(_ entry: RunRecord.Configuration) -> String {
        let cells = [
            MarkdownText.prose(entry.changeWords), MarkdownText.prose(entry.kindBefore ?? "–"),
            MarkdownText.prose(entry.kindNow ?? "–"), MarkdownText.code(entry.path),
            MarkdownText.code(finder.place(of: entry).words),
        ]
        return "| " + cells.joined(separator: " | ") + " |\n"
    }

    private func row(_ entry: RunRecord.Configuration, hasOutcomes: Bool) -> String {
        if record.comparison != nil { return comparisonRow(entry) }
        let state = RunRecord.Configuration.word(ofClassification: entry.classification)
        let cells =
            [state] + (hasOutcomes ? [entry.outcomeWord ?? ""] : []) + [
                MarkdownText.code(entry.path),
                MarkdownText.code(entry.cloudService ?? entry.title ?? ""),
                MarkdownText.code(finder.place(of: entry).words),
            ]
        return "| " + cells.joined(separator: " | ") + " |\n"
    }

    private func configurations(_ rows: [String]) -> String {
        let same = record.configurations.count - listed.count
        return rows.joined() + Self.cut(rows.count, of: listed.count, "configurations")
            + (same == 0 ? "" : "\n\(same) configuration\(same == 1 ? " is" : "s are") as before.\n")
    }

    /// A finding as a line of the list, with the head of its group where it is the first of one.
    private func findingParts() -> [String] {
        var previous: [String] = []
        let groups = listedFindings.map { [$0.waived == nil ? $0.level : "waived " + $0.level, $0.rule] }
        let counts = Dictionary(groups.map { ($0, 1) }, uniquingKeysWith: +)
        return zip(listedFindings, groups).map { finding, group in
            let head = group == previous ? "" : groupHead(finding, count: counts[group] ?? 0)
            previous = group
            return head + item(finding)
        }
    }

    private func groupHead(_ finding: RunRecord.Finding, count: Int) -> String {
        let level = ["error", "warning"].contains(finding.level) ? finding.level : "note"
        let title =
            finding.waived == nil ? "\(level.prefix(1).uppercased())\(level.dropFirst())" : "Waived \(level)"
        var text = "\n#### \(title): \(MarkdownText.code(finding.rule)) (\(count))\n\n"
        // Texts of this program, which are Markdown already.
        if let rule = FindingRule(rawValue: finding.rule) {
            text += rule.summary + (finding.waived == nil ? "\n**What to do:** \(rule.remedy)" : "") + "\n\n"
        }
        return text
    }

    private func item(_ finding: RunRecord.Finding) -> String {
        let place = finder.place(of: finding).map { MarkdownText.code($0.words) }
        let path = finding.path.map { MarkdownText.code($0) }
        var text = "- " + [path, place].compactMap(\.self).joined(separator: " in ")
        if finding.message != FindingRule(rawValue: finding.rule)?.summary || (path ?? place) == nil {
            text += ((path ?? place) == nil ? "Message: " : ": ") + MarkdownText.prose(finding.message)
        }
        if let waived = finding.waived {
            text +=
                "\n  Waived until \(MarkdownText.code(waived.expires)) by \(MarkdownText.code(waived.owner)): "
                + MarkdownText.prose(waived.reason)
        }
        return text + "\n"
    }

    private func findings(_ items: [String]) -> String {
        let all = listedFindings.count
        guard all > 0 else { return "" }
        return "\n### Findings\n" + items.joined() + Self.cut(items.count, of: all, "findings")
    }

    private static func cut(_ shown: Int, of all: Int, _ noun: String) -> String {
        shown == all
            ? ""
            : "\n\(shown) of \(all) \(noun) are shown here; \(all - shown) are left out, because GitHub takes no "
                + "longer text. The JSON and HTML reports have them all.\n"
    }
}
