// SPDX-License-Identifier: Apache-2.0
import ContentDigest

/// Why files cannot be put back: what is there now is neither what a run wrote nor what was there before.
package struct RollbackRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file in the way.
    package struct File: Sendable, Equatable {
        /// Its path in the repository, as shown to people.
        package var path: String
        /// What is the matter with it.
        package var reason: String
    }

    /// The run that cannot be undone.
    package var run: String
    /// Every file that is in the way.
    package var files: [File]

    /// What happened, where, and what to do now.
    package var description: String {
        let list = files.map { "  \($0.path): \($0.reason)" }.joined(separator: "\n")
        return
            "The run \(run) cannot be undone, because files are no longer as it left them. Nothing was changed.\n"
            + list + "\nPut these files back as the run left them; or, to keep the repository as it is, run "
            + "`ims-migrate rollback --forget` on it."
    }
}

/// Puts back what a run replaced and removed, and removes what it created.
package struct Rollback: Sendable {
    /// A file that is put back, or would be.
    package struct File: Sendable, Equatable {
        /// Its path in the repository.
        package var path: RelativePath
        /// SHA-256 of its bytes now, and of those that it gets back; empty where there is no file.
        package var sha256Now: String, sha256Before: String
    }

    private let journal: Journal
    private let run: JournaledRun
    private let repository: OpenRepository

    /// The rollback of one run, in the journal's repository or in `repository`, where that was opened again since.
    package init(of run: JournaledRun, in journal: Journal, to repository: OpenRepository? = nil) {
        self.run = run
        self.journal = journal
        self.repository = repository ?? journal.repository
    }

    /// The files that are not as they were before the run, in the order of the journal. Nothing is changed.
    ///
    /// Throws ``RollbackRefusal`` where a file is neither old nor new, ``JournalError/damaged(path:reason:)`` where
    /// the journal does not hold what is needed.
    package func pending() throws -> [File] {
        switch repository {
        case .tree(let tree): try plan(tree).map(\.file)
        case .package(let package): try PackageRollback(package: package, run: run).pending()
        }
    }

    /// Puts the files back; each has either its bytes from the run or those from before, whatever happens. A file that
    /// the run created goes, and with it the folders that the run made, where nothing else is in them by now; a file
    /// that it removed comes back with its mode and, as far as permitted, its owner and group.
    ///
    /// `shouldStop` is asked before each file; where it says so, the rollback ends with `CancellationError`, and can
    /// be run again. Throws what ``pending()`` throws before anything is changed, ``RepositoryError`` or
    /// ``PackageError`` where a file cannot be written, and ``JournalError`` where the journal cannot.
    package func apply(shouldStop: () -> Bool = { false }) throws -> [File] {
        let files: [File]
        switch repository {
        case .tree(let tree):
            let plan = try plan(tree)
            // A run that was undone has no claim any more to a folder of that name.
            let folders = run.state == .undone && plan.isEmpty ? [] : run.createdFolders
            try begin(isNeeded: !plan.isEmpty)
            tree.removeLeftovers(beside: run.index.files.map(\.path))
            try putBack(plan, in: tree, shouldStop)
            try tree.removeEmpty(folders)
            files = plan.map(\.file)
        case .package(let package):
            let rollback = PackageRollback(package: package, run: run)
            files = try rollback.pending()
            try begin(isNeeded: !files.isEmpty)
            package.removeLeftovers()
            for file in files { try rollback.putBack(file) }
        }
        try journal.set(.undone, of: run)
        return files
    }

    private func begin(isNeeded: Bool) throws(JournalError) {
        if run.state != .undone || isNeeded { try journal.set(.undoing, of: run) }
    }

    private func putBack(_ plan: [Step], in tree: ExportedTree, _ shouldStop: () -> Bool) throws {
        let writes = plan.map {
            FileWrite(
                file: $0.file.path, change: $0.change, attributes: $0.attributes, isWantedBack: false)
        }
        guard try tree.make(writes, shouldStop: shouldStop) == writes.count else { throw CancellationError() }
        for step in plan {
            let before = step.change.after
            guard try tree.readIfThere(step.file.path, maxBytes: (before?.count ?? 0) + 1) == before else {
                throw RollbackRefusal(
                    run: run.id,
                    files: [.init(path: step.file.path.display, reason: "it does not read back as written")])
            }
        }
    }

    private struct Step {
        var file: File
        /// What is to be done to the file.
        var change: FileChange
        var attributes: FileAttributes?
    }

    private func plan(_ tree: ExportedTree) throws -> [Step] {
        let stored = try run.stored()
        var steps: [Step] = []
        var edited: [RollbackRefusal.File] = []
        for entry in run.index.files {
            switch entry.status(in: tree) {
            case .old: break
            case .edited(let reason): edited.append(.init(path: entry.path.display, reason: reason))
            case .new:
                // As the run left it: as long as what was written then.
                let now = try tree.readIfThere(entry.path, maxBytes: .max)
                let before =
                    entry.sha256Before == JournalEntry.noFile ? nil : Array(stored[entry.stored])
                guard let change = FileChange(from: now, to: before) else { continue }
                let file = File(
                    path: entry.path, sha256Now: now.map { ContentDigest.sha256($0) } ?? JournalEntry.noFile,
                    sha256Before: entry.sha256Before)
                steps.append(Step(file: file, change: change, attributes: entry.attributes))
            }
        }
        guard edited.isEmpty else { throw RollbackRefusal(run: run.id, files: edited) }
        return steps
    }
}
