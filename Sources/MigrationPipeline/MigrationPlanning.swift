// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository
import IMSMigration

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
    private let planner: Planner
    private let settings: RunSettings
    private let allowances: Planner.Allowances
    private let checksCoverage: Bool

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
        for document in input.documents {
            let nodes = decisions.flatMap { $0.nodes(in: document) }
            let (planned, failure) = plannedFile(document, nodes)
            if let failure {
                for index in decisions.indices where !decisions[index].nodes(in: document).isEmpty {
                    decisions[index].isFailed = true
                }
                recorder.add(LocatedFinding(failure, in: document, of: input))
            }
            if let planned { files.append(planned) }
        }
        for decision in decisions { record(decision, input, &recorder) }
        let renamed = rename(&files, input, &recorder)
        for file in files { recorder.add(file.plan, file: file.document.display, input: input.path) }
        let creations = creations(
            input, claimed: Set(decisions.compactMap(\.plan.mappingRow)), recorder: &recorder)
        return PlannedMigration(
            input: input, files: files,
            whole: creations.flatMap { $0.files.map(\.change) } + renamed.flatMap(\.changes),
            renamed: renamed,
            created: creations.map { ($0.creation.configuration.path, $0.deltaFiles) })
    }

    /// Takes out the files that get another name, if that is wanted.
    private func rename(
        _ files: inout [PlannedFile], _ input: Survey.Input, _ recorder: inout RunRecorder
    ) -> [RenamedFile] {
        guard allowances.renamesDotPIDs else { return [] }
        let renaming = PIDRenaming(
            finder: ConfigurationFinder(profiles: settings.profiles), repository: input.repository)
        var coverage = FilterCoverage(source: input.repository.source, isAllowed: allowances.uncovered)
        var renamed: [RenamedFile] = []
        var staying: [PlannedFile] = []
        for file in files {
            func add(_ finding: Finding) {
                var finding = finding
                finding.file = file.document.display
                recorder.add(LocatedFinding(input: input.path, finding: finding))
            }
            do throws(PIDRenaming.NameTaken) {
                guard let new = try renaming.renamed(file) else {
                    staying.append(file)
                    continue
                }
                renamed.append(new)
                let found = input.documents.first { $0.file == file.document }?.found ?? []
                for configuration in found.map(\.configuration) {
                    for reference in input.references.references(to: configuration)
                    where renaming.breaks(reference, to: file) {
                        var finding = Finding(
                            .referenceBroken, .error,
                            "\(reference.path) refers to it by its name (\(reference.property)), which --rename-dot-pids "
                                + "changes.")
                        finding.path = configuration.path
                        add(finding)
                    }
                }
                recorder.add(new.changes[0], diff: "", input: input.path)
                recorder.add(new.changes[1], diff: new.diff, input: input.path)
                guard checksCoverage else { continue }
                for finding in coverage.findings(for: new.nodePath, properties: [], in: file.document.package)
                {
                    add(finding)
                }
            } catch {
                add(
                    Finding(
                        .pathOccupied, .error,
                        "It cannot be renamed to \(error.path), where something is already."))
            }
        }
        files = staying
        return renamed
    }

    /// The files of configurations that rows make.
    private func creations(
        _ input: Survey.Input, claimed: Set<Int>, recorder: inout RunRecorder
    ) -> [CreationPlanning.Planned] {
        let (planned, findings) = CreationPlanning(planner: planner, input: input).plan(claimed: claimed)
        var coverage = FilterCoverage(source: input.repository.source, isAllowed: allowances.uncovered)
        for creation in planned {
            let configuration = creation.creation.configuration
            let disclosure = ValueDisclosure(profiles: settings.profiles, storage: configuration.storage)
            recorder.addCreated(
                configuration, file: creation.file, line: creation.line, input: input.path,
                mappingRow: creation.creation.row,
                changes: creation.creation.changes.map { disclosure.record(of: $0) })
            for (change, diff) in creation.files { recorder.add(change, diff: diff, input: input.path) }
            let uncovered =
                checksCoverage
                ? coverage.findings(for: configuration.node, properties: [], in: creation.place) : []
            for var finding in uncovered {
                finding.path = configuration.path
                finding.file = creation.file
                recorder.add(LocatedFinding(input: input.path, finding: finding))
            }
        }
        for finding in findings { recorder.add(LocatedFinding(input: nil, finding: finding)) }
        return planned
    }

    /// What becomes of each configuration, in the order of the documents.
    private func decisions(_ input: Survey.Input, recorder: inout RunRecorder) -> [Decision] {
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
                    companion: found.companion.flatMap { byNumber[$0.document] }, plan: plan)
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

    private func plannedFile(
        _ document: Survey.Document, _ nodes: [PlannedNode]
    ) -> (planned: PlannedFile?, failure: Finding?) {
        guard let first = nodes.first else { return (nil, nil) }
        do {
            let plan = try FilePlan(
                document: document.contents, changes: nodes.map { ($0.nodeIndex, $0.changes) },
                name: document.file.display,
                disclosure: ValueDisclosure(profiles: settings.profiles, storage: first.storage))
            return (PlannedFile(document: document.file, plan: plan, changes: nodes), nil)
        } catch {
            return (nil, Finding(error.rule, .error, error.description.sentence, line: error.line))
        }
    }

    private func record(_ decision: Decision, _ input: Survey.Input, _ recorder: inout RunRecorder) {
        let configuration = decision.found.configuration
        let disclosure = ValueDisclosure(profiles: settings.profiles, storage: configuration.storage)
        let isFailed = decision.isFailed && decision.plan.outcome == .planned
        recorder.add(
            configuration, in: decision.document, of: input,
            outcome: isFailed ? .failed : decision.plan.outcome.recorded,
            mappingRow: decision.plan.mappingRow,
            changes: decision.plan.changes.map { disclosure.record(of: $0) })
        for var finding in decision.plan.findings + configuration.remarks {
            finding.line = finding.line ?? configuration.line
            recorder.add(LocatedFinding(finding, in: decision.document, of: input))
        }
    }
}

