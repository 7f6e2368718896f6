// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository
import IMSMigration

/// `migrate`: discover, classify, map, plan, and unless it is a dry run apply and verify.
package struct MigrationRun: Sendable {
    /// What a migration can be told beyond what every run can.
    package struct Options: Sendable {
        /// Nothing is written.
        package var isDryRun = false
        /// Pending changes of a dry run make exit code 2.
        package var detailedExitCode = false
        /// Where the migrated repository goes.
        package var place = WritePlace()
        /// The migration and its rollback are tried in a scratch copy first.
        package var testsRollback = false
        /// What is allowed that is an error otherwise.
        package var allowances = Planner.Allowances()
        /// Asks whether the credentials work before anything is written; nil does not ask.
        package var credentialCheck: CredentialCheck?
        /// Has the target AEM encrypt the secrets; nil writes them as they are.
        package var protection: SecretProtection?
        /// Where journals are kept; nil is the standard folder.
        package var journalFolder: String?

        /// A migration in place.
        package init() {}
    }

    private let settings: RunSettings
    private let options: Options

    /// A migration.
    package init(settings: RunSettings, options: Options) {
        self.settings = settings
        self.options = options
    }

    /// The record of migrating the repository at `path` by `mappingFile`.
    ///
    /// Throws `RunFailure` where an input cannot be used, or where writing failed; the failure says what state the
    /// repository is in.
    package func run(_ path: String, mapping mappingFile: MappingFile) throws(RunFailure) -> RunRecord {
        var recorder = RunRecorder(
            command: "migrate", mode: options.isDryRun ? .dryRun : .apply, inputs: [path])
        let (mapping, mappingInput) = try mappingFile.read()
        recorder.add(mapping: mappingInput)
        let part = settings.shard.map { shard in
            JournaledPart(
                index: shard.index, count: shard.count,
                fingerprint: ShardFingerprint.of(
                    count: shard.count, profiles: settings.profiles, mappingSHA256: mappingInput.sha256,
                    allowances: options.allowances))
        }
        recorder.divide(settings.shard, fingerprint: part?.fingerprint ?? "")
        let repository = try Survey.open(path, faults: settings.faults)
        if !options.isDryRun { try options.place.expectNamed(for: repository) }
        let protected = try options.protection?.protecting(mapping)
        let stages = MigrationStages(
            settings: settings, allowances: options.allowances, mapping: protected ?? mapping,
            checksCoverage: options.place.changesWholeRepository(repository))
        let writesInPlace = !options.isDryRun && options.place.isInPlace(repository)
        if !options.isDryRun { try expectDivisible(repository) }
        // Held from before the survey until the end, so that no other run writes what was surveyed.
        let journal = writesInPlace ? try repository.lockedJournal(in: options.journalFolder, for: part) : nil
        let planned = try stages.plan(repository, recorder: &recorder)
        try journal?.expectCompletion(
            by: planned, encryptsAnew: options.protection != nil, recorder: &recorder)
        if options.isDryRun, let finding = repository.unfinishedRunFinding(in: options.journalFolder) {
            recorder.add(finding)
        }
        if let blocked = stages.blockedRecord(recorder, planned) { return blocked }
        if let blocked = try stages.verify(
            mapping, by: options.credentialCheck, planned, recorder: &recorder)
        {
            return blocked
        }
        if options.isDryRun {
            try DeltaEffects(planned, place: options.place, settings: settings).note(in: &recorder)
            let isPending = options.detailedExitCode && !planned.changes.isEmpty
            return recorder.finished(isPending ? .changesPending : .done) { MigrationReason.preview($0) }
        }
        return try stages.write(
            planned, to: options.place, journal: journal, testsRollback: options.testsRollback,
            recorder: &recorder)
    }

    /// Throws `RunFailure` (64) for a part that is to write a package.
    private func expectDivisible(_ repository: OpenRepository) throws(RunFailure) {
        guard settings.shard != nil, case .package = repository else { return }
        throw RunFailure(
            .usage,
            "\(repository.path): a package is written as a whole, so that its parts cannot be. Leave --shard out, or split "
                + "the migration of the unpacked tree.")
    }
}
