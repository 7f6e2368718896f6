// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository
import IMSMigration

/// What every command that plans a migration has in common: survey, plan, and the decision whether it may be written.
struct MigrationStages {
    let settings: RunSettings
    let allowances: Planner.Allowances
    let mapping: Mapping
    /// Off where the repository itself is not going to be deployed with the changes.
    var checksCoverage = true

    /// Surveys and plans; what was found and decided goes to `recorder`. Of a run that is split this part's changes come
    /// back.
    func plan(_ repository: OpenRepository, recorder: inout RunRecorder) throws(RunFailure)
        -> PlannedMigration
    {
        if let target = settings.target {
            recorder.add(LocatedFinding(input: nil, finding: target.finding))
        }
        let input = try Survey(settings).input(repository)
        let planning = MigrationPlanning(
            mapping: mapping, settings: settings, allowances: allowances, checksCoverage: checksCoverage)
        recorder.expectCreation { planning.planner.createdPaths }
        recorder.add(input)
        let planned = recorder.ownPart(of: planning.plan(input, recorder: &recorder))
        if case .tree(let tree) = repository {
            for package in tree.tooLargePackages(changedBy: planned.changes) {
                let message =
                    "The content packages in the tree that change have more than \(package.limit) bytes together, and are "
                    + "rewritten in memory. Migrate this package by itself, and put the result in its place."
                recorder.add(
                    LocatedFinding(
                        input: input.path,
                        finding: Finding(.limitReached, .error, message, file: package.path.display)))
            }
        }
        return planned
    }

    /// Whether a repository holds nothing that this mapping would change.
    func isSettled(_ repository: OpenRepository) throws(RunFailure) -> Bool {
        var recorder = RunRecorder(command: "verify", mode: .readOnly, inputs: [])
        recorder.divide(settings.shard, fingerprint: "")
        return try plan(repository, recorder: &recorder).changes.isEmpty
    }

    /// Asks about the credentials that are going to be written, if that is wanted. `mapping` is the one with the secrets
    /// themselves. Gives the record of a run that may not write, or nil where it may.
    func verify(
        _ mapping: Mapping, by check: CredentialCheck?, _ planned: PlannedMigration,
        recorder: inout RunRecorder
    ) throws(RunFailure) -> RunRecord? {
        guard let check else { return nil }
        let rows = Set(recorder.configurations.filter { $0.outcome == .planned }.compactMap(\.mappingRow))
        let uses = CredentialUse.planned(
            in: mapping, planned.input.documents.flatMap(\.found).map(\.configuration), plannedRows: rows,
            profiles: settings.profiles)
        recorder.add(try check.report(on: uses, progress: settings.progress)) {
            LocatedFinding(input: nil, finding: $0)
        }
        return blockedRecord(recorder, planned)
    }

    /// Writes what is planned, when whoever is asked has said yes, and proves it. Gives the record of the whole run.
    ///
    /// With `testsRollback` the migration and its rollback are tried in a scratch copy first.
    func write(
        _ planned: PlannedMigration, to place: WritePlace, journal: Journal?, testsRollback: Bool = false,
        recorder: inout RunRecorder
    ) throws(RunFailure) -> RunRecord {
        let repository = planned.input.repository
        if !planned.changes.isEmpty {
            try PendingChanges(planned, recorder, to: place, journal: journal).expectYes(settings)
        }
        if testsRollback {
            try RollbackTrial(stages: self, repository: repository, changes: planned.changes).run()
        }
        try recorder.addDigest(of: repository)
        let written = try place.write(
            planned, journal: journal, command: recorder.record.command, startedAt: recorder.startedAt,
            profiles: settings.profiles, progress: settings.progress
        ) { repository throws(RunFailure) in try isSettled(repository) }
        recorder.add(written, in: journal, of: planned.input)
        let effects = try DeltaEffects(planned, place: place, settings: settings)
        effects.note(in: &recorder)
        recorder.add(try place.outputs(of: repository, kept: effects.kept))
        guard place.changesWholeRepository(repository) else {
            return recorder.finished(.done) { MigrationReason.deltaOnly($0) }
        }
        recorder.markPlannedAsMigrated()
        return recorder.finished(.done) { MigrationReason.done($0) }
    }

