// SPDX-License-Identifier: Apache-2.0
import ContentDigest

/// What the journal of a run is going to hold: the run's own files, and what it takes over from runs that died.
struct JournalContents {
    private(set) var stored: [UInt8] = []
    private(set) var entries: [JournalEntry] = []

    /// The folders that the run is going to make, and those that runs that died have made.
    private(set) var folders: Set<RelativePath> = []

    /// Throws ``RepositoryError`` where a file that is there cannot be looked at.
    init(_ changes: [ContentChange], of tree: ExportedTree) throws(RepositoryError) {
        stored.reserveCapacity(changes.reduce(0) { $0 + ($1.change.before?.count ?? 0) })
        for change in changes {
            add(change.path, before: change.change.before, sha256After: change.sha256After)
            switch change.change {
            case .create: folders.formUnion(tree.missingFolders(above: change.path))
            case .replace, .remove:
                entries[entries.count - 1].attributes = try tree.attributes(of: change.path)
            }
        }
    }

    /// Takes over what an unfinished run may have changed.
    ///
    /// Throws ``RollbackRefusal`` where a file is neither what it was nor what that run made of it: then nobody can
    /// tell what undoing would destroy.
    mutating func adopt(_ run: JournaledRun, of tree: ExportedTree) throws {
        let old = try run.stored()
        var edited: [RollbackRefusal.File] = []
        for entry in run.index.files {
            let now = entry.status(in: tree)
            switch now {
            case .edited(let reason):
                edited.append(.init(path: entry.path.display, reason: reason))
            case .old:
                break
            case .new:
                take(
                    entry, before: entry.sha256Before == JournalEntry.noFile ? nil : Array(old[entry.stored]))
            }
        }
        if !edited.isEmpty { throw RollbackRefusal(run: run.id, files: edited) }
        folders.formUnion(run.createdFolders.filter { tree.hasFolder($0) })
    }

    private mutating func take(_ entry: JournalEntry, before: [UInt8]?) {
        let known = [entry.sha256After] + entry.sha256Between
        if let index = entries.firstIndex(where: { $0.path == entry.path }) {
            let start = stored.count
            stored += before ?? []
            entries[index].stored = start..<stored.count
            entries[index].sha256Between += known + [entries[index].sha256Before]
            entries[index].sha256Before = entry.sha256Before
            // A journal of an earlier version has none for a file that was replaced: those of now are those of before.
            entries[index].attributes = entry.attributes ?? entries[index].attributes
        } else {
            add(entry.path, before: before, sha256After: entry.sha256After)
            entries[entries.count - 1].sha256Between = entry.sha256Between
            entries[entries.count - 1].attributes = entry.attributes
        }
    }

    private mutating func add(_ path: RelativePath, before: [UInt8]?, sha256After: String) {
        let start = stored.count
        stored += before ?? []
        entries.append(
            JournalEntry(
                path: path, stored: start..<stored.count,
                sha256Before: before.map { ContentDigest.sha256($0) } ?? JournalEntry.noFile,
                sha256After: sha256After))
    }
}

extension JournalEntry {
    /// What has become of the file since its run.
    enum Status: Equatable {
        /// It is as it was before the run: it has its old bytes, or is not there and was not.
        case old
        /// It is as the run made it: it has the new bytes, or is gone.
        case new
        /// It is something else, and why.
        case edited(String)
    }

    func status(in tree: ExportedTree) -> Status {
        do {
            // What is there now can be of any size.
            let sha256 = try tree.sha256IfThere(path) ?? JournalEntry.noFile
            if sha256 == sha256Before { return .old }
            if sha256 == sha256After || sha256Between.contains(sha256) { return .new }
            if sha256 == JournalEntry.noFile { return .edited("it is gone") }
            return .edited(
                sha256After == JournalEntry.noFile
                    ? "something else is there since it was removed" : "it was edited since")
        } catch {
            return .edited(error.description)
        }
    }
}
