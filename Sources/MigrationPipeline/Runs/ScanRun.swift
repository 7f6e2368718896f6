// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// `scan` and `check`: discover, classify, report; nothing is written.
package struct ScanRun: Sendable {
    /// What the run is for.
    package enum Purpose: String, Sendable {
        /// To know: a JWT configuration is a warning.
        case scan
        /// To hold back a deployment: a JWT configuration is an error.
        case check

        var level: Finding.Level { self == .check ? .error : .warning }
    }

    /// What somebody has decided about findings beforehand.
    package struct Acceptances: Sendable {
        /// Findings that are waived.
        package var waivers: WaiverFile?
        /// An earlier run, whose findings are left out.
        package var baseline: BaselineFile?

        /// Nothing is accepted beforehand.
        package init(waivers: WaiverFile? = nil, baseline: BaselineFile? = nil) {
            self.waivers = waivers
            self.baseline = baseline
        }
    }

    private let purpose: Purpose
    private let settings: RunSettings
    private let acceptances: Acceptances

    /// A run for `purpose`.
    package init(_ purpose: Purpose, settings: RunSettings, acceptances: Acceptances = Acceptances()) {
        self.purpose = purpose
        self.settings = settings
        self.acceptances = acceptances
    }

    /// The record of all `inputs`. A row of `mappingFile` with action `skip` speaks for a configuration that cannot be
    /// classified. Throws `RunFailure` where an input is no repository, or the mapping, the waivers or the baseline
    /// cannot be used.
    package func run(_ inputs: [String], mapping mappingFile: MappingFile? = nil) throws(RunFailure)
        -> RunRecord
    {
        let mapping = try mappingFile?.readWithoutSecrets()
        let skips = MappingIndex(mapping?.mapping ?? Mapping(rows: []))
        let waivers = try acceptances.waivers?.read()
        let baseline = try acceptances.baseline?.read()
        var recorder = RunRecorder(command: purpose.rawValue, mode: .readOnly, inputs: inputs)
        if let mapping { recorder.add(mapping: mapping.input) }
        recorder.divide(
            settings.shard,
            fingerprint: ShardFingerprint.of(
                count: settings.shard?.count ?? 1, profiles: settings.profiles,
                mappingSHA256: mapping?.input.sha256))
        if let target = settings.target {
            recorder.add(LocatedFinding(input: nil, finding: target.finding))
        }
        let survey = Survey(settings)
        var isIncomplete = false
        for path in inputs {
            var input = try survey.input(try Survey.open(path))
            if purpose == .scan { input.weakenDeltaFindings() }
            isIncomplete = isIncomplete || input.isIncomplete
            recorder.add(input)
            for document in input.documents {
                for found in document.found {
                    let row = skips.skippingRow(for: found.configuration)
                    let isSkipped = row != nil || found.configuration.isLeftToAdobe
                    recorder.add(
                        found.configuration, in: document, companion: input.companion(of: found), of: input,
                        outcome: isSkipped ? .skipped : .none, mappingRow: row)
                    guard row == nil else { continue }
                    for finding in findings(about: found.configuration) {
                        recorder.add(LocatedFinding(finding, in: document, of: input))
                    }
                }
            }
        }
        if let waivers { recorder.apply(waivers, on: settings.today) }
        if let baseline { recorder.leaveOut(baseline) }
        if isIncomplete {
            return recorder.finished(.inputOutput) { _ in
                "Something could not be read, so the result is incomplete. See the findings."
            }
        }
        let status = recorder.ownPart().status(settings.failOn)
        return recorder.finished(status) { summary in purpose.reason(status, summary) }
    }

    private func findings(about configuration: IMSConfiguration) -> [Finding] {
        var findings = configuration.remarks
        if configuration.isLeftToAdobe, let finding = Finding.provisioned(configuration) {
            return findings + [finding]
        }
        if let problem = configuration.pairProblem {
            findings.append(.pairBroken(configuration, problem, .warning))
        }
        switch configuration.classification {
        case .oauth: break
        case .jwt:
            findings.append(
                Finding(
                    .jwtDeprecated, purpose.level, FindingRule.jwtDeprecated.summary,
                    path: configuration.path, line: configuration.line))
        case .ambiguous: findings.append(.configurationAmbiguous(configuration, purpose.level))
        }
        return findings
    }
}

extension ScanRun.Purpose {
    /// Why a run of this purpose ends as it does, in words.
    func reason(_ status: ExitStatus, _ summary: RunRecord.Summary) -> String {
        switch (self, status) {
        case (.check, .done) where summary.jwt == 0:
            "Passed: no JWT configuration remains."
        case (.check, .done):
            "Passed, although \(summary.jwt) of \(summary.configurations) configurations still use JWT."
        case (.check, _)
        where summary.findings.error > 0 && summary.findings.waived + summary.findings.known > 0:
            "Failed: \(summary.findings.error) error\(summary.findings.error == 1 ? " is" : "s are") neither waived nor "
                + "known."
        case (.check, _) where summary.jwt > 0:
            "Failed: \(summary.jwt) of \(summary.configurations) configurations still use JWT."
        case (.check, _):
            "Failed: see the findings."
        case (.scan, .done) where summary.configurations == 0:
            "No Adobe IMS configuration was found."
        case (.scan, .done) where summary.jwt == 0 && summary.ambiguous == 0:
            "Every configuration uses OAuth already."
        case (.scan, .done):
            "\(summary.jwt) of \(summary.configurations) configurations are to be migrated."
        case (.scan, _):
            "Finished with findings that ask for attention."
        }
    }
}

extension MappingIndex {
    /// The row that says to leave an ambiguous configuration alone. A JWT configuration is deprecated all the same.
    fileprivate func skippingRow(for configuration: IMSConfiguration) -> Int? {
        guard configuration.classification == .ambiguous else { return nil }
        return row(for: configuration).flatMap { $0.action == .skip ? $0.row : nil }
    }
}
