// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// What changed between two runs: on another day, or on another environment.
///
/// The result is a record like that of any other run, so that every format shows it. Configurations are the same where
/// their JCR path and their storage form are; what a run has migrated counts as it left it.
package enum RunComparison {
    /// What became of a configuration from the earlier run to the later one.
    package enum Change: String, Sendable, CaseIterable {
        /// The later run alone has it.
        case appeared
        /// The earlier run alone has it.
        case gone
        /// Both have it, and something of it is not the same.
        case changed
        /// Both have it as it is.
        case same
    }

    /// Fills a record of the comparison with configurations and findings, which are then still to be counted.
    ///
    /// Findings that both runs have are left out and counted as known. Those of the later run alone stay as they are;
    /// one that is gone is a note, and so is each configuration that has changed, unless it is JWT now and was not.
    package static func fill(_ record: inout RunRecord, old: RunRecord, new: RunRecord) {
        record.inputs = new.inputs
        record.summary.filesExamined = new.summary.filesExamined
        record.configurations = configurations(old, new)
        record.findings = record.configurations.compactMap(finding)
        var known = KnownFindings(findings: old.openFindings)
        for finding in new.openFindings {
            if known.take(finding) {
                record.summary.findings.known += 1
            } else {
                record.findings.append(finding)
            }
        }
        record.findings += new.waivedFindings
        // What somebody has waived since is not gone.
        for finding in new.waivedFindings { _ = known.take(finding) }
        record.findings += known.left.map(resolved)
        record.summary.findings.resolved = known.left.count
    }

    private struct Key: Hashable {
        let path: String, storage: String
    }

    private static func configurations(_ old: RunRecord, _ new: RunRecord) -> [RunRecord.Configuration] {
        var before: [Key: [RunRecord.Configuration]] = [:]
        for entry in old.configurations.reversed() {
            before[Key(path: entry.path, storage: entry.storage), default: []].append(entry)
        }
        var entries = new.configurations.map { entry in
            compared(entry, was: before[Key(path: entry.path, storage: entry.storage)]?.popLast(), is: entry)
        }
        // Those that nothing was taken for, in their order.
        let left = before.mapValues(\.count)
        var passed: [Key: Int] = [:]
        for entry in old.configurations.reversed() {
            let key = Key(path: entry.path, storage: entry.storage)
            guard passed[key, default: 0] < left[key, default: 0] else { continue }
            passed[key, default: 0] += 1
            entries.append(compared(entry, was: entry, is: nil))
        }
        return entries.sorted { ($0.path, $0.storage) < ($1.path, $1.storage) }
    }

    /// What is compared of a configuration.
    private static let properties: [(name: String, value: @Sendable (RunRecord.Configuration) -> String?)] = [
        ("classification", { $0.classificationAfter }), ("clientID", { $0.clientID }),
        ("title", { $0.title }), ("cloudService", { $0.cloudService }),
        ("file", { fileBelowRoot($0.file) }),
    ]

    /// The file below its `jcr_root`: how far above that the input begins is no matter of the configuration.
    private static func fileBelowRoot(_ file: String) -> String {
        let names = file.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        guard let root = names.lastIndex(of: "jcr_root") else { return file }
        return names[(root + 1)...].joined(separator: "/")
    }

    private static func compared(
        _ entry: RunRecord.Configuration, was old: RunRecord.Configuration?,
        is new: RunRecord.Configuration?
    ) -> RunRecord.Configuration {
        var entry = entry
        entry.changes = properties.compactMap { name, value in
            Self.change(name, old.flatMap(value), new.flatMap(value))
        }
        entry.classification = entry.classificationAfter
        entry.outcome = .none
        entry.mappingRow = nil
        let change: Change =
            old == nil ? .appeared : new == nil ? .gone : entry.changes.isEmpty ? .same : .changed
        entry.comparison = change.rawValue
        return entry
    }

    private static func change(_ property: String, _ before: String?, _ after: String?) -> RunRecord.Change? {
        guard before != after else { return nil }
        let kind = before == nil ? "added" : after == nil ? "removed" : "changed"
        return RunRecord.Change(property: property, kind: kind, before: before, after: after, secret: false)
    }

    private static func finding(_ entry: RunRecord.Configuration) -> RunRecord.Finding? {
        let isJWT = entry.classification == "jwt"
        let kind = RunRecord.Configuration.word(ofClassification: entry.classification)
        let rule: FindingRule
        let isGrave: Bool
        let message: String
        switch entry.comparison.flatMap(Change.init(rawValue:)) {
        case .appeared: (rule, isGrave, message) = (.configurationAppeared, isJWT, "New, and on \(kind).")
        case .gone: (rule, isGrave, message) = (.configurationGone, false, "Gone; it was on \(kind).")
        case .changed:
            let classification = entry.changes.first { $0.property == "classification" }
            let others = entry.changes.filter { $0.property != "classification" }.map(\.property)
            rule = .configurationChanged
            isGrave = classification != nil && entry.classification != "oauth"
            let moved = classification.map { _ in
                "From \(entry.kindBefore ?? "–") to \(entry.kindNow ?? "–")."
            }
            let also = moved == nil ? "Changed" : "Also changed"
            let rest = others.isEmpty ? nil : "\(also): \(others.joined(separator: ", "))."
            message = [moved, rest].compactMap(\.self).joined(separator: " ")
        case .same, nil: return nil
        }
        return RunRecord.Finding(
            rule: rule.rawValue, level: isGrave ? "warning" : "note", message: message, path: entry.path,
            file: entry.file, input: entry.input, line: entry.line)
    }

    /// Its place is not named: it lay in another input, or has moved.
    private static func resolved(_ finding: RunRecord.Finding) -> RunRecord.Finding {
        let place = finding.path == nil ? finding.file.map { " (\($0))" } ?? "" : ""
        return RunRecord.Finding(
            rule: FindingRule.findingResolved.rawValue, level: "note",
            message: "\(finding.rule)\(place): \(finding.message)", path: finding.path)
    }
}

extension RunRecord.Finding {
    /// Whether it says what became of a configuration between two runs.
    var isOfComparison: Bool {
        [FindingRule.configurationAppeared, .configurationGone, .configurationChanged].map(\.rawValue)
            .contains(rule)
    }
}

extension RunRecord.Configuration {
    /// What became of it, and what of it has changed beside the credential kind.
    var changeWords: String {
        let others = changes.filter { $0.property != "classification" }.map(\.property)
        let word = comparison ?? ""
        return word == RunComparison.Change.changed.rawValue && !others.isEmpty
            ? "\(word) (\(others.joined(separator: ", ")))" : word
    }

    /// The credential kind in the earlier run; nil where it was not there.
    var kindBefore: String? {
        let change = changes.first { $0.property == "classification" }
        return (change.map { $0.before } ?? classification).map(Self.word)
    }

    /// The credential kind in the later run; nil where it is not there any more.
    var kindNow: String? {
        let change = changes.first { $0.property == "classification" }
        return (change.map { $0.after } ?? classification).map(Self.word)
    }
}
