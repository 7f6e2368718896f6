// SPDX-License-Identifier: Apache-2.0

import IMSMigration

extension RunRecord {
    /// Fills in the figures from what is listed, and puts the findings in order: the gravest first, waived ones last,
    /// those of one rule together, else as they were found. What cannot be counted stays: files that were read, and findings
    /// that a baseline left out.
    package mutating func count() {
        let ordered = findings.enumerated().sorted { left, right in
            Self.order(left.element, left.offset) < Self.order(right.element, right.offset)
        }
        findings = ordered.map(\.element)
        var counted = Summary()
        counted.filesExamined = summary.filesExamined
        counted.findings.known = summary.findings.known
        counted.findings.resolved = summary.findings.resolved
        summary = counted
        summary.count(configurations)
        for finding in findings {
            switch finding.level {
            case _ where finding.waived != nil: summary.findings.waived += 1
            case "error": summary.findings.error += 1
            case "warning": summary.findings.warning += 1
            default: summary.findings.note += 1
            }
        }
    }

    private static func order(_ finding: Finding, _ position: Int) -> (Int, Int, Int, Int) {
        let levels = ["error": 0, "warning": 1, "note": 2]
        let rule = FindingRule(rawValue: finding.rule).flatMap { FindingRule.allCases.firstIndex(of: $0) }
        return (finding.waived == nil ? 0 : 1, levels[finding.level] ?? 0, rule ?? .max, position)
    }
}

extension RunRecord.Summary {
    /// The figures by name, as reports list them: what there always is, and what there is some of.
    var figures: [(name: String, count: Int)] {
        let always = [
            ("Files read", filesExamined), ("Configurations", configurations), ("JWT", jwt), ("OAuth", oauth),
        ]
        let ifAny = [
            ("Ambiguous", ambiguous), ("Planned", planned), ("Migrated", migrated), ("Created", created),
            ("Skipped", skipped), ("Unmapped", unmapped), ("Failed", failed), ("Errors", findings.error),
            ("Warnings", findings.warning), ("Notes", findings.note), ("Waived findings", findings.waived),
            ("Known findings", findings.known), ("Resolved findings", findings.resolved),
        ]
        return (always + ifAny.filter { $0.1 != 0 }).map { (name: $0.0, count: $0.1) }
    }

    /// Counts the configurations that are there: in a comparison, those that are gone count nowhere.
    fileprivate mutating func count(_ entries: [RunRecord.Configuration]) {
        for entry in entries where entry.comparison != RunComparison.Change.gone.rawValue {
            configurations += 1
            switch entry.classification {
            case "jwt": jwt += 1
            case "oauth": oauth += 1
            default: ambiguous += 1
            }
            switch entry.outcome {
            case .planned: planned += 1
            case .migrated: migrated += 1
            case .created: created += 1
            case .skipped: skipped += 1
            case .unmapped: unmapped += 1
            case .failed: failed += 1
            case .none, .alreadyOAuth: break
            }
        }
    }
}