    /// The record of a run that may not write, or nil where it may.
    func blockedRecord(_ recorder: RunRecorder, _ planned: PlannedMigration) -> RunRecord? {
        if planned.input.isIncomplete {
            return recorder.finished(.inputOutput) { _ in
                "Nothing was written: something could not be read, so the plan would be incomplete."
            }
        }
        // What a delta package lacks is nothing that a mapping could bring.
        if recorder.hasFinding(.mappingIncomplete), !recorder.hasFinding(.deltaAsSource) {
            return recorder.finished(.inputUnusable) { _ in
                "Nothing was written: the mapping lacks cells that are needed."
            }
        }
        if recorder.hasFinding(.mappingInvalid) {
            return recorder.finished(.inputUnusable) { _ in
                "Nothing was written: the mapping can't be used as it is. See the findings."
            }
        }
        // An error always stops a migration: `--fail-on never` is for commands that only read.
        guard recorder.hasFindings(at: settings.failOn == .never ? .error : settings.failOn) else {
            return nil
        }
        let errors = recorder.errorCount
        return recorder.finished(.findings) {
            MigrationReason.blocked(errors: errors, inOtherParts: errors - $0.findings.error)
        }
    }
}

/// A repository with what is to be written into it.
struct PlannedMigration {
    var input: Survey.Input
    /// The files whose configurations change, in path order.
    var files: [PlannedFile]
    /// Files that come or go as a whole.
    var whole: [ContentChange] = []
    /// Of these, files that change and get another name.
    var renamed: [RenamedFile] = []
    /// For each configuration that is created the JCR paths that come to be, and its files.
    var created: [CreatedConfiguration] = []

    /// All that is to be written, in path order, package by package.
    var changes: [ContentChange] {
        (files.map(\.change) + whole).sorted(by: ContentChange.isBefore)
    }
}

extension PlannedMigration {
    /// The files that get a client secret in clear text.
    var filesWithPlainSecrets: Set<RelativePath> {
        let changed = files.filter { $0.holdsPlainSecret }.map(\.document.path)
        let renamed = renamed.filter { $0.file.holdsPlainSecret }.map(\.path)
        return Set(changed + renamed + created.flatMap(\.filesWithPlainSecrets))
    }
}

extension PlannedFile {
    fileprivate var holdsPlainSecret: Bool {
        changes.contains { $0.changes.contains(where: \.isPlainSecret) }
    }
}

extension PlannedChange {
    /// Whether a client secret in clear text is written.
    var isPlainSecret: Bool {
        if case .secret(let secret) = after { !secret.isEncrypted } else { false }
    }
}

/// A configuration that comes to be.
struct CreatedConfiguration {
    /// Those of its files that hold a client secret in clear text.
    var filesWithPlainSecrets: [RelativePath]
    /// The JCR paths of its nodes or files.
    var paths: [String]
    /// The package that they go into.
    var place: PackagePlace
    /// The files that come to be, those of missing folders among them.
    var changes: [ContentChange]
}

extension PlannedFile {
    /// What becomes of the file's bytes.
    var change: ContentChange {
        ContentChange(document, .replace(before: plan.before, after: plan.after))
    }
}

/// Words about what a migration did, for `exitReason`.
enum MigrationReason {
    static func blocked(errors: Int, inOtherParts others: Int = 0) -> String {
        guard errors > 0 else {
            return "Nothing was written: there are findings, and --fail-on asks to stop at them."
        }
        let elsewhere = others > 0 ? " (\(others) of them in the records of other parts)" : ""
        return
            "Nothing was written: \(errors) error\(errors == 1 ? "" : "s") must be dealt with first\(elsewhere)."
    }

    static func preview(_ summary: RunRecord.Summary) -> String {
        summary.planned == 0
            ? "Nothing to do: no configuration would be migrated."
            : "Nothing was written (dry run): \(configurations(summary.planned)) would be migrated."
    }

    static func deltaOnly(_ summary: RunRecord.Summary) -> String {
        "The changes of \(configurations(summary.planned)) are written as a package; the repository stays as it is."
    }

    static func done(_ summary: RunRecord.Summary) -> String {
        let migrated = "\(configurations(summary.migrated)) migrated"
        let created = "\(configurations(summary.created)) created"
        switch (summary.migrated, summary.created) {
        case (0, 0): return "Nothing to do: no configuration was migrated."
        case (_, 0): return "\(migrated) and verified."
        case (0, _): return "\(created) and verified."
        default: return "\(migrated), \(created), and verified."
        }
    }

    static func configurations(_ count: Int) -> String {
        "\(count) configuration\(count == 1 ? "" : "s")"
    }
}

extension Planner {
    /// The JCR paths of the configurations that the mapping creates.
    fileprivate var createdPaths: Set<String> {
        Set(creatingRows.compactMap { try? creation(by: $0).configuration.path })
    }
}
