// SPDX-License-Identifier: Apache-2.0
import ContentRepository

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The index of a journal is read, or refused as damaged; a rollback by what is read touches files of the repository
/// alone, and leaves each of them old or new, or gone where there was
/// none.
enum JournalEntry {
    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        let scene = try expectNoError("a scene") { try JournalScene() }
        let journal = try expectNoError("the journal's folder") {
            try Journal(
                of: .tree(try ExportedTree.open(scene.repository.path)),
                in: JournalFolder(scene.journals.path))
        }
        try expectNoError("the index") { try scene.write(index: bytes) }
        do {
            for run in try journal.runs() {
                let rollback = Rollback(of: run, in: journal)
                let pending = try rollback.pending()
                let restored = try rollback.apply()
                try expect(pending == restored, "what is pending is put back")
                try expect(try rollback.pending().isEmpty, "a second rollback has nothing to do")
            }
        } catch let error as BrokenPromise {
            throw error
        } catch is JournalError {
        } catch is RollbackRefusal {
        } catch let error as RepositoryError {
            switch error {
            // Two entries for one file: the second finds it changed by the first. Refused before it is written.
            case .changedUnderneath, .alreadyThere: break
            // An owner that this user cannot give a file to.
            case .ownershipNotKept: break
            default: throw BrokenPromise("a rollback that stops half-way: \(error)")
            }
        } catch {
            throw BrokenPromise("an error that no one expects: \(error)")
        }
        try expectNoError("the scene afterwards") { try scene.check() }
    }
}

/// A repository of one file that a run has replaced, beside a file that is none of its business.
private final class JournalScene {
    private static var old: Data { Data("old bytes, of which a journal keeps 40....".utf8) }
    private static var new: Data { Data("new bytes".utf8) }

    private let scratch: ScratchFolder
    private var folder: URL { scratch.url }
    let repository: URL
    let journals: URL
    private var file: URL { repository.appending(path: "conf/file.xml") }
    private var outside: URL { folder.appending(path: "outside.xml") }

    init() throws {
        scratch = try ScratchFolder()
        repository = scratch.url.appending(path: "repository")
        journals = scratch.url.appending(path: "journals")
        try FileManager.default.createDirectory(
            at: repository.appending(path: "conf"), withIntermediateDirectories: true)
        try Self.new.write(to: file)
        try Self.new.write(to: outside)
    }

    /// A journal with this index, in the folder that the library has made for the repository.
    func write(index: [UInt8]) throws {
        let mine = try FileManager.default.contentsOfDirectory(atPath: journals.path)
        guard let mine = mine.first else { throw CocoaError(.fileNoSuchFile) }
        let run = journals.appending(path: "\(mine)/00000001-fuzz")
        try FileManager.default.createDirectory(at: run, withIntermediateDirectories: false)
        try Self.old.write(to: run.appending(path: "before"))
        try Data("writing".utf8).write(to: run.appending(path: "state"))
        try Data(index).write(to: run.appending(path: "index.json"))
    }

    /// The one file is old or new, or a part of what the journal holds, and nothing else has changed.
    func check() throws {
        try expect(try Data(contentsOf: outside) == Self.new, "nothing outside of the repository changes")
        // An index may say that the run created the file, or removed others.
        for path in try FileManager.default.subpathsOfDirectory(atPath: repository.path) {
            let place = repository.appending(path: path)
            guard !place.hasDirectoryPath, let bytes = try? Data(contentsOf: place) else { continue }
            let isKnown = bytes == Self.new || bytes.isEmpty || Self.old.firstRange(of: bytes) != nil
            try expect(isKnown, "\(path) is new, or what the journal holds")
        }
    }
}
