// SPDX-License-Identifier: Apache-2.0

import ContentRepository

/// Writes planned files into an exported tree, and proves the result.
struct TreeApplication {
    private let tree: ExportedTree
    private let files: [PlannedFile]
    /// Plans the whole again and tells whether anything is left to do.
    private let isSettled: (OpenRepository) throws(RunFailure) -> Bool

    init(
        tree: ExportedTree, files: [PlannedFile],
        isSettled: @escaping (OpenRepository) throws(RunFailure) -> Bool
    ) {
        self.tree = tree
        self.files = files
        self.isSettled = isSettled
    }

    /// Writes the files in place; whatever happens from here on, the journal can undo it.
    ///
    /// Throws `RunFailure`: 4 where a file is not what was planned for, 74 where writing failed, 6 where the result
    /// does not verify (in all three everything is as it was), 130 where the run was interrupted, and 5 where what
    /// was written could not be put back; then the journal stays unfinished.
    func write(with journal: Journal, command: String, startedAt: String) throws(RunFailure) -> JournaledRun {
        try expectUnchanged()
        let run: JournaledRun
        do {
            run = try journal.begin(
                files.map {
                    PlannedReplacement(path: $0.document.path, before: $0.plan.before, after: $0.plan.after)
                }, of: tree, command: command, startedAt: startedAt)
        } catch {
            throw RunFailure(anyError: error)
        }
        do {
            try replaceAll()
            try verify()
        } catch {
            if error.status == .interrupted { throw error }
            try journal.putBack(run, because: error)
        }
        try journal.close(run)
        return run
    }

    /// Writes the files into a copy of the tree that appears at `output` only when it is complete and verified.
    ///
    /// Returns what was not copied, as it is neither file, folder nor link.
    func write(toCopyAt output: String) throws(RunFailure) -> [WalkProblem] {
        let copy: TreeCopy
        do {
            copy = try tree.beginCopy(to: output)
        } catch {
            throw RunFailure(error)
        }
        // A copy that is not committed is removed.
        defer { copy.abort() }
        let application = TreeApplication(tree: copy.tree, files: files, isSettled: isSettled)
        try application.expectUnchanged()
        try application.replaceAll()
        try application.verify()
        do {
            try copy.commit()
            return copy.skipped
        } catch {
            throw RunFailure(error)
        }
    }

    /// All of them before the first is written: a file that has changed must not stop the run half-way.
    private func expectUnchanged() throws(RunFailure) {
        for file in files {
            try Interruption.check()
            guard try bytes(of: file, otherwise: .refused) == file.plan.before else {
                throw RunFailure(
                    .refused,
                    "\(file.document.display): has changed since it was read. Nothing was changed; "
                        + "run again when nothing else writes there.")
            }
        }
    }

    private func replaceAll() throws(RunFailure) {
        for (number, file) in files.enumerated() {
            if Interruption.isRequested {
                throw RunFailure(
                    .interrupted,
                    "Interrupted after \(number) of \(files.count) files. Run the same command again to complete it, "
                        + "or `ims-migrate rollback --repository \(tree.path)` to undo it.")
            }
            do {
                try tree.replace(file.document.path, with: file.plan.after, expecting: file.plan.before)
            } catch {
                throw RunFailure(error)
            }
        }
    }

    private func verify() throws(RunFailure) {
        for file in files {
            guard try bytes(of: file, otherwise: .notVerified) == file.plan.after else {
                throw RunFailure(
                    .notVerified, "\(file.document.display): does not read back as it was written.")
            }
        }
        guard try isSettled(.tree(tree)) else {
            throw RunFailure(.notVerified, "Planned again, the result is not free of changes.")
        }
    }

    private func bytes(of file: PlannedFile, otherwise status: ExitStatus) throws(RunFailure) -> [UInt8] {
        do {
            let most = max(file.plan.before.count, file.plan.after.count) + 1
            return try tree.read(file.document.path, maxBytes: most).bytes
        } catch .tooLarge {
            return []
        } catch {
            throw RunFailure(status, error.description)
        }
    }
}
