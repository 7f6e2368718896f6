// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository
import IMSMigration
import ParallelWork

/// The changes of one file, ready to be written.
struct PlannedFile: Sendable {
    var document: RepositoryDocument
    var plan: FilePlan
    /// What changes in which node of the file.
    var changes: [PlannedNode]
}

/// The changes of one node: of a configuration, or of the companion of one.
struct PlannedNode: Sendable {
    /// Index of the node in its document.
    var nodeIndex: Int
    /// JCR path of the node.
    var path: String
    var changes: [PlannedChange]
    /// The storage form, which knows what of the values may be shown.
    var storage: String
}

/// The stages in the middle: give each configuration its row, and turn the rows into bytes. Touches no file.
struct MigrationPlanning {
    let planner: Planner
    let settings: RunSettings
    let allowances: Planner.Allowances
    let checksCoverage: Bool

    /// `checksCoverage` is off where the repository itself is not going to be deployed with the changes.
    init(
        mapping: Mapping, settings: RunSettings, allowances: Planner.Allowances, checksCoverage: Bool = true
    ) {
        self.settings = settings
        self.allowances = allowances
        self.checksCoverage = checksCoverage
        planner = Planner(mapping: mapping, profiles: settings.profiles, allowances: allowances)
    }

    /// What is to be written. What was decided about each configuration goes to `recorder`.
    func plan(_ input: Survey.Input, recorder: inout RunRecorder) -> PlannedMigration {
        var decisions = self.decisions(input, recorder: &recorder)
        var files: [PlannedFile] = []
        var places: [Int: [Int]] = [:]
        for (place, decision) in decisions.enumerated() {
            for number in decision.documents { places[number, default: []].append(place) }
        }
        let (creations, problems) = creations(
            input, claimed: Set(decisions.compactMap(\.plan.mappingRow)))
        let namings = Dictionary(grouping: creations.flatMap(\.namings), by: \.file)
        let known = Set(input.documents.map(\.file))
        // Files without configurations can hold the parent of a new one.
        let parents = namings.filter { !known.contains($0.key) }.compactMap { file, namings in
            namings.first.map {
                Survey.Document(file: file, number: -1, contents: .docView($0.contents), found: [])
            }
        }
        let drafts = (input.documents + parents).map { document in
            FileDraft(
                document: document,
                nodes: (places[document.number] ?? []).flatMap { decisions[$0].nodes(in: document) },
                children: Dictionary(grouping: namings[document.file] ?? [], by: \.nodeIndex)
                    .map { ($0.key, $0.value.map(\.name)) },
                // What another part writes is planned here only to know whether it can be.
                withDiff: recorder.isOwn(document.file.display, of: input.path))
        }
        let results = parallelMap(drafts, workers: settings.jobs) { plannedFile($0) }
        for (draft, result) in zip(drafts, results) {
            let document = draft.document
            switch result {
            case .planned(let planned): files.append(planned)
            case .unchanged: break
            case .failed(let failure):
                for index in places[document.number] ?? []
                where !decisions[index].nodes(in: document).isEmpty {
                    decisions[index].isFailed = true
                }
                recorder.add(LocatedFinding(failure, in: document, of: input))
            }
        }
        for decision in decisions { record(decision, input, &recorder) }
        files.sort { ContentChange.isBefore($0.change, $1.change) }
        let renamed = rename(&files, input, &recorder)
        for file in files { recorder.add(file.plan, file: file.document.display, input: input.path) }
        record(creations, problems, input, &recorder)
        let planned = PlannedMigration(
            input: input, files: files,
            whole: creations.flatMap { $0.files.map(\.change) } + renamed.flatMap(\.changes),
            renamed: renamed,
            created: creations.map {
                CreatedConfiguration(
                    filesWithPlainSecrets: $0.filesWithPlainSecrets,
                    paths: $0.creation.parts.map(\.path), place: $0.place, changes: $0.files.map(\.change))
            })
        if checksCoverage { addObstacles(to: planned, &recorder) }
        return planned
    }

    /// A package that can't be rewritten as a whole stops the run before anything is written, a preview too.
    private func addObstacles(to planned: PlannedMigration, _ recorder: inout RunRecorder) {
        guard !planned.changes.isEmpty else { return }
        for problem in planned.input.repository.obstacles(to: planned.changes, workers: settings.jobs) {
            recorder.addError(LocatedFinding(input: planned.input.path, finding: Finding(problem)))
        }
    }

