// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import DocView

/// What the journal of a run is going to hold: the run's own files, and what it takes over from runs that died.
struct JournalContents {
    private(set) var stored: [UInt8] = []
    private(set) var entries: [JournalEntry] = []

    init(_ replacements: [PlannedReplacement]) {
        stored.reserveCapacity(replacements.reduce(0) { $0 + $1.before.count })
        for replacement in replacements {
            add(
                replacement.path, before: replacement.before,
                sha256After: ContentDigest.sha256(replacement.after))
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
                take(entry, before: Array(old[entry.stored]))
            }
        }
        if !edited.isEmpty { throw RollbackRefusal(run: run.id, files: edited) }
    }

    private mutating func take(_ entry: JournalEntry, before: [UInt8]) {
        let known = [entry.sha256After] + entry.sha256Between
        if let index = entries.firstIndex(where: { $0.path == entry.path }) {
            let start = stored.count
            stored += before
            entries[index].stored = start..<stored.count
            entries[index].sha256Between += known + [entries[index].sha256Before]
            entries[index].sha256Before = entry.sha256Before
        } else {
            add(entry.path, before: before, sha256After: entry.sha256After)
            entries[entries.count - 1].sha256Between = entry.sha256Between
        }
    }

    private mutating func add(_ path: RelativePath, before: [UInt8], sha256After: String) {
        let start = stored.count
        stored += before
        entries.append(
            JournalEntry(
                path: path, stored: start..<stored.count, sha256Before: ContentDigest.sha256(before),
                sha256After: sha256After))
    }
}

extension JournalEntry {
    /// What has become of the file since its run.
    enum Status: Equatable {
        /// It has its old bytes.
        case old
        /// It has the bytes that the run wrote.
        case new
        /// It is something else, and why.
        case edited(String)
    }

    func status(in tree: ExportedTree) -> Status {
        do {
            // No run writes larger ones; what is there now can be of any size.
            let bytes = try tree.read(path, maxBytes: DocViewLimits.standard.maximumBytes).bytes
            let sha256 = ContentDigest.sha256(bytes)
            if sha256 == sha256Before { return .old }
            if sha256 == sha256After || sha256Between.contains(sha256) { return .new }
            return .edited("it was edited since")
        } catch .notFound {
            return .edited("it is gone")
        } catch {
            return .edited(error.description)
        }
    }
}
