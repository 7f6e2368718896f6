// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// `scan` and `check`: discover, classify, report; nothing is written.
public struct ScanRun: Sendable {
    /// What the run is for.
    public enum Purpose: String, Sendable {
        /// To know: a JWT configuration is a warning.
        case scan
        /// To hold back a deployment: a JWT configuration is an error.
        case check

        var level: Finding.Level { self == .check ? .error : .warning }
    }

    private let purpose: Purpose
    private let settings: RunSettings

    /// A run for `purpose`.
    public init(_ purpose: Purpose, settings: RunSettings) {
        self.purpose = purpose
        self.settings = settings
    }

    /// The record of all `inputs`. A row of `mappingFile` with action `skip` speaks for a configuration that cannot be
    /// classified. Throws `RunFailure` where an input is no repository, or the mapping cannot be used.
    public func run(_ inputs: [String], mapping mappingFile: MappingFile? = nil) throws(RunFailure)
        -> RunRecord
    {
        let mapping = try mappingFile?.digestedWithoutSecrets()
        let skips = MappingIndex(mapping?.mapping ?? Mapping(rows: []))
        var recorder = RunRecorder(command: purpose.rawValue, mode: .readOnly, inputs: inputs)
        recorder.divide(
            settings.shard,
            fingerprint: ShardFingerprint.of(
                count: settings.shard?.count ?? 1, profiles: settings.profiles, mappingSHA256: mapping?.sha256
            ))
        if let target = settings.target {
            recorder.add(LocatedFinding(input: nil, finding: target.finding))
        }
        let survey = Survey(settings)
        var isIncomplete = false
        for path in inputs {
            let input = try survey.input(try Survey.open(path))
            isIncomplete = isIncomplete || input.isIncomplete
            recorder.add(input)
            for document in input.documents {
                for found in document.found {
                    let row = skips.skippingRow(for: found.configuration)
                    let isSkipped = row != nil || found.configuration.isLeftToAdobe
                    recorder.add(
                        found.configuration, in: document, of: input, outcome: isSkipped ? .skipped : .none,
                        mappingRow: row)
                    guard row == nil else { continue }
                    for finding in findings(about: found.configuration) {
                        recorder.add(LocatedFinding(finding, in: document, of: input))
                    }
                }
            }
        }
        if isIncomplete {
            return recorder.finished(.inputOutput) { _ in
                "Something could not be read, so the result is incomplete. See the findings."
            }
        }
        let status: ExitStatus = recorder.ownPart().hasFindings(at: settings.failOn) ? .findings : .done
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
        let lookup = lookup(
            path: configuration.path, node: configuration.node, clientID: configuration.clientID,
            isMigrated: false)
        guard case .row(let row) = lookup.match, row.action == .skip else { return nil }
        return row.row
    }
}

extension LocatedFinding {
    init(_ finding: Finding, in document: Survey.Document, of input: Survey.Input) {
        var finding = finding
        finding.file = document.file.display
        self.init(input: input.path, finding: finding)
    }
}
