// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import DocView

/// Why files cannot be put back: what is there now is neither what a run wrote nor what was there before.
public struct RollbackRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// A file in the way.
    public struct File: Sendable, Equatable {
        /// Its path in the repository, as shown to people.
        public var path: String
        /// What is the matter with it.
        public var reason: String
    }

    /// The run that cannot be undone.
    public var run: String
    /// Every file that is in the way.
    public var files: [File]

    /// What happened, where, and what to do now.
    public var description: String {
        let list = files.map { "  \($0.path): \($0.reason)" }.joined(separator: "\n")
        return
            "The run \(run) cannot be undone, because files are no longer as it left them. Nothing was changed.\n"
            + list + "\nPut these files back as the run left them; or, to keep the repository as it is, run "
            + "`ims-migrate rollback --forget` on it."
    }
}

/// Puts back what a run replaced.
public struct Rollback: Sendable {
    /// A file that is put back, or would be.
    public struct File: Sendable, Equatable {
        /// Its path in the repository.
        public var path: RelativePath
        /// SHA-256 of its bytes now, and of those that it gets back.
        public var sha256Now: String, sha256Before: String
    }

    private let journal: Journal
    private let run: JournaledRun

    /// The rollback of one run.
    public init(of run: JournaledRun, in journal: Journal) {
        self.run = run
        self.journal = journal
    }

    /// The files that are not as they were before the run, in the order of the journal. Nothing is changed.
    ///
    /// Throws ``RollbackRefusal`` where a file is neither old nor new, ``JournalError/damaged(path:reason:)`` where
    /// the journal does not hold what is needed.
    public func pending() throws -> [File] { try plan().map(\.file) }

    /// Puts the files back; each has either its bytes from the run or those from before, whatever happens.
    ///
    /// `shouldStop` is asked before each file; where it says so, the rollback ends with `CancellationError`, and can
    /// be run again. Throws what ``pending()`` throws before anything is changed, ``RepositoryError`` where a file
    /// cannot be written, and ``JournalError`` where the journal cannot.
    public func apply(shouldStop: () -> Bool = { false }) throws -> [File] {
        let plan = try plan()
        if run.state != .undone || !plan.isEmpty { try journal.set(.undoing, of: run) }
        journal.tree.removeLeftovers(beside: run.index.files.map(\.path))
        for step in plan {
            if shouldStop() { throw CancellationError() }
            try journal.tree.replace(step.file.path, with: step.before, expecting: step.now)
        }
        for step in plan {
            let bytes = try journal.tree.read(step.file.path, maxBytes: step.before.count + 1).bytes
            guard bytes == step.before else {
                throw RollbackRefusal(
                    run: run.id,
                    files: [.init(path: step.file.path.display, reason: "it does not read back as written")])
            }
        }
        try journal.set(.undone, of: run)
        return plan.map(\.file)
    }

    private struct Step {
        var file: File
        var now: [UInt8]
        var before: [UInt8]
    }

    private func plan() throws -> [Step] {
        let stored = try run.stored()
        var steps: [Step] = []
        var edited: [RollbackRefusal.File] = []
        for entry in run.index.files {
            switch entry.status(in: journal.tree) {
            case .old: break
            case .edited(let reason): edited.append(.init(path: entry.path.display, reason: reason))
            case .new:
                let limit = DocViewLimits.standard.maximumBytes
                let now = try journal.tree.read(entry.path, maxBytes: limit).bytes
                let file = File(
                    path: entry.path, sha256Now: ContentDigest.sha256(now), sha256Before: entry.sha256Before)
                steps.append(Step(file: file, now: now, before: Array(stored[entry.stored])))
            }
        }
        guard edited.isEmpty else { throw RollbackRefusal(run: run.id, files: edited) }
        return steps
    }
}
