// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// `mapping validate`: everything that is wrong with a mapping, and what a migration with it would say.
package struct MappingValidateRun: Sendable {
    private let settings: RunSettings
    private let allowances: Planner.Allowances

    /// A run; `allowances` are those that the migration will have.
    package init(settings: RunSettings, allowances: Planner.Allowances) {
        self.settings = settings
        self.allowances = allowances
    }

    /// The record of checking `file`, and of comparing it with the repository at `path` where one is named.
    ///
    /// Throws `RunFailure` where the file or the repository cannot be read at all.
    package func run(_ file: MappingFile, repository path: String?) throws(RunFailure) -> RunRecord {
        var recorder = RunRecorder(
            command: "mapping validate", mode: .readOnly, inputs: path.map { [$0] } ?? [])
        let (examination, variables) = try file.examine()
        let input = try path.map { path throws(RunFailure) in
            try Survey(settings).input(try Survey.open(path))
        }
        let check = MappingCheck(
            examination, profiles: settings.profiles, allowances: allowances,
            configurations: input?.configurations ?? [])
        let place = MappingPlace(file.path, examination)
        for finding in check.findings() { recorder.add(place.located(finding)) }
        for finding in sourceFindings(file, examination, variables) { recorder.add(place.located(finding)) }

        var usedRows: Set<Int>?
        var isIncomplete = false
        if let input {
            isIncomplete = input.isIncomplete
            recorder.add(input)
            usedRows = []
            for document in input.documents {
                for configuration in document.found.map(\.configuration) {
                    let result = check.findings(
                        about: configuration, references: input.references.references(to: configuration))
                    usedRows?.formUnion(result.matchingRows)
                    recorder.add(configuration, in: document, of: input, mappingRow: result.mappingRow)
                    for var finding in result.findings {
                        finding.line = finding.line ?? configuration.line
                        recorder.add(LocatedFinding(finding, in: document, of: input))
                    }
                }
            }
        }
        for finding in check.findings(usedRows: usedRows) { recorder.add(place.located(finding)) }
        return finish(recorder, isIncomplete: isIncomplete)
    }

    private func finish(_ recorder: RunRecorder, isIncomplete: Bool) -> RunRecord {
        if recorder.hasFinding(.mappingInvalid) {
            let problems = recorder.count(of: .mappingInvalid)
            return recorder.finished(.inputUnusable) { _ in
                "The file can't be used as a mapping: \(problems) problem\(problems == 1 ? "" : "s")."
            }
        }
        if isIncomplete {
            return recorder.finished(.inputOutput) { _ in
                "Something of the repository could not be read, so the result is incomplete. See the findings."
            }
        }
        let status = recorder.status(settings.failOn)
        return recorder.finished(status) { summary in
            let findings = summary.findings
            let count = findings.error + findings.warning + findings.note
            if status == .findings { return "The mapping has findings that ask for attention." }
            return count == 0 ? "The mapping is in order." : "The mapping can be used; see the findings."
        }
    }

    /// Findings about where secrets come from.
    private func sourceFindings(
        _ file: MappingFile, _ examination: MappingExamination, _ variables: EnvironmentFile?
    ) -> [Finding] {
        var findings: [Finding] = []
        if file.isOpenToOthers, let row = examination.rows.first(where: { $0.secretSource == .plaintext }) {
            findings.append(
                Finding(
                    .secretExposed, .warning,
                    "The mapping can be read by others, and from row \(row.number) on it holds client secrets.",
                    mappingRow: row.number, mappingColumn: .clientSecret))
        }
        if file.hasOpenEnvironmentFile {
            findings.append(
                Finding(.secretExposed, .warning, "The file of --env-file can be read by others."))
        }
        for row in examination.rows {
            guard case .environment(let name)? = row.secretSource, let other = variables?[name],
                let value = Environment.value(of: name), !value.allSatisfy(\.isWhitespace), value != other
            else { continue }
            findings.append(
                Finding(
                    .secretShadowed, .warning,
                    "Row \(row.number): the environment and the --env-file give its variable different values.",
                    mappingRow: row.number, mappingColumn: .clientSecret))
        }
        return findings
    }
}
