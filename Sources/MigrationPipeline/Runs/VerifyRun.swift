// SPDX-License-Identifier: Apache-2.0

import AuditReport

/// `report verify`: whether the outputs, the journal and the repository are still what a run recorded.
package struct VerifyRun: Sendable {
    private let failOn: FailOn
    private let journalFolder: String?

    /// A verification; journals are in `journalFolder`, nil is where the record says.
    package init(failOn: FailOn, journalFolder: String?) {
        self.failOn = failOn
        self.journalFolder = journalFolder
    }

    /// The record of verifying the run whose record is at `path`. Throws `RunFailure` (65) where it is none.
    package func run(_ path: String) throws(RunFailure) -> RunRecord {
        let stored = try StoredRecord.readWithReference(path)
        var attestation = Attestation(stored.record)
        attestation.checkSums(beside: path)
        attestation.checkJournal(in: journalFolder)
        attestation.checkFiles()
        var recorder = RunRecorder(
            command: "report verify", mode: .readOnly, inputs: stored.record.inputs.map(\.path))
        for finding in attestation.findings { recorder.add(finding) }
        let checked = attestation.checked.joined(separator: ", ")
        return recorder.finished(recorder.status(failOn)) { summary in
            let errors = summary.findings.error
            return errors > 0
                ? "Not verified: \(errors) of the things that the run recorded \(errors == 1 ? "does" : "do") not hold."
                : "Verified: \(checked)." + attestation.remark
        }
    }
}
