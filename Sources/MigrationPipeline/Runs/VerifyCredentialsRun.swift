// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// `verify-credentials`: whether there is a token for each distinct credential of a mapping.
package struct VerifyCredentialsRun: Sendable {
    private let settings: RunSettings
    private let check: CredentialCheck

    /// A run that asks by `check`.
    package init(settings: RunSettings, check: CredentialCheck) {
        self.settings = settings
        self.check = check
    }

    /// The record of asking about the credentials of `file`. A `repository` tells the client ids and authorization
    /// servers that rows leave to their configurations. Throws `RunFailure`.
    package func run(_ file: MappingFile, repository path: String?) throws(RunFailure) -> RunRecord {
        var recorder = RunRecorder(
            command: "verify-credentials", mode: .readOnly, inputs: path.map { [$0] } ?? [])
        let (mapping, place) = try file.readWithPlaces()
        var configurations: [IMSConfiguration] = []
        var isIncomplete = false
        if let path {
            let input = try Survey(settings, for: .inventory).input(try Survey.open(path))
            isIncomplete = input.isIncomplete
            recorder.add(input)
            for document in input.documents {
                for configuration in document.found.map(\.configuration) {
                    configurations.append(configuration)
                    recorder.add(configuration, in: document, of: input)
                }
            }
        }
        let report = try check.report(
            on: CredentialUse.all(in: mapping, configurations, profiles: settings.profiles),
            progress: settings.progress)
        recorder.add(report, place: place.located)
        return finish(recorder, report, isIncomplete: isIncomplete)
    }

    private func finish(
        _ recorder: RunRecorder, _ report: CredentialReport, isIncomplete: Bool
    ) -> RunRecord {
        if isIncomplete {
            return recorder.finished(.inputOutput) { _ in
                "Something of the repository could not be read, so the result is incomplete. See the findings."
            }
        }
        // What was not asked is not known to work: no reason to pass, whatever the level of the finding.
        let fails =
            recorder.hasFindings(at: settings.failOn)
            || (settings.failOn != .never && !report.isAllValid)
        return recorder.finished(fails ? .findings : .done) { _ in Self.reason(report) }
    }

    static func reason(_ report: CredentialReport) -> String {
        let all = report.credentials.count
        let valid = report.credentials.count { $0.isValid }
        let notAsked = report.rowsNotAsked.count
        let rest =
            notAsked == 0
            ? "" : " \(notAsked) row\(notAsked == 1 ? "" : "s") could not be asked about. See the findings."
        switch (all, valid) {
        case (0, _) where notAsked == 0: return "The mapping brings no credential."
        case (0, _): return "No credential was verified." + rest
        case (1, 1): return "The credential works." + rest
        case (_, all): return "All \(all) credentials work." + rest
        case (1, _): return "The credential is not known to work." + rest
        default: return "\(valid) of \(all) credentials work." + rest
        }
    }
}
