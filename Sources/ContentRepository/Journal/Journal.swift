// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The journals of one repository, and the right to write to it: while the value lives, no other run has it.
///
/// Every run has a folder of its own with three files: `before`, the old bytes of all its files one after the other;
/// `index.json`, which file they belong to and how the file is told before and after; and `state`. The folder gets the
/// name by which it counts when the first two are complete and on the disk.
package final class Journal: Sendable {
    /// The repository that is locked.
    package let repository: OpenRepository
    /// Where all journals are kept.
    package let folder: JournalFolder

    /// The part of a run that the journals are opened for, where it is split.
    package let part: JournaledPart?

    let lock: RepositoryLock
    private let shelf: JournalShelf
    private var journals: OpenFolder { shelf.folder }
    private var location: String { shelf.location }

    /// The name of the folder that holds a repository's journals: long paths would not do.
    static func folderName(of realPath: String) -> [UInt8] {
        Array(ContentDigest.sha256(Array(realPath.utf8)).utf8.prefix(32))
    }

    enum Name {
        static let stored = Array("before".utf8)
        static let index = Array("index.json".utf8)
        static let state = Array("state".utf8)
    }

    /// Locks the repository and opens its journals. Throws ``JournalError``: `held` where another run has the
    /// repository, `folderUnusable`, `folderOpen` or `folderInside` where journals cannot be kept in `folder`. For the
    /// `part` of a run that is split, its siblings may have the repository too.
    package init(of repository: OpenRepository, in folder: JournalFolder, for part: JournaledPart? = nil)
        throws(JournalError)
    {
        let realPath = repository.realPath
        // Before it is made: not even an empty folder is left in a repository.
        if HostPath.isWithin(realPath, folder.absolutePath) {
            throw .folderInside(path: folder.path, repository: repository.path)
        }
        let top = try folder.open()
        let name = Self.folderName(of: realPath)
        let location = folder.path + "/" + String(decoding: name, as: UTF8.self)
        let opened: OpenFolder
        do throws(Errno) {
            if top.descriptor.kind(of: name) == nil { try top.descriptor.makeFolder(name) }
            opened = OpenFolder(try top.descriptor.openFolder(name))
        } catch {
            throw .folderUnusable(path: location, code: error.rawValue)
        }
        shelf = JournalShelf(folder: opened, location: location)
        lock = try RepositoryLock(of: repository, in: opened, path: location, for: part)
        try OverlappingJournals(in: top).expectNone(with: realPath, of: repository)
        self.repository = repository
        self.folder = folder
        self.part = part
    }

    /// All runs that have a journal, the latest first. Throws ``JournalError/damaged(path:reason:)`` or
    /// ``JournalError/folderUnusable(path:code:)``.
    package func runs() throws(JournalError) -> [JournaledRun] {
        var runs: [JournaledRun] = []
        for name in try shelf.runNames() { runs.append(try shelf.run(named: name)) }
        return runs
    }

    /// Those of ``runs()`` that have not come to their end. Indexes of runs that have are not read: they are as long as the
    /// runs were large, and there can be any number.
    func unfinishedJournals() throws(JournalError) -> [JournaledRun] {
        var runs: [JournaledRun] = []
        for name in try shelf.runNames() where shelf.state(ofRunNamed: name)?.isUnfinished != false {
            runs.append(try shelf.run(named: name))
        }
        return runs
    }

    /// Removes journals that were never completed: their runs changed nothing.
    private func removeIncompleteJournals() {
        let names = (try? journals.descriptor.entries())?.map(\.name) ?? []
        for name in names where name.starts(with: FileName.temporaryPrefix) {
            TreeRemoval.remove(name, from: journals)
        }
    }

    /// The run of that id. Throws ``JournalError/noSuchRun(run:folder:)`` or what ``runs()`` throws.
    package func run(_ id: String) throws(JournalError) -> JournaledRun {
        guard !id.isEmpty, !id.utf8.contains(RelativePath.separator), !id.hasPrefix("."),
            journals.descriptor.kind(of: Array(id.utf8)) == .folder
        else {
            throw .noSuchRun(run: id, folder: folder.path)
        }
        return try shelf.run(named: Array(id.utf8))
    }

    /// Writes the journal of a run that is about to replace, create and remove files of `tree`: when this returns, all
    /// that is needed to undo the run is on the disk.
    ///
    /// What a run before it has left unfinished becomes part of this one, so that undoing it leads back to before
    /// both. Throws ``JournalError/notWritten(path:code:)``, ``RepositoryError`` where a file that is to be replaced
    /// or removed cannot be looked at, or ``RollbackRefusal`` where a file of an unfinished run has been edited since.
    package func begin(
        _ changes: [ContentChange], of tree: ExportedTree, command: String, startedAt: String
    ) throws -> JournaledRun {
        let unfinished = try unfinishedBefore()
        var contents = try JournalContents(changes, of: tree)
        for died in unfinished.independent {
            try removeLeftovers(of: died, in: tree)
            try contents.adopt(died, of: tree)
            // Those that it had made for files which this run may not create any more. No harm is done where one stays:
            // it is in the new journal too.
            try? tree.removeEmpty(died.createdFolders)
        }
        let stored = contents.stored
        let run = try publish(
            contents.entries, folders: contents.folders, sha256OfStored: ContentDigest.sha256(stored),
            command,
            startedAt
        ) { folder throws(Errno) in
            try folder.write(stored, to: Name.stored)
        }
        for superseded in unfinished { try set(.superseded, of: superseded) }
        return run
    }

    /// A new file that never got its name cannot be told from one that a sibling is writing right now: with siblings about,
    /// it stays, until a rollback or a run without them.
    private func removeLeftovers(of run: JournaledRun, in tree: ExportedTree) throws {
        let files = run.index.files.map(\.path)
        guard let shared = lock.shared else { return tree.removeLeftovers(beside: files) }
        try shared.passingGate {
            if shared.isAlone { tree.removeLeftovers(beside: files) }
        }
    }

    /// Writes a journal under a name that does not count, and gives it its name when it is complete and on the disk.
    /// `store` puts the old bytes into its folder.
    func publish(
        _ entries: [JournalEntry], folders: Set<RelativePath> = [], sha256OfStored: String, _ command: String,
        _ startedAt: String,
        store: (OpenFolder) throws(Errno) -> Void
    ) throws -> JournaledRun {
        guard let shared = lock.shared else {
            return try publishAlone(entries, folders, sha256OfStored, command, startedAt, store)
        }
        // A sibling's half-written journal is none that is left over, and no two get the same number.
        return try shared.passingGate {
            try publishAlone(entries, folders, sha256OfStored, command, startedAt, store)
        }
    }

    private func publishAlone(
        _ entries: [JournalEntry], _ folders: Set<RelativePath>, _ sha256OfStored: String, _ command: String,
        _ startedAt: String, _ store: (OpenFolder) throws(Errno) -> Void
    ) throws -> JournaledRun {
        removeIncompleteJournals()
        let names = try shelf.runNames()
        let index = JournalIndex(
            run: Self.newID(startedAt, after: names), repository: repository.realPath,
            command: command,
            startedAt: startedAt, sha256OfStored: sha256OfStored, files: entries,
            folders: folders.isEmpty ? nil : folders.sorted().map { JournaledFolder($0) },
            previous: try names.first.map { name throws(JournalError) in try shelf.link(toRunNamed: name) },
            part: part)
        let encoded = try index.sealed()
        let temporary = FileName.temporary()
        do throws(Errno) {
            try step(.makeFolder) { () throws(Errno) in try journals.descriptor.makeFolder(temporary) }
            let folder = OpenFolder(try journals.descriptor.openFolder(temporary))
            try step(.writeStored) { () throws(Errno) in try store(folder) }
            try step(.writeIndex) { () throws(Errno) in try folder.write(encoded, to: Name.index) }
            try step(.writeState) { () throws(Errno) in
                try folder.write(Array(JournalState.writing.rawValue.utf8), to: Name.state)
            }
            try step(.publish) { () throws(Errno) in
                try folder.descriptor.synchronizeFolder()
                try journals.descriptor.rename(temporary, to: Array(index.run.utf8), in: journals.descriptor)
                try journals.descriptor.synchronizeFolder()
            }
            return JournaledRun(
                index: index, state: .writing, folder: folder, path: location + "/" + index.run,
                sha256OfIndex: ContentDigest.sha256(encoded))
        } catch {
            TreeRemoval.remove(temporary, from: journals)
            throw JournalError.notWritten(path: location, code: error.rawValue)
        }
    }

    /// Notes how far a run has come. Throws ``JournalError/notWritten(path:code:)``.
    package func set(_ state: JournalState, of run: JournaledRun) throws(JournalError) {
        do throws(Errno) {
            try step(.writeState) { () throws(Errno) in
                let temporary = FileName.temporary()
                try run.folder.write(Array(state.rawValue.utf8), to: temporary)
                try run.folder.descriptor.rename(temporary, to: Name.state, in: run.folder.descriptor)
                try run.folder.descriptor.synchronizeFolder()
            }
        } catch {
            throw .notWritten(path: run.path, code: error.rawValue)
        }
    }

    private func step(_ step: JournalStep, _ body: () throws(Errno) -> Void) throws(Errno) {
        if let code = repository.faults.errorBeforeJournal(step) { throw Errno(rawValue: code) }
        try body()
    }

    /// Ids sort in the order of the runs, whatever the clock does: a number, then the time for people, then chance,
    /// so that the report of a run on another repository that was at the same place does not fit.
    private static func newID(_ startedAt: String, after names: [[UInt8]]) -> String {
        let numbers = names.compactMap {
            Int(String(decoding: $0.prefix { $0 != UInt8(ascii: "-") }, as: UTF8.self))
        }
        let number = String((numbers.max() ?? 0) + 1)
        let time = startedAt.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
        let chance = String(UInt32.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: max(0, 8 - number.count)) + number + "-" + time + "-" + chance
    }
}

extension OpenFolder {
    /// Writes a file that is not there yet, for its owner alone, and brings it to the disk.
    fileprivate func write(_ bytes: [UInt8], to name: [UInt8]) throws(Errno) {
        let file = try descriptor.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        try file.write(bytes)
        try file.synchronize()
    }
}
