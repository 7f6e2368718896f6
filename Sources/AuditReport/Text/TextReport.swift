// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// A record for a person at a terminal.
public struct TextReport {
    private let record: RunRecord
    private let style: TextStyle

    /// The text of `record`, ending with a line feed.
    public static func render(_ record: RunRecord, style: TextStyle) -> String {
        TextReport(record: record, style: style).text()
    }

    private func text() -> String {
        var sections: [String] = []
        if !style.quiet {
            if record.command == "rollback" {
                sections.append(restoredFiles())
            } else if !record.inputs.isEmpty {
                sections.append(headline())
            }
            if !record.configurations.isEmpty { sections.append(table()) }
            if style.verbose { sections += record.configurations.compactMap(details) }
            if record.mode == .dryRun || style.verbose {
                sections += record.files.map { diff($0.diff) }.filter { !$0.isEmpty }
            }
        }
        sections += findings()
        sections.append(verdict())
        return sections.joined(separator: "\n")
    }

    private func headline() -> String {
        let summary = record.summary
        let inputs = record.inputs.map { HarmlessText.line($0.path) }.joined(separator: ", ")
        let files = Self.count(summary.filesExamined, "file")
        let figures =
            "\(files) read, " + Self.count(summary.configurations, "Adobe IMS configuration")
            + (summary.configurations == 0
                ? "" : ": \(summary.jwt) JWT, \(summary.oauth) OAuth, \(summary.ambiguous) ambiguous")
        let part = record.shard.map { " (\($0.words))" } ?? ""
        return style.paint(inputs, .bold) + part + "\n" + indented(figures, by: 0)
    }

    private func restoredFiles() -> String {
        let inputs = record.inputs.map { HarmlessText.line($0.path) }.joined(separator: ", ")
        return style.paint(inputs, .bold) + "\n"
            + record.files.map { "  \(HarmlessText.line($0.file))\n" }.joined()
    }

    /// State, outcome, path, and the service where there is room for it: paths are what people copy.
    private func table() -> String {
        let whole = table(withService: true)
        return whole.fits(style.width) ? whole.render(style) : table(withService: false).render(style)
    }

    private func table(withService: Bool) -> TextTable {
        let withOutcome = Self.outcomesMatter(record)
        return TextTable(
            header: ["STATE"] + (withOutcome ? ["OUTCOME"] : []) + ["CONFIGURATION"]
                + (withService ? ["SERVICE"] : []),
            rows: record.configurations.map { configuration in
                var cells = [Self.state(configuration)]
                if withOutcome { cells.append(Self.outcome(configuration)) }
                cells.append(.init(text: HarmlessText.line(configuration.path)))
                let service = configuration.cloudService ?? configuration.title ?? ""
                if withService { cells.append(.init(text: HarmlessText.line(service))) }
                return cells
            })
    }

    private static func outcomesMatter(_ record: RunRecord) -> Bool {
        record.configurations.contains { $0.outcome != .none }
    }

    private static func state(_ configuration: RunRecord.Configuration) -> TextTable.Cell {
        switch configuration.classification {
        case "jwt": .init(text: "JWT", ink: .warning)
        case "oauth": .init(text: "OAuth", ink: .good)
        default: .init(text: "ambiguous", ink: .error)
        }
    }

    private static func outcome(_ configuration: RunRecord.Configuration) -> TextTable.Cell {
        switch configuration.outcome {
        case .none: .init(text: "")
        case .planned: .init(text: "planned", ink: .accent)
        case .migrated, .created: .init(text: configuration.outcome.rawValue, ink: .good)
        case .skipped, .unmapped: .init(text: configuration.outcome.rawValue, ink: .warning)
        case .failed: .init(text: "failed", ink: .error)
        case .alreadyOAuth: .init(text: "as it is", ink: .dim)
        }
    }

    private func details(_ configuration: RunRecord.Configuration) -> String? {
        var text = style.paint(HarmlessText.line(configuration.path), .bold)
        text += "\n  \(HarmlessText.line(configuration.file)):\(configuration.line)\n"
        if let row = configuration.mappingRow { text += "  mapping row \(row)\n" }
        for evidence in configuration.evidence {
            text += "  evidence: \(HarmlessText.line("\(evidence.property), \(evidence.reason)"))\n"
        }
        for reference in configuration.references {
            text +=
                "  used by \(HarmlessText.line(reference.path)) (\(HarmlessText.line(reference.property)))\n"
        }
        for change in configuration.changes {
            let values = [change.before, change.after].map { $0.map(HarmlessText.line) ?? "–" }
            text +=
                "  \(HarmlessText.line("\(change.kind) \(change.property)")): \(values[0]) → \(values[1])\n"
        }
        return text
    }

    private func diff(_ diff: String) -> String {
        var text = ""
        for line in HarmlessText.block(diff).split(separator: "\n", omittingEmptySubsequences: true) {
            let line = String(line)
            switch line.first {
            case "-" where line.hasPrefix("--- "), "+" where line.hasPrefix("+++ "):
                text += style.paint(line, .bold)
            case "-": text += style.paint(line, .error)
            case "+": text += style.paint(line, .good)
            case "@": text += style.paint(line, .accent)
            default: text += line
            }
            text += "\n"
        }
        return text
    }

    /// Findings of one rule and level go together: what it means is said once, then where.
    private func findings() -> [String] {
        var groups: [(rule: String, level: String, findings: [RunRecord.Finding])] = []
        for finding in record.findings where !style.quiet || finding.level == "error" {
            if let last = groups.indices.last, groups[last].rule == finding.rule,
                groups[last].level == finding.level
            {
                groups[last].findings.append(finding)
            } else {
                groups.append((finding.rule, finding.level, [finding]))
            }
        }
        return groups.map { group in
            let rule = FindingRule(rawValue: group.rule)
            let ink: TextStyle.Ink =
                group.level == "error" ? .error : group.level == "warning" ? .warning : .dim
            var text = style.paint(HarmlessText.line(group.level), ink)
            text += " " + style.paint(HarmlessText.line(group.rule), .bold)
            text += group.findings.count > 1 ? " (\(group.findings.count))\n" : "\n"
            for finding in group.findings {
                if let place = Self.place(finding) { text += "  \(place)\n" }
                if finding.message != rule?.summary { text += indented(finding.message, by: 4) }
            }
            if let rule { text += indented("→ " + rule.remedy, by: 2) }
            return text
        }
    }

    private static func place(_ finding: RunRecord.Finding) -> String? {
        let file = finding.file.map { $0 + (finding.line.map { ":\($0)" } ?? "") }
        let parts = [finding.path, file].compactMap(\.self).map(HarmlessText.line)
        return parts.isEmpty ? nil : parts.joined(separator: "\n    ")
    }

    private func indented(_ text: String, by indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return TextTable.broken(HarmlessText.line(text), style.width - indent)
            .map { margin + $0.trimmingSuffix(" ") + "\n" }.joined()
    }

    private func verdict() -> String {
        let ink: TextStyle.Ink = record.exitCode == 0 ? .good : record.exitCode == 2 ? .accent : .error
        return TextTable.broken(HarmlessText.line(record.exitReason), style.width)
            .map { style.paint($0.trimmingSuffix(" "), ink) + "\n" }.joined()
    }

    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = self[...]
        while text.last == character { text = text.dropLast() }
        return String(text)
    }
}