/// What becomes of one configuration.
private struct Decision {
    var found: FoundConfiguration
    var document: Survey.Document
    /// The document of the configuration's companion, where it has one.
    var companion: Survey.Document?
    var plan: ConfigurationPlan
    /// Whether a file that it is in cannot be written.
    var isFailed = false

    /// The planned changes in a document: those of the configuration itself, or of its companion.
    func nodes(in other: Survey.Document) -> [PlannedNode] {
        guard plan.outcome == .planned else { return [] }
        var nodes: [PlannedNode] = []
        let own = plan.changes.filter { !$0.isInCompanion }
        if other.number == document.number, !own.isEmpty {
            nodes.append(node(found.nodeIndex, found.configuration.node, own))
        }
        let others = plan.changes.filter(\.isInCompanion)
        if let place = found.companion, other.number == place.document, !others.isEmpty {
            nodes.append(node(place.nodeIndex, place.path, others))
        }
        return nodes
    }

    private func node(_ index: Int, _ path: String, _ changes: [PlannedChange]) -> PlannedNode {
        PlannedNode(nodeIndex: index, path: path, changes: changes, storage: found.configuration.storage)
    }

    /// Adds what is found about the deployment of the changes.
    mutating func cover(by coverage: inout FilterCoverage) {
        for document in [document, companion].compactMap(\.self) {
            for node in nodes(in: document) {
                // A file is deployed as a whole; only nodes have properties of their own.
                let properties = document.file.kind == .configuration ? [] : node.changes.map(\.property)
                for var finding in coverage.findings(
                    for: node.path, properties: properties, in: document.file.package)
                {
                    finding.path = found.configuration.path
                    plan.findings.append(finding)
                    if finding.level == .error { isFailed = true }
                }
            }
        }
        if isFailed { plan.outcome = .failed }
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
