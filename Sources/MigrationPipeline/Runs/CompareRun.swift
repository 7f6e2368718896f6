// SPDX-License-Identifier: Apache-2.0

import AuditReport

/// `report compare`: what changed between two stored runs.
package struct CompareRun: Sendable {
    private let failOn: FailOn

    /// A comparison; findings of the later run alone count for `failOn`.
    package init(failOn: FailOn) { self.failOn = failOn }

    /// The record of comparing the records at two paths. Throws `RunFailure` (65) where one of them is none.
    package func run(_ oldPath: String, _ newPath: String) throws(RunFailure) -> RunRecord {
        let old = try StoredRecord.readWithReference(oldPath)
        let new = try StoredRecord.readWithReference(newPath)
        var recorder = RunRecorder(command: "report compare", mode: .readOnly, inputs: [])
        recorder.compare(old, new)
        let changes = recorder.configurations.compactMap(\.comparison)
        let status = recorder.status(failOn)
        return recorder.finished(status) { summary in
            func count(_ change: RunComparison.Change) -> Int { changes.count { $0 == change.rawValue } }
            let words = [
                (count(.changed), "changed"), (count(.appeared), "new"), (count(.gone), "gone"),
            ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            let configurations =
                words.isEmpty
                ? "No configuration has changed." : "Configurations: \(words.joined(separator: ", "))."
            return status == .findings
                ? "\(configurations) The later run has findings that the earlier one had not."
                : configurations
        }
    }
}
