// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Journal {
    /// The runs on this repository that died and that the next one has to do something about; those that were taken over
    /// by a later one are not among them. Throws ``JournalError/damaged(path:reason:)`` or
    /// ``JournalError/folderUnusable(path:code:)``.
    ///
    /// To a part of a run its siblings are no concern: one that has not ended is running right now, or has died and waits
    /// to be run again.
    package func unfinishedRuns() throws(JournalError) -> [JournaledRun] {
        try unfinishedBefore().independent
    }

    /// All runs that died, without siblings; a sibling whose rollback was stopped is none any more.
    func unfinishedBefore() throws(JournalError) -> [JournaledRun] {
        try unfinishedJournals().filter { run in
            run.state.isUnfinished && (run.isUndoing || part?.isSibling(of: run.part) != true)
        }
    }

    /// Whether a run that writes `planned` leads to where `unfinished` was going: each file that the one that died did
    /// not come to gets the bytes that it was to get, or goes where it was to go. `planned` is SHA-256 of the new bytes, in
    /// hexadecimal, by path; empty for a file that is removed.
    ///
    /// A run that died before it wrote anything is completed by any other. So is one on a package, which is replaced as
    /// a whole. A part completes nothing but itself.
    package func completes(_ unfinished: JournaledRun, by planned: [RelativePath: String]) -> Bool {
        guard case .tree(let tree) = repository else { return true }
        let files = unfinished.index.files.map { (entry: $0, status: $0.status(in: tree)) }
        guard files.contains(where: { $0.status == .new }) else { return true }
        if let part, unfinished.part != part { return false }
        return files.allSatisfy { file in
            // Runs that died before can have led to where it all began.
            let entry = file.entry
            return file.status != .old || entry.sha256Before == entry.sha256After
                || planned[entry.path] == entry.sha256After
        }
    }
}

extension JournaledRun {
    /// Whether it died while files were put back.
    package var isUndoing: Bool { state == .undoing }
    /// Whether all its files were put back.
    package var isUndone: Bool { state == .undone }
}

extension JournalFolder {
    /// Whether a run on this repository has died, as far as journals in this folder tell. Nothing is locked or made.
    package func holdsUnfinishedRun(on repository: OpenRepository) -> Bool {
        guard let top = try? OpenFolder(Descriptor(opening: path, O_RDONLY | O_DIRECTORY)) else {
            return false
        }
        let name = Journal.folderName(of: repository.realPath)
        guard let folder = try? OpenFolder(top.descriptor.openFolder(name)) else { return false }
        return OverlappingJournals.holdsUnfinishedRun(folder)
    }
}
