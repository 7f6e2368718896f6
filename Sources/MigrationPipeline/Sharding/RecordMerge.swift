// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// Makes one record of the records of all parts of a run: the one that the run would have left without being split, but
/// for its times and its journals.
package struct RecordMerge: Sendable {
    /// The record of a part.
    struct Part: Sendable {
        /// The file that it was read from, for messages.
        var name: String
        var shard: RunRecord.Shard
        var record: RunRecord

        /// Whether the part ended before it had found anything.
        var isFailed: Bool {
            record.findings.contains { $0.rule == FindingRule.runFailed.rawValue }
        }
    }

    let parts: [Part]

    /// The parts in the files at `paths`, in any order. Throws `RunFailure` (65) where one cannot be read, or where they
    /// are not each part of one run, once: then every reason is named.
    package init(reading paths: [String]) throws(RunFailure) {
        var records: [(name: String, record: RunRecord)] = []
        for path in paths { records.append((path, try StoredRecord.read(path))) }
        try self.init(records)
    }

    /// The parts with these names. Throws as reading them does.
    init(_ records: [(name: String, record: RunRecord)]) throws(RunFailure) {
        var problems: [String] = []
        var parts: [Part] = []
        for (name, record) in records {
            if let shard = record.shard, Shard(index: shard.index, count: shard.count) != nil {
                parts.append(Part(name: name, shard: shard, record: record))
            } else {
                problems.append("\(name): not the record of a part; its run had no --shard.")
            }
        }
        self.parts = parts.sorted { $0.shard.index < $1.shard.index }
        problems += PartAgreement(self.parts).problems
        guard problems.isEmpty else {
            throw RunFailure(
                .inputUnusable,
                (["These records cannot be merged:"] + problems.map { "  \($0)" }).joined(separator: "\n"))
        }
    }

    /// The record of the whole.
    package func merged() -> RunRecord {
        var whole = parts[0].record
        whole.shard = nil
        whole.startedAt = parts.map(\.record.startedAt).min() ?? whole.startedAt
        whole.durationSeconds = parts.map(\.record.durationSeconds).max() ?? whole.durationSeconds
        // One that failed knows no input.
        let working = parts.filter { !$0.isFailed }
        if let first = working.first { whole.inputs = first.record.inputs }
        for index in whole.inputs.indices {
            // A part that began when another had written already found other bytes than that one.
            let isSame = working.allSatisfy {
                $0.record.inputs[index].configurationFiles == whole.inputs[index].configurationFiles
            }
            if !isSame { whole.inputs[index].configurationFiles = nil }
        }
        // All examine all; what the first part creates is no part of what it examined.
        whole.summary.filesExamined = working.first?.record.summary.filesExamined ?? 0
        let order = RecordOrder(whole.inputs)
        whole.configurations = order.sorted(
            parts.flatMap(\.record.configurations), isCreated: \.isCreated, place: { ($0.file, $0.input) })
        whole.files = order.sorted(
            parts.flatMap(\.record.files), isCreated: { $0.sha256Before.isEmpty },
            place: { ($0.file, $0.input) })
        whole.findings = order.sorted(findings(of: working.count))
        if !parts.allSatisfy({ $0.record.environment == whole.environment }) { whole.environment = nil }
        whole.credentials = credentials
        let outputs = parts.compactMap(\.record.outputs).flatMap(\.self)
        whole.outputs = outputs.isEmpty ? nil : outputs
        let journals = parts.compactMap(\.record.journal)
        whole.journal = journals.count == 1 ? journals[0] : nil
        whole.journals = journals.count > 1 ? journals : nil
        whole.count()
        let ending = MergedEnding(parts: parts, whole: whole)
        whole.exitCode = ending.exitCode
        whole.exitReason = ending.reason
        return whole
    }

    /// What was said of each credential; several parts may have asked for one.
    private var credentials: [RunRecord.Credential]? {
        var merged: [RunRecord.Credential] = []
        for credential in parts.compactMap(\.record.credentials).joined()
        where !merged.contains(where: { $0.rows == credential.rows && $0.server == credential.server }) {
            merged.append(credential)
        }
        let wereAsked = parts.contains { $0.record.credentials != nil }
        return wereAsked ? merged.sorted { $0.rows.lexicographicallyPrecedes($1.rows) } : nil
    }

    /// The findings of all parts. One that belongs to no configuration is in each of them, and counts once; a row that
    /// nothing uses is one that none of the `working` parts saw used.
    private func findings(of working: Int) -> [RunRecord.Finding] {
        var merged: [RunRecord.Finding] = []
        var taken: [FindingKey: Int] = [:]
        var parts: [FindingKey: Int] = [:]
        for part in self.parts {
            var own: [FindingKey: Int] = [:]
            for finding in part.record.findings {
                let key = FindingKey(finding)
                own[key, default: 0] += 1
                if own[key, default: 0] > taken[key, default: 0] {
                    taken[key, default: 0] += 1
                    merged.append(finding)
                }
            }
            for key in own.keys { parts[key, default: 0] += 1 }
        }
        return merged.filter {
            $0.rule != FindingRule.mappingUnused.rawValue || parts[FindingKey($0)] == working
        }
    }
}

/// All that a finding says.
private struct FindingKey: Hashable {
    let texts: [String?]
    let numbers: [Int?]

    init(_ finding: RunRecord.Finding) {
        texts = [
            finding.rule, finding.level, finding.message, finding.path, finding.file, finding.input,
            finding.mappingColumn,
        ]
        numbers = [finding.line, finding.mappingRow]
    }
}

extension RunRecord.Configuration {
    /// Whether a row of the mapping makes it: one that is found and uses OAuth is never planned.
    fileprivate var isCreated: Bool {
        outcome == .created || (outcome == .planned && classification == "oauth")
    }
}
