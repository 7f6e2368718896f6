// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository
import IMSMigration

/// `migrate`: discover, classify, map, plan, and unless it is a dry run apply and verify.
public struct MigrationRun: Sendable {
    /// What a migration can be told beyond what every run can.
    public struct Options: Sendable {
        /// Nothing is written.
        public var isDryRun = false
        /// Pending changes of a dry run make exit code 2.
        public var detailedExitCode = false
        /// Where the migrated copy goes; nil migrates in place.
        public var output: String?
        /// The migration and its rollback are tried in a scratch copy first.
        public var testsRollback = false
        /// What is allowed that is an error otherwise.
        public var allowances = Planner.Allowances()
        /// Where journals are kept; nil is the standard folder.
        public var journalFolder: String?

        /// A migration in place.
        public init() {}
    }

    private let settings: RunSettings
    private let options: Options

    /// A migration.
    public init(settings: RunSettings, options: Options) {
        self.settings = settings
        self.options = options
    }

    /// The record of migrating the repository at `path` by `mappingFile`.
    ///
    /// Throws `RunFailure` where an input cannot be used, or where writing failed; the failure says what state the
    /// repository is in.
    public func run(_ path: String, mapping mappingFile: MappingFile) throws(RunFailure) -> RunRecord {
        var recorder = RunRecorder(
            command: "migrate", mode: options.isDryRun ? .dryRun : .apply, inputs: [path])
        let stages = MigrationStages(
            settings: settings, allowances: options.allowances, mapping: try mappingFile.read().mapping)
        let tree = try Survey.open(path, faults: settings.faults)
        // Held from before the survey until the end, so that no other run writes what was surveyed.
        let journal =
            options.isDryRun || options.output != nil
            ? nil : try tree.lockedJournal(in: options.journalFolder)
        let planned = try stages.plan(tree, recorder: &recorder)
        if let blocked = stages.blockedRecord(recorder, planned) { return blocked }
        if options.isDryRun {
            let isPending = options.detailedExitCode && !planned.files.isEmpty
            return recorder.finished(isPending ? .changesPending : .done) { MigrationReason.preview($0) }
        }
        if options.testsRollback { try RollbackTrial(stages: stages, tree: tree, files: planned.files).run() }
        let application = Application(tree: tree, files: planned.files) { tree throws(RunFailure) in
            try stages.isSettled(tree)
        }
        if let output = options.output {
            try application.write(toCopyAt: output)
        } else if let journal, try journal.needsRun(for: planned.files) {
            let run = try application.write(with: journal, command: "migrate", startedAt: recorder.startedAt)
            recorder.add(run, in: journal)
        }
        recorder.markPlannedAsMigrated()
        return recorder.finished(.done) { MigrationReason.done($0) }
    }
}

extension ExportedTree {
    /// The journals of this repository, locked, in the folder that a user names or the standard one.
    func lockedJournal(in path: String?) throws(RunFailure) -> Journal {
        guard
            let folder = path.map({ JournalFolder($0) })
                ?? JournalFolder.standard(environment: Environment.value(of:))
        else {
            throw RunFailure(
                .inputOutput,
                "Neither XDG_STATE_HOME nor HOME says where the journal can be kept. Name a folder with --journal-dir."
            )
        }
        do {
            return try Journal(of: self, in: folder)
        } catch {
            throw RunFailure(error)
        }
    }
}

extension Journal {
    /// Whether there is anything to journal: files to write, or a run that died and is completed by this one.
    func needsRun(for files: [PlannedFile]) throws(RunFailure) -> Bool {
        if !files.isEmpty { return true }
        do {
            return try runs().contains { $0.state.isUnfinished }
        } catch {
            throw RunFailure(error)
        }
    }
}