    /// What becomes of each configuration, in the order of the documents.
    private func decisions(_ input: Survey.Input, recorder: inout RunRecorder) -> [Decision] {
        let planner = planner.considering(input.configurations)
        var usedRows: Set<Int> = []
        var coverage = FilterCoverage(source: input.repository.source, isAllowed: allowances.uncovered)
        let byNumber = Dictionary(
            input.documents.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        var decisions: [Decision] = []
        for document in input.documents {
            for found in document.found {
                let (plan, rows) = planner.plan(
                    for: found.configuration, references: input.references.references(to: found.configuration)
                )
                usedRows.formUnion(rows)
                var decision = Decision(
                    found: found, document: document,
                    companions: found.companions.compactMap { byNumber[$0.document] }, plan: plan)
                if checksCoverage { decision.cover(by: &coverage) }
                decisions.append(decision)
            }
        }
        for finding in planner.findings(usedRows: usedRows) {
            recorder.add(LocatedFinding(input: nil, finding: finding))
        }
        addOrphans(to: &decisions)
        let planned = Set(
            decisions.filter { $0.plan.outcome == .planned }.map(\.found.configuration.storage))
        for document in input.documents {
            for finding in planner.agreementFindings(document.found.map(\.configuration), migrated: planned) {
                recorder.add(LocatedFinding(finding, in: document, of: input))
            }
        }
        return decisions
    }

    /// Notes the key store entries that nothing uses any more when the planned configurations are migrated.
    private func addOrphans(to decisions: inout [Decision]) {
        let isKept: (Decision) -> Bool = {
            $0.plan.outcome != .planned && $0.found.configuration.classification != .oauth
        }
        let used = Set(decisions.filter(isKept).compactMap { planner.keyAlias(of: $0.found.configuration) })
        for index in decisions.indices where decisions[index].plan.outcome == .planned {
            let configuration = decisions[index].found.configuration
            guard let alias = planner.keyAlias(of: configuration), !used.contains(alias) else { continue }
            decisions[index].plan.findings.append(
                Finding(
                    .keystoreOrphan, .note,
                    "Its key store alias \(alias) is not used any more when it is migrated.",
                    path: configuration.path))
        }
    }

    /// What is to become of a document, before it is known whether it can.
    private struct FileDraft: Sendable {
        var document: Survey.Document
        var nodes: [PlannedNode]
        /// The children that are to be named below nodes.
        var children: [(nodeIndex: Int, names: [String])]
        var withDiff: Bool
    }

    private enum DraftResult: Sendable {
        case unchanged
        case planned(PlannedFile)
        case failed(Finding)
    }

    private func plannedFile(_ draft: FileDraft) -> DraftResult {
        guard !draft.nodes.isEmpty || !draft.children.isEmpty else { return .unchanged }
        let file = draft.document.file
        do {
            let plan = try FilePlan(
                document: draft.document.contents, changes: draft.nodes.map { ($0.nodeIndex, $0.changes) },
                naming: draft.children, name: file.display,
                disclosure: ValueDisclosure(
                    profiles: settings.profiles, storage: draft.nodes.first?.storage ?? ""),
                withDiff: draft.withDiff)
            return .planned(PlannedFile(document: file, plan: plan, changes: draft.nodes))
        } catch {
            return .failed(Finding(error.rule, .error, error.description.sentence, line: error.line))
        }
    }

    private func record(_ decision: Decision, _ input: Survey.Input, _ recorder: inout RunRecorder) {
        let configuration = decision.found.configuration
        let disclosure = ValueDisclosure(profiles: settings.profiles, storage: configuration.storage)
        let isFailed = decision.isFailed && decision.plan.outcome == .planned
        recorder.add(
            configuration, in: decision.document, companions: decision.companions, of: input,
            outcome: isFailed ? .failed : decision.plan.outcome.recorded,
            mappingRow: decision.plan.mappingRow,
            changes: decision.plan.changes.map { change in
                var entry = disclosure.record(of: change)
                entry.mappingRow = change.mappingRow
                let place = decision.found.companions.first { $0.path == change.companionPath }
                entry.file = decision.companions.first { $0.number == place?.document }?.file.display
                return entry
            })
        // What a row leaves out on purpose doesn't hold back the rest.
        let isSkipped = decision.plan.outcome == .skipped
        let remarks = configuration.remarks.map { isSkipped ? $0.inventoried : $0 }
        for var finding in decision.plan.findings + remarks {
            finding.line = finding.line ?? configuration.line
            recorder.add(LocatedFinding(finding, in: decision.document, of: input))
        }
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
    func record(of change: PlannedChange) -> RunRecord.Change {
        let isSecret = isSecret(change.property)
        return RunRecord.Change(
            property: change.property, kind: change.kind.rawValue,
            before: isSecret
                ? Secret.placeholder : change.before.map { text(of: change.property, value: $0) },
            after: isSecret ? Secret.placeholder : change.after.map { text(of: change.property, value: $0) },
            secret: isSecret)
    }
}
