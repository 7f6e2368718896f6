// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// What stands between the records of some parts and the record of one run.
struct PartAgreement {
    private let parts: [RecordMerge.Part]

    /// The agreement of `parts`, in the order of their numbers.
    init(_ parts: [RecordMerge.Part]) { self.parts = parts }

    /// Each in a sentence; empty where the parts are those of one run, each there once.
    var problems: [String] {
        // One that ended early knows little that another could disagree with.
        guard let first = parts.first(where: { !$0.isFailed }) ?? parts.first else { return [] }
        var problems: [String] = []
        for part in parts where part.name != first.name {
            for (what, mine, other) in traits(of: part, beside: first) where mine != other {
                problems.append("\(part.name): its \(what) is not the same as in \(first.name).")
            }
        }
        // Parts of different runs are not numbered together.
        guard problems.isEmpty else { return problems }
        let byIndex = Dictionary(grouping: parts, by: \.shard.index)
        let count = first.shard.count
        for (index, same) in byIndex.sorted(by: { $0.key < $1.key }) where same.count > 1 {
            let names = same.map(\.name).joined(separator: " and ")
            problems.append("Part \(index) of \(count) is there \(same.count) times: \(names).")
        }
        let missing = (1...count).filter { byIndex[$0] == nil }
        if !missing.isEmpty {
            let shown = missing.prefix(20).map(String.init).joined(separator: ", ")
            let more = missing.count > 20 ? " and \(missing.count - 20) more" : ""
            problems.append("Of \(count) parts these are missing: \(shown)\(more).")
        }
        return problems.isEmpty ? doubled : problems
    }

    /// What must be the same in all parts. A part that ended before it knew its run or its inputs agrees with any.
    private func traits(
        of part: RecordMerge.Part, beside first: RecordMerge.Part
    ) -> [(what: String, mine: String, other: String)] {
        let (mine, other) = (part.record, first.record)
        var traits = [
            ("number of parts", "\(part.shard.count)", "\(first.shard.count)"),
            ("version of the tool", mine.tool.version, other.tool.version),
            ("command", mine.command, other.command),
            ("mode", mine.mode.rawValue, other.mode.rawValue),
            ("list of inputs", paths(mine), paths(other)),
        ]
        if !part.shard.fingerprint.isEmpty, !first.shard.fingerprint.isEmpty {
            traits.append(
                ("mapping, profile or allowance", part.shard.fingerprint, first.shard.fingerprint))
        }
        // Nothing is written while these run, and each examines everything.
        if mine.mode != .apply, !part.isFailed, !first.isFailed {
            traits.append(
                (
                    "number of examined files", "\(mine.summary.filesExamined)",
                    "\(other.summary.filesExamined)"
                ))
        }
        return traits
    }

    /// The inputs as one text that no other list of inputs has, whatever a path holds.
    private func paths(_ record: RunRecord) -> String { "\(record.inputs.map(\.path))" }

    /// Configurations that two parts claim: they did not see the same repository.
    private var doubled: [String] {
        var owners: [[String]: RecordMerge.Part] = [:]
        var problems: [String] = []
        for part in parts {
            for entry in part.record.configurations {
                let key = [entry.input, entry.file, entry.node]
                if let owner = owners[key], owner.shard.index != part.shard.index {
                    problems.append(
                        "\(entry.path) is in \(owner.name) and in \(part.name): these parts did not see the same repository."
                    )
                }
                owners[key] = part
            }
        }
        return problems
    }
}
