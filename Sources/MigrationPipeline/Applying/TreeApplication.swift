// SPDX-License-Identifier: Apache-2.0

import ContentRepository

/// Makes planned changes of files in an exported tree, and proves the result.
struct TreeApplication {
    private let tree: ExportedTree
    private let changes: [ContentChange]
    private let progress: any RunProgress
    /// Plans the whole again and tells whether anything is left to do.
    private let isSettled: (OpenRepository) throws(RunFailure) -> Bool

    init(
        tree: ExportedTree, changes: [ContentChange], progress: any RunProgress,
        isSettled: @escaping (OpenRepository) throws(RunFailure) -> Bool
    ) {
        self.tree = tree
        self.changes = changes
        self.progress = progress
        self.isSettled = isSettled
    }

    /// Writes the files in place; whatever happens from here on, the journal can undo it.
    ///
    /// Throws `RunFailure`: 4 where a file is not what was planned for, 74 where writing failed, 6 where the result
    /// does not verify (in all three everything is as it was), 130 where the run was interrupted, and 5 where what
    /// was written could not be put back; then the journal stays unfinished.
    func write(with journal: Journal, command: String, startedAt: String) throws(RunFailure) -> JournaledRun {
        let changes = try fileChanges()
        try expectUnchanged(changes)
        let run: JournaledRun
        do {
            run = try journal.begin(changes, of: tree, command: command, startedAt: startedAt)
        } catch {
            throw RunFailure(anyError: error)
        }
        do {
            try applyAll(changes)
            try verify(changes)
        } catch {
            if error.status == .interrupted { throw error }
            try journal.putBack(run, because: error)
        }
        try journal.close(run)
        return run
    }

    /// Writes the files into a copy of the tree that appears at `output` only when it is complete and verified.
    ///
    /// The files of `secret` can be read by their owner alone. Returns what was not copied, as it is neither file, folder
    /// nor link.
    func write(toCopyAt output: String, secret: Set<RelativePath>) throws(RunFailure) -> [WalkProblem] {
        let copy: TreeCopy
        do {
            copy = try tree.beginCopy(to: output)
        } catch {
            throw RunFailure(error)
        }
        // A copy that is not committed is removed.
        defer { copy.abort() }
        let application = TreeApplication(
            tree: copy.tree, changes: changes, progress: progress, isSettled: isSettled)
        let changes = try application.fileChanges()
        try application.expectUnchanged(changes)
        try application.applyAll(changes)
        try application.verify(changes)
        do {
            for file in secret { try copy.tree.makePrivate(file) }
            try copy.commit()
            return copy.skipped
        } catch {
            throw RunFailure(error)
        }
    }

    /// What is to be written: the files of the tree, those that are packages among them as a whole.
    private func fileChanges() throws(RunFailure) -> [ContentChange] {
        do {
            return try tree.fileChanges(for: changes)
        } catch {
            throw RunFailure(anyError: error)
        }
    }

    /// All of them before the first is written: a file that has changed must not stop the run half-way.
    private func expectUnchanged(_ changes: [ContentChange]) throws(RunFailure) {
        var seen: Set<RelativePath> = []
        for change in changes {
            try Interruption.check()
            guard seen.insert(change.path).inserted else {
                throw RunFailure(
                    .unexpected, "\(change.display): planned to be changed twice. Nothing was changed.")
            }
            guard try bytes(of: change, otherwise: .refused) == change.change.before else {
                let what =
                    change.change.before == nil
                    ? "something is there that was not when the run was planned"
                    : "has changed since it was read"
                throw RunFailure(
                    .refused,
                    "\(change.display): \(what). Nothing was changed; run again when nothing else writes there."
                )
            }
        }
    }

    private func applyAll(_ changes: [ContentChange]) throws(RunFailure) {
        progress.begin(.writing, total: changes.count)
        let made: Int
        do {
            made = try tree.apply(
                changes, shouldStop: { Interruption.isRequested }, onProgress: { progress.advance() })
        } catch {
            throw RunFailure(error)
        }
        guard made == changes.count else {
            throw RunFailure(
                .interrupted,
                "Interrupted after \(made) of \(changes.count) files. Run the same command again to complete it, "
                    + "or `ims-migrate rollback \(tree.path)` to undo it.")
        }
    }

    private func verify(_ changes: [ContentChange]) throws(RunFailure) {
        for change in changes {
            guard try bytes(of: change, otherwise: .notVerified) == change.change.after else {
                throw RunFailure(
                    .notVerified, "\(change.display): does not read back as it was written.")
            }
        }
        guard try isSettled(.tree(tree)) else {
            throw RunFailure(.notVerified, "Planned again, the result is not free of changes.")
        }
    }

    /// What is there now, or nil where nothing is.
    private func bytes(
        of change: ContentChange, otherwise status: ExitStatus
    ) throws(RunFailure) -> [UInt8]? {
        let most = max(change.change.before?.count ?? 0, change.change.after?.count ?? 0) + 1
        do {
            return try tree.readIfThere(change.path, maxBytes: most)
        } catch .tooLarge {
            // Longer than either, and so equal to neither.
            return [UInt8](repeating: 0, count: most)
        } catch {
            throw RunFailure(status, error.description)
        }
    }
}
