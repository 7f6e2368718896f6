// SPDX-License-Identifier: Apache-2.0

import ContentRepository
import IMSMigration

extension OpenRepository {
    /// What a run that only looks says of one that died: a finding, where there is one.
    func unfinishedRunFinding(in path: String?) -> LocatedFinding? {
        guard let folder = Self.journalFolder(path), folder.holdsUnfinishedRun(on: self) else { return nil }
        return LocatedFinding(
            input: self.path,
            finding: Finding(
                .runUnfinished, .warning,
                "A run on this repository has died half-way: what is shown here begins in the middle."))
    }

    private static func journalFolder(_ path: String?) -> JournalFolder? {
        path.map { JournalFolder($0) } ?? JournalFolder.standard(environment: Environment.value(of:))
    }

    /// The journals of this repository, locked, in the folder that a user names or the standard one; for the `part` of a
    /// run that is split shared with its siblings. Throws `RunFailure`.
    func lockedJournal(in path: String?, for part: JournaledPart? = nil) throws(RunFailure) -> Journal {
        guard let folder = Self.journalFolder(path) else {
            throw RunFailure(
                .inputOutput,
                "Neither XDG_STATE_HOME nor HOME says where the journal can be kept. "
                    + "Name a folder with --journal-dir.")
        }
        do {
            return try Journal(of: self, in: folder, for: part)
        } catch {
            throw RunFailure(error)
        }
    }
}

extension Journal {
    /// Throws `RunFailure` (4) where a run has died here that this one would not complete; where it does, a finding says
    /// so. A run that encrypts secrets anew (`encryptsAnew`) completes none that has written secrets.
    func expectCompletion(
        by planned: PlannedMigration, encryptsAnew: Bool = false, recorder: inout RunRecorder
    ) throws(RunFailure) {
        let unfinished: [JournaledRun]
        do {
            unfinished = try unfinishedRuns()
        } catch {
            throw RunFailure(error)
        }
        for run in unfinished {
            try expectCompletion(of: run, by: planned, encryptsAnew: encryptsAnew, recorder: &recorder)
        }
    }

    private func expectCompletion(
        of unfinished: JournaledRun, by planned: PlannedMigration, encryptsAnew: Bool,
        recorder: inout RunRecorder
    ) throws(RunFailure) {
        let origin = unfinished.origin
        let undo = "`ims-migrate rollback \(repository.path)`"
        if unfinished.isUndoing {
            throw RunFailure(
                .refused,
                "\(repository.path): a rollback of the run \(origin) was stopped half-way. Nothing was changed. Complete it "
                    + "with \(undo), or take the repository as it is with \(undo) --forget.")
        }
        let changes: [ContentChange]
        do {
            changes = try repository.fileChanges(for: planned.changes)
        } catch {
            throw RunFailure(anyError: error)
        }
        let files = Dictionary(
            changes.map { ($0.path, $0.sha256After) }, uniquingKeysWith: { first, _ in first })
        guard completes(unfinished, by: files) else {
            if encryptsAnew {
                throw RunFailure(
                    .refused,
                    "\(repository.path): the run \(origin) has died half-way, and with --protect-with it cannot be "
                        + "completed: a secret is encrypted differently each time. Nothing was changed. Undo it with "
                        + "\(undo), and run this again.")
            }
            throw RunFailure(
                .refused,
                "\(repository.path): the run \(origin) has died half-way, and this run would not complete it. Nothing was "
                    + "changed. Run it again as it was, with the mapping that it had, undo it with \(undo), or take the repository as "
                    + "it is with \(undo) --forget.")
        }
        recorder.add(
            LocatedFinding(
                input: repository.path,
                finding: Finding(
                    .runUnfinished, .note, "The run \(origin) died half-way; this run completes it.")))
    }

    /// Whether there is anything to journal: files to change, or a run that died and is completed by this one.
    package func needsRun(for changes: [ContentChange]) throws(RunFailure) -> Bool {
        if !changes.isEmpty { return true }
        do {
            return try !unfinishedRuns().isEmpty
        } catch {
            throw RunFailure(error)
        }
    }

    /// Makes the changes in place, as the kind of repository asks for, and proves the result; `isSettled` plans the
    /// whole again and tells whether nothing is left to do. Throws `RunFailure`.
    package func write(
        _ changes: [ContentChange], command: String, startedAt: String,
        progress: any RunProgress = NoProgress(),
        isSettled: @escaping (OpenRepository) throws(RunFailure) -> Bool
    ) throws(RunFailure) -> JournaledRun {
        let creates = changes.contains { $0.change.before == nil }
        guard creates else { return try writeNow(changes, command, startedAt, progress, isSettled) }
        return try creating { () throws(RunFailure) in
            try writeNow(changes, command, startedAt, progress, isSettled)
        }
    }

    private func writeNow(
        _ changes: [ContentChange], _ command: String, _ startedAt: String, _ progress: any RunProgress,
        _ isSettled: @escaping (OpenRepository) throws(RunFailure) -> Bool
    ) throws(RunFailure) -> JournaledRun {
        switch repository {
        case .tree(let tree):
            try TreeApplication(tree: tree, changes: changes, progress: progress, isSettled: isSettled)
                .write(with: self, command: command, startedAt: startedAt)
        case .package(let package):
            try PackageApplication(package: package, changes: changes, isSettled: isSettled)
                .write(with: self, command: command, startedAt: startedAt)
        }
    }

    /// Puts everything back and throws why it was needed; 5 where that fails too.
    func putBack(_ run: JournaledRun, because cause: RunFailure) throws(RunFailure) -> Never {
        do {
            // A package that was rewritten is another file by now.
            let now = try Survey.open(repository.path)
            _ = try Rollback(of: run, in: self, to: now).apply()
        } catch {
            throw RunFailure(
                .stoppedPartWay,
                "\(cause)\nWhat had been written could not be put back: \(error)\n"
                    + "When the cause is mended: `ims-migrate rollback \(repository.path)`.")
        }
        throw RunFailure(cause.status, "\(cause)\nEverything was put back.")
    }

    /// Notes that everything is written and verified. Throws `RunFailure` (5).
    func close(_ run: JournaledRun) throws(RunFailure) {
        do {
            try set(.finished, of: run)
        } catch {
            throw RunFailure(
                .stoppedPartWay,
                "Every file is written and verified, but the journal could not be closed. \(error) "
                    + "Run the same command again to close it, or `ims-migrate rollback` to undo it.")
        }
    }
}

extension JournaledRun {
    /// The run in words, for people.
    var origin: String {
        let whole = "\(command) of \(startedAt)"
        return part.map { "\(whole) (part \($0.index) of \($0.count))" } ?? whole
    }
}
