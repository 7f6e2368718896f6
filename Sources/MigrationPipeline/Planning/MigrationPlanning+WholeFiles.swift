// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository
import IMSMigration

/// Files that come or go as a whole: those that get another name, and those of new configurations.
extension MigrationPlanning {
    /// Takes out the files that get another name, if that is wanted.
    func rename(
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
                recorder.add(new.changes[0], diff: "", isMasked: false, input: input.path)
                recorder.add(
                    new.changes[1], diff: new.diff, isMasked: file.plan.isMasked, input: input.path)
                guard checksCoverage else { continue }
                for finding in coverage.findings(
                    for: new.nodePath, properties: [], in: new.path, of: file.document.package)
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

    /// The files of configurations that rows make, and what stands in the way of others.
    func creations(
        _ input: Survey.Input, claimed: Set<Int>
    ) -> (planned: [CreationPlanning.Planned], findings: [Finding]) {
        guard !planner.creatingRows.isEmpty else { return ([], []) }
        let documents = Survey(settings).documents(in: input.repository)
        return CreationPlanning(planner: planner, input: input, documents: documents).plan(claimed: claimed)
    }

    /// Takes down what rows make.
    func record(
        _ planned: [CreationPlanning.Planned], _ findings: [Finding], _ input: Survey.Input,
        _ recorder: inout RunRecorder
    ) {
        var coverage = FilterCoverage(source: input.repository.source, isAllowed: allowances.uncovered)
        for creation in planned {
            let configuration = creation.creation.configuration
            let disclosure = ValueDisclosure(profiles: settings.profiles, storage: configuration.storage)
            recorder.addCreated(
                configuration, file: creation.file, line: creation.line, input: input.path,
                mappingRow: creation.creation.row,
                changes: creation.creation.changes.map { disclosure.record(of: $0) })
            for (change, document) in creation.files {
                recorder.add(
                    change, diff: document.diff, isMasked: document.isMasked, input: input.path)
            }
            let uncovered =
                checksCoverage
                ? creation.nodes.flatMap { node, file in
                    coverage.findings(for: node, properties: [], in: file, of: creation.place)
                } : []
            for var finding in uncovered {
                finding.path = configuration.path
                finding.file = creation.file
                recorder.add(LocatedFinding(input: input.path, finding: finding))
            }
        }
        for finding in findings { recorder.add(LocatedFinding(input: nil, finding: finding)) }
    }
}
