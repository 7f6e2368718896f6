// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// A record for a person at a terminal.
package struct TextReport {
    private let record: RunRecord
    private let style: TextStyle
    /// Where things are, if it has to be said in which of several repositories.
    private let places: PlaceFinder?

    private init(_ record: RunRecord, _ style: TextStyle) {
        self.record = record
        self.style = style
        places = record.comparison == nil && record.inputs.count > 1 ? PlaceFinder(record) : nil
    }

    /// The text of `record`, ending with a line feed.
    package static func render(_ record: RunRecord, style: TextStyle) -> String {
        TextReport(record, style).text()
    }

    /// The text without anything that a build server would obey, wherever lines were broken.
    private func text() -> String {
        HarmlessText.withoutBuildCommands(inLinesOf: sections().joined(separator: "\n"))
    }

    private func sections() -> [String] {
        var sections: [String] = []
        if !style.quiet {
            if record.command == "rollback" {
                sections.append(restoredFiles())
            } else if let comparison = record.comparison {
                sections.append(headline(comparison))
            } else if record.command == "report verify" {
                sections.append(inputs + "\n")
            } else if !record.inputs.isEmpty {
                sections.append(headline())
            }
            if record.comparison != nil {
                sections.append(comparison())
            } else if !record.configurations.isEmpty {
                sections.append(table())
            }
            if let credentials = record.credentials, !credentials.isEmpty {
                sections.append(Self.table(credentials).render(style))
            }
            if style.verbose { sections += record.configurations.compactMap(details) }
            if record.mode == .dryRun || style.verbose {
                sections += record.files.map { diff($0.diff) }.filter { !$0.isEmpty }
            }
        }
        sections += findings()
        if !style.quiet, !record.omissions.isEmpty {
            sections.append(record.omissions.map { indented($0, by: 0) }.joined())
        }
        sections.append(verdict())
        return sections
    }

    /// What changed, a configuration a line, and how many did not.
    private func comparison() -> String {
        let changed = record.configurations.filter { $0.comparison != RunComparison.Change.same.rawValue }
        let same = record.configurations.count - changed.count
        var text = ""
        if !changed.isEmpty {
            text +=
                TextTable(
                    header: ["CHANGE", "WAS", "IS", "CONFIGURATION"],
                    rows: changed.map { entry in
                        [
                            .init(text: HarmlessText.line(entry.changeWords), ink: .accent),
                            .init(text: HarmlessText.line(entry.kindBefore ?? "–")),
                            .init(text: HarmlessText.line(entry.kindNow ?? "–"), ink: Self.state(entry).ink),
                            .init(text: HarmlessText.line(entry.path)),
                        ]
                    }
                ).render(style) + "\n"
        }
        return text
            + indented(
                Self.count(same, "configuration") + (same == 1 ? " is" : " are") + " as before.", by: 0)
    }

    private var inputs: String {
        style.paint(record.inputs.map { HarmlessText.line($0.path) }.joined(separator: ", "), .bold)
    }

    /// Which runs are compared.
    private func headline(_ comparison: RunRecord.Comparison) -> String {
        [("was", comparison.old), ("is", comparison.new)].map { word, run in
            let origin = HarmlessText.line("\(run.command) of \(run.startedAt)")
            return style.paint(word, .dim) + String(repeating: " ", count: 5 - word.count)
                + style.paint(HarmlessText.line(run.path), .bold) + ", \(origin)\n"
        }.joined()
    }

    private func headline() -> String {
        let summary = record.summary
        let files = Self.count(summary.filesExamined, "file")
        let figures =
            "\(files) read, " + Self.count(summary.configurations, "Adobe IMS configuration")
            + (summary.configurations == 0
                ? "" : ": \(summary.jwt) JWT, \(summary.oauth) OAuth, \(summary.ambiguous) ambiguous")
        let part = record.shard.map { " (\($0.words))" } ?? ""
        return inputs + part + "\n" + indented(figures, by: 0)
    }

    private func restoredFiles() -> String {
        inputs + "\n"
            + record.files.map { "  \(HarmlessText.line($0.file))\n" }.joined()
    }

    /// State, outcome, path, and the service where there is room for it: paths are what people copy.
    private func table() -> String {
        let whole = table(withService: true)
        return whole.fits(style.width) ? whole.render(style) : table(withService: false).render(style)
    }

    private func table(withService: Bool) -> TextTable {
        let withOutcome = record.hasOutcomes
        return TextTable(
            header: ["STATE"] + (withOutcome ? ["OUTCOME"] : []) + ["CONFIGURATION"]
                + (places == nil ? [] : ["REPOSITORY"]) + (withService ? ["SERVICE"] : []),
            rows: record.configurations.map { configuration in
                var cells = [Self.state(configuration)]
                if withOutcome { cells.append(Self.outcome(configuration)) }
                cells.append(.init(text: HarmlessText.line(configuration.path)))
                if places != nil { cells.append(.init(text: HarmlessText.line(configuration.input))) }
                let service = configuration.cloudService ?? configuration.title ?? ""
                if withService { cells.append(.init(text: HarmlessText.line(service))) }
                return cells
            })
    }

    /// What it means is told with the findings.
    private static func table(_ credentials: [RunRecord.Credential]) -> TextTable {
        TextTable(
            header: ["STATUS", "CLIENT ID", "ROWS", "SERVER"],
            rows: credentials.map { credential in
                [
                    .init(
                        text: HarmlessText.line(credential.status), ink: credential.isValid ? .good : .error),
                    .init(text: HarmlessText.line(credential.clientID)),
                    .init(text: credential.rowList), .init(text: HarmlessText.line(credential.server)),
                ]
            })
    }

    private static func state(_ configuration: RunRecord.Configuration) -> TextTable.Cell {
        let ink: TextStyle.Ink =
            switch configuration.classification {
            case "jwt": .warning
            case "oauth": .good
            default: .error
            }
        return .init(
            text: RunRecord.Configuration.word(ofClassification: configuration.classification), ink: ink)
    }

    private static func outcome(_ configuration: RunRecord.Configuration) -> TextTable.Cell {
        let ink: TextStyle.Ink? =
            switch configuration.outcome {
            case .none: nil
            case .planned: .accent
            case .migrated, .created: .good
            case .skipped, .unmapped: .warning
            case .failed: .error
            case .alreadyOAuth: .dim
            }
        return .init(text: configuration.outcomeWord ?? "", ink: ink)
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
        let hasSeveralFiles = (configuration.companionFiles ?? []).count > 1
        for change in configuration.changes {
            let values = [change.before, change.after].map { $0.map(HarmlessText.line) ?? "–" }
            let place = hasSeveralFiles ? change.file.map { " in \($0)" } ?? "" : ""
            text +=
                "  \(HarmlessText.line("\(change.kind) \(change.property)\(place)")): \(values[0]) → \(values[1])\n"
        }
        return text
    }

    private func diff(_ diff: String) -> String {
        var text = ""
        for line in HarmlessText.diff(diff).split(separator: "\n", omittingEmptySubsequences: true) {
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
        for finding in record.findings where !style.quiet || makesFail(finding) {
            // The table of a comparison says it already.
            if !style.verbose, finding.isOfComparison, finding.level == "note" { continue }
            let level = (finding.waived == nil ? "" : "waived ") + finding.level
            if let last = groups.indices.last, groups[last].rule == finding.rule, groups[last].level == level
            {
                groups[last].findings.append(finding)
            } else {
                groups.append((finding.rule, level, [finding]))
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
                if let place = place(finding) { text += "  \(place)\n" }
                if finding.message != rule?.summary { text += indented(finding.message, by: 4) }
                if let waived = finding.waived { text += indented(waived.sentence + ".", by: 4) }
            }
            let isWaived = group.findings.contains { $0.waived != nil }
            if let rule, !isWaived { text += indented("→ " + rule.remedy, by: 2) }
            return text
        }
    }

    /// Errors, and what --fail-on names beside them.
    private func makesFail(_ finding: RunRecord.Finding) -> Bool {
        guard finding.waived == nil else { return false }
        let levels = ["error", "warning", "note"]
        let lowest = levels.firstIndex(of: record.failOn ?? "error") ?? 0
        return levels.prefix(lowest + 1).contains(finding.level)
    }

    private func place(_ finding: RunRecord.Finding) -> String? {
        let file =
            places.map { $0.place(of: finding)?.words }
            ?? finding.file.map { $0 + (finding.line.map { ":\($0)" } ?? "") }
        let parts = [finding.path, file].compactMap(\.self).map(HarmlessText.line)
        return parts.isEmpty ? nil : parts.joined(separator: "\n    ")
    }

    private func indented(_ text: String, by indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return HarmlessText.lines(text, width: style.width - indent).map { margin + $0 }.joined()
    }

    private func verdict() -> String {
        let ink: TextStyle.Ink = record.exitCode == 0 ? .good : record.exitCode == 2 ? .accent : .error
        return HarmlessText.lines(record.exitReason, width: style.width)
            .map { style.paint(String($0.dropLast()), ink) + "\n" }.joined()
    }

    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
