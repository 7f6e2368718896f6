// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// A run as its command line names it, for the record of one that ends before it has found anything.
package struct RequestedRun: Sendable {
    private let command: String
    private let mode: RunRecord.Mode
    private let inputs: [String]
    private let shard: Shard?

    /// A run of `command` on `inputs`, or the part `shard` of one.
    package init(command: String, mode: RunRecord.Mode, inputs: [String], shard: Shard? = nil) {
        self.shard = shard
        self.command = command
        self.mode = mode
        self.inputs = inputs
    }

    /// The record that says why the run could not go on: for programs that read a report whatever happens, and must not
    /// take none, or an empty one, for a good one.
    package func record(of failure: RunFailure) -> RunRecord {
        var recorder = RunRecorder(command: command, mode: mode, inputs: inputs)
        recorder.divide(shard, fingerprint: "")
        guard failure.hasFindings else {
            recorder.add(
                LocatedFinding(input: nil, finding: Finding(.runFailed, .error, failure.description)))
            return recorder.finished(failure.status) { _ in failure.description }
        }
        for finding in failure.findings { recorder.add(finding) }
        let heading = failure.description.prefix { !$0.isNewline }
        return recorder.finished(failure.status) { _ in
            heading.hasSuffix(":") ? heading.dropLast() + "." : "\(heading)"
        }
    }
}
