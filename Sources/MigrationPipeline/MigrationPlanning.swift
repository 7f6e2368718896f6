// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository
import DocView
import IMSMigration

/// The changes of one file, ready to be written.
struct PlannedFile: Sendable {
    var document: RepositoryDocument
    var plan: FilePlan
    /// What changes in which configuration of the file.
    var changes: [(found: FoundConfiguration, changes: [PlannedChange])]
}

/// The stages in the middle: give each configuration its row, and turn the rows into bytes. Touches no file.
struct MigrationPlanning {
    private let mapping: Mapping
    private let planner: Planner
    private let settings: RunSettings
    private let allowances: Planner.Allowances
    private let checksCoverage: Bool

    /// `checksCoverage` is off where the repository itself is not going to be deployed with the changes.
    init(
        mapping: Mapping, settings: RunSettings, allowances: Planner.Allowances, checksCoverage: Bool = true
    ) {
        self.mapping = mapping
        self.settings = settings
        self.allowances = allowances
        self.checksCoverage = checksCoverage
        planner = Planner(mapping: mapping, profiles: settings.profiles, allowances: allowances)
    }

    /// The files to be written, in path order. What was decided about each configuration goes to `recorder`.
    func plan(_ input: Survey.Input, recorder: inout RunRecorder) -> [PlannedFile] {
        var files: [PlannedFile] = []
        var usedRows: Set<Int> = []
        var coverage = FilterCoverage(source: input.repository.source, isAllowed: allowances.uncovered)
        for document in input.documents {
            let decisions = document.found.map { found in
                let (plan, rows) = planner.plan(
                    for: found.configuration, references: input.references.references(to: found.configuration)
                )
                usedRows.formUnion(rows)
                return Decision(found: found, plan: plan)
            }.map { checksCoverage ? $0.covered(by: &coverage, in: document.file) : $0 }
            let file = plannedFile(document, decisions)
            for decision in decisions {
                record(decision, failed: file.failure != nil, document, input, &recorder)
            }
            if let failure = file.failure {
                recorder.add(LocatedFinding(failure, in: document, of: input))
            }
            if let planned = file.planned {
                recorder.add(planned.plan, file: planned.document.display, input: input.path)
                files.append(planned)
            }
        }
        for finding in planner.findings(usedRows: usedRows) {
            recorder.add(LocatedFinding(input: nil, finding: finding))
        }
        return files
    }

    private struct Decision {
        var found: FoundConfiguration
        var plan: ConfigurationPlan

        /// The decision with what is found about its deployment.
        func covered(by coverage: inout FilterCoverage, in document: RepositoryDocument) -> Decision {
            guard plan.outcome == .planned, !plan.changes.isEmpty else { return self }
            var decision = self
            let findings = coverage.findings(
                for: found.configuration.node, properties: plan.changes.map(\.property), in: document)
            for var finding in findings {
                finding.path = found.configuration.path
                decision.plan.findings.append(finding)
                if finding.level == .error { decision.plan.outcome = .failed }
            }
            return decision
        }
    }

    private func plannedFile(
        _ document: Survey.Document, _ decisions: [Decision]
    ) -> (planned: PlannedFile?, failure: Finding?) {
        let changes = decisions.filter { $0.plan.outcome == .planned && !$0.plan.changes.isEmpty }
        guard let first = changes.first else { return (nil, nil) }
        do {
            let plan = try FilePlan(
                document: document.docView,
                changes: changes.map { ($0.found.nodeIndex, $0.plan.changes) },
                name: document.file.display,
                disclosure: disclosure(of: first.found.configuration))
            return (
                PlannedFile(
                    document: document.file, plan: plan, changes: changes.map { ($0.found, $0.plan.changes) }),
                nil
            )
        } catch {
            return (nil, Finding(error.rule, .error, error.description.sentence, line: error.line))
        }
    }

    private func record(
        _ decision: Decision, failed: Bool, _ document: Survey.Document, _ input: Survey.Input,
        _ recorder: inout RunRecorder
    ) {
        let configuration = decision.found.configuration
        let disclosure = disclosure(of: configuration)
        recorder.add(
            configuration, in: document, of: input,
            outcome: failed && decision.plan.outcome == .planned ? .failed : decision.plan.outcome.recorded,
            mappingRow: decision.plan.mappingRow,
            changes: decision.plan.changes.map { disclosure.record(of: $0) })
        for var finding in decision.plan.findings {
            finding.line = finding.line ?? configuration.line
            recorder.add(LocatedFinding(finding, in: document, of: input))
        }
    }

    private func disclosure(of configuration: IMSConfiguration) -> ValueDisclosure {
        ValueDisclosure(profiles: settings.profiles, storage: configuration.storage)
    }
}

extension ConfigurationPlan.Outcome {
    /// The word of the record.
    fileprivate var recorded: RunRecord.Configuration.Outcome {
        switch self {
        case .planned: .planned
        case .skipped: .skipped
        case .unmapped: .unmapped
        case .failed: .failed
        case .alreadyOAuth: .alreadyOAuth
        }
    }
}

extension ValueDisclosure {
    /// A change as the record may hold it: of a secret neither value, not even whether there was one.
    fileprivate func record(of change: PlannedChange) -> RunRecord.Change {
        let isSecret = isSecret(change.property)
        return RunRecord.Change(
            property: change.property, kind: change.kind.rawValue,
            before: isSecret
                ? Secret.placeholder : change.before.map { text(of: change.property, value: $0) },
            after: isSecret ? Secret.placeholder : change.after.map { text(of: change.property, value: $0) },
            secret: isSecret)
    }
}
