// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import ContentRepository

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A tree with a file of each kind of change, and a place for its journals.
struct JournaledTree {
    let folder: TestFolder
    let before: Snapshot
    let replaced = "repository/conf/replaced.xml"
    let removed = "repository/conf/removed.xml"
    let created = "repository/apps/acme/config/created.config"
    let second = "repository/apps/acme/second.config"

    init() throws {
        folder = try TestFolder()
        try folder.file(replaced, "old")
        try folder.file(removed, "gone", mode: 0o640)
        before = try Snapshot(folder.at("repository"))
    }

    private func path(_ name: String) throws -> RelativePath {
        try relative(String(name.dropFirst("repository/".count)))
    }

    func changes() throws -> [ContentChange] {
        [
            ContentChange(path: try path(created), .create(after: Array("created".utf8))),
            ContentChange(path: try path(second), .create(after: Array("second".utf8))),
            ContentChange(path: try path(removed), .remove(before: Array("gone".utf8))),
            ContentChange(
                path: try path(replaced), .replace(before: Array("old".utf8), after: Array("new".utf8))),
        ]
    }

    func journal(_ faults: WriteFaults = .none) throws -> (ExportedTree, Journal) {
        let tree = try folder.open("repository", faults: faults)
        return (tree, try Journal(of: .tree(tree), in: JournalFolder(folder.at("journals"))))
    }

    /// Journals the changes and makes the first `count` of them.
    func run(_ changes: [ContentChange], making count: Int? = nil) throws {
        let (tree, journal) = try journal()
        let run = try journal.begin(changes, of: tree, command: "test", startedAt: "2026-01-01T00:00:00Z")
        for change in changes.prefix(count ?? changes.count) { _ = try tree.apply([change]) }
        if count == nil { try journal.set(.finished, of: run) }
    }

    @discardableResult
    func undo(_ faults: WriteFaults = .none) throws -> [Rollback.File] {
        let (_, journal) = try journal(faults)
        return try Rollback(of: try #require(try journal.runs().first), in: journal).apply()
    }

    /// What is not as it was before the runs. The times of what was written do not count.
    func differences() throws -> [String] {
        let now = try Snapshot(folder.at("repository"))
        return now.difference(from: before).filter {
            let path = RelativePath($0) ?? .top
            guard let one = now.entries[path], let other = before.entries[path] else { return true }
            return one.kind != other.kind || one.permissions != other.permissions
                || one.contents != other.contents
        }
    }
}

@Suite("Undoing what was created and removed")
struct UndoingTests {
    let scene: JournaledTree
    var folder: TestFolder { scene.folder }

    init() throws { scene = try JournaledTree() }

    @Test("what was created goes with its folders, what was removed is back with its mode")
    func undone() throws {
        try scene.run(try scene.changes())
        #expect(try folder.text(scene.created) == "created")
        #expect(!folder.exists(scene.removed))
        let files = try scene.undo()
        #expect(files.count == 4)
        #expect(files.filter { $0.sha256Before.isEmpty }.map(\.path.display).sorted().count == 2)
        #expect(files.filter { $0.sha256Now.isEmpty }.map(\.path.display) == ["conf/removed.xml"])
        #expect(try scene.differences().isEmpty)
        #expect(try scene.undo().isEmpty, "a second time there is nothing left to do")
    }

    @Test("owner and group come back too", .enabled(if: isRoot, "only root may give files away"))
    func owner() throws {
        try #require(chown(folder.at(scene.removed), 12_345, 23_456) == 0)
        try folder.setMode(scene.removed, 0o2750)
        try scene.run(try scene.changes())
        try scene.undo()
        let status = try folder.status(scene.removed)
        #expect(status.st_uid == 12_345 && status.st_gid == 23_456 && status.permissions == 0o2750)
    }

    #if os(Linux)
        @Test("a user's extended attributes come back too")
        func attributes() throws {
            let file = try Descriptor(opening: folder.at(scene.removed), O_RDONLY)
            LinuxFile.setAttribute("user.ims.test", of: file, to: [1, 0, 255])
            // Not every file system has them.
            guard LinuxFile.attribute("user.ims.test", of: file) != nil else { return }
            try scene.run(try scene.changes())
            try scene.undo()
            let after = try Descriptor(opening: folder.at(scene.removed), O_RDONLY)
            #expect(LinuxFile.attribute("user.ims.test", of: after) == [1, 0, 255])
        }
    #endif

    /// The changes of a run that gives a file another name and other bytes.
    private func renaming() throws -> [ContentChange] {
        [
            ContentChange(
                path: try relative("conf/renamed.xml"), .create(after: Array("renamed".utf8)),
                origin: try relative("conf/removed.xml")),
            ContentChange(path: try relative("conf/removed.xml"), .remove(before: Array("gone".utf8))),
        ]
    }

    @Test(
        "a file that gets another name keeps mode and owner, there and back",
        arguments: [0o600, 0o664, 0o444])
    func renamed(mode: mode_t) throws {
        if isRoot { try #require(chown(folder.at(scene.removed), 12_345, 23_456) == 0) }
        try folder.setMode(scene.removed, mode)
        let before = try folder.status(scene.removed)
        func expectKept(_ name: String) throws {
            let status = try folder.status(name)
            #expect(status.permissions == mode)
            #expect(status.st_uid == before.st_uid && status.st_gid == before.st_gid)
        }
        try scene.run(try renaming())
        try expectKept("repository/conf/renamed.xml")
        #expect(!folder.exists(scene.removed))
        try scene.undo()
        try expectKept(scene.removed)
        #expect(!folder.exists("repository/conf/renamed.xml"))
    }

    @Test("in a copy of the tree too")
    func renamedInCopy() throws {
        try folder.setMode(scene.removed, 0o640)
        let copy = try folder.open("repository").beginCopy(to: folder.at("copy"))
        #expect(try copy.tree.apply(try renaming()) == 2)
        try copy.commit()
        #expect(try folder.status("copy/conf/renamed.xml").permissions == 0o640)
    }

    #if os(Linux)
        @Test("and its extended attributes, its access control list among them")
        func renamedAttributes() throws {
            // Version 2; owner rw, user 12345 r, group r, mask r, others none.
            let list: [UInt8] =
                [2, 0, 0, 0] + [1, 0, 6, 0, 255, 255, 255, 255] + [2, 0, 4, 0, 0x39, 0x30, 0, 0]
                + [4, 0, 4, 0, 255, 255, 255, 255] + [0x10, 0, 4, 0, 255, 255, 255, 255]
                + [0x20, 0, 0, 0, 255, 255, 255, 255]
            let given = ["user.ims.test": [1, 0, 255], "system.posix_acl_access": list]
            let file = try Descriptor(opening: folder.at(scene.removed), O_RDONLY)
            for (name, value) in given { LinuxFile.setAttribute(name, of: file, to: value) }
            // Not every file system has them.
            let had = ExtendedAttributes.kept(of: file)
            try scene.run(try renaming())
            let new = try Descriptor(opening: folder.at("repository/conf/renamed.xml"), O_RDONLY)
            #expect(ExtendedAttributes.kept(of: new) == had)
            try scene.undo()
            let back = try Descriptor(opening: folder.at(scene.removed), O_RDONLY)
            #expect(ExtendedAttributes.kept(of: back) == had)
        }

        @Test("what a folder hands down is in a copy of it, and nothing else is")
        func defaultList() throws {
            let list: [UInt8] =
                [2, 0, 0, 0] + [1, 0, 7, 0, 255, 255, 255, 255] + [4, 0, 5, 0, 255, 255, 255, 255]
                + [0x20, 0, 0, 0, 255, 255, 255, 255]
            let name = "system.posix_acl_default"
            let parent = try Descriptor(opening: folder.at("repository/conf"), O_RDONLY)
            LinuxFile.setAttribute(name, of: parent, to: list)
            guard LinuxFile.attribute(name, of: parent) != nil else { return }
            try folder.open("repository").beginCopy(to: folder.at("copy")).commit()
            let copy = try Descriptor(opening: folder.at("copy/conf"), O_RDONLY)
            #expect(LinuxFile.attribute(name, of: copy) == list)
            let file = try Descriptor(opening: folder.at("copy/conf/removed.xml"), O_RDONLY)
            #expect(ExtendedAttributes.kept(of: file) == [:])
        }
    #endif

    @Test("a run that died is undone from wherever it was", arguments: 0...4)
    func died(made: Int) throws {
        try scene.run(try scene.changes(), making: made)
        #expect(try scene.undo().count == made)
        #expect(try scene.differences().isEmpty)
    }

    @Test("a run that completes a dead one is undone to before both", arguments: 0...4, 0...4)
    func adopted(first: Int, second: Int) throws {
        let changes = try scene.changes()
        try scene.run(changes, making: first)
        // Planned again, what is done already is not among the changes.
        let rest = Array(changes.dropFirst(first))
        try scene.run(rest, making: min(second, rest.count))
        try scene.undo()
        #expect(try scene.differences().isEmpty)
    }

    @Test("a run that does the contrary of a dead one is undone to before both", arguments: 0...4)
    func reversed(made: Int) throws {
        try scene.run(try scene.changes())
        let done = try Snapshot(folder.at("repository"))
        // The contrary is no rollback: its files are made anew, with their modes, and its folders stay.
        try scene.run(try scene.changes().map(\.reversed), making: made)
        try scene.undo()
        let now = try Snapshot(folder.at("repository"))
        #expect(now.paths == done.paths)
        #expect(now.entries.mapValues(\.contents) == done.entries.mapValues(\.contents))
        #expect(now.entries.mapValues(\.permissions) == done.entries.mapValues(\.permissions))
    }

    @Test("a folder that somebody has put something into stays, and it alone")
    func usedFolder() throws {
        try scene.run(try scene.changes())
        try folder.file("repository/apps/acme/mine.txt", "mine")
        try scene.undo()
        #expect(
            try scene.differences() == [
                "apps", "apps/acme", "apps/acme/mine.txt",
            ])
        #expect(try folder.text("repository/apps/acme/mine.txt") == "mine")
    }

    @Test("a folder that was there before stays, even if it is empty")
    func oldFolder() throws {
        try folder.folder("repository/apps/acme")
        try scene.run(try scene.changes())
        try scene.undo()
        #expect(try scene.differences() == ["apps", "apps/acme"])
    }

    @Test("a folder that was made after the rollback is not removed by a second one")
    func laterFolder() throws {
        try scene.run(try scene.changes())
        try scene.undo()
        try folder.folder("repository/apps/acme")
        try scene.undo()
        #expect(folder.exists("repository/apps/acme"))
    }

    @Test("a created file that somebody has removed since is no obstacle")
    func goneAlready() throws {
        try scene.run(try scene.changes())
        try folder.remove(scene.created)
        try scene.undo()
        #expect(try scene.differences().isEmpty)
    }

    @Test("a file comes back even if its empty folder has been tidied away")
    func tidied() throws {
        try folder.file("repository/conf/alone/removed.xml", "alone")
        let change = ContentChange(
            path: try relative("conf/alone/removed.xml"), .remove(before: Array("alone".utf8)))
        try scene.run([change])
        try folder.remove("repository/conf/alone")
        try scene.undo()
        #expect(try folder.text("repository/conf/alone/removed.xml") == "alone")
    }

    /// What can have happened since the run.
    enum Since: CaseIterable {
        case createdEdited, createdLinked, createdFolderLinked, removedThere, removedLinked, removedFolder
    }

    @Test("where something else is there by now, nothing at all is put back", arguments: Since.allCases)
    func refused(since: Since) throws {
        try scene.run(try scene.changes())
        let (file, reason): (String, String)
        switch since {
        case .createdEdited:
            try folder.file(scene.created, "edited")
            (file, reason) = ("apps/acme/config/created.config", "edited since")
        case .createdLinked:
            try folder.remove(scene.created)
            try folder.link(scene.created, to: "../second.config")
            (file, reason) = ("apps/acme/config/created.config", "symbolic link")
        case .createdFolderLinked:
            try folder.move("repository/apps/acme/config", to: "moved")
            try folder.link("repository/apps/acme/config", to: folder.at("moved"))
            (file, reason) = ("apps/acme/config/created.config", "symbolic link")
        case .removedThere:
            try folder.file(scene.removed, "somebody's")
            (file, reason) = ("conf/removed.xml", "something else is there")
        case .removedLinked:
            try folder.link(scene.removed, to: "replaced.xml")
            (file, reason) = ("conf/removed.xml", "symbolic link")
        case .removedFolder:
            try folder.folder(scene.removed)
            (file, reason) = ("conf/removed.xml", "folder")
        }
        let before = try Snapshot(folder.at("repository"))
        let refusal = try #require(throws: RollbackRefusal.self) { try scene.undo() }
        #expect(refusal.files.map(\.path) == [file])
        #expect(refusal.files.allSatisfy { $0.reason.contains(reason) }, "\(refusal)")
        #expect(try Snapshot(folder.at("repository")) == before)
        if since == .createdFolderLinked { #expect(folder.exists("moved/created.config")) }
    }

    @Test("a rollback that fails at any step is completed by the next", arguments: 0...40)
    func failing(point: Int) throws {
        try scene.run(try scene.changes())
        let counter = Counter()
        let result = Result {
            try scene.undo(WriteFaults { _, _ in counter.next() == point + 1 ? EIO : nil })
        }
        if case .success = result { #expect(point > 20, "the walk would have gone nowhere") }
        try scene.undo()
        #expect(try scene.differences().isEmpty)
    }

    @Test(
        "the journal of an earlier version, which names no run before it, still undoes its run",
        arguments: [1, 2])
    func oldIndex(version: Int) throws {
        try scene.run(try scene.changes())
        do {
            let (_, journal) = try scene.journal()
            let run = try #require(try journal.runs().first)
            var index = run.index
            index.schemaVersion = version
            index.sha256OfIndex = nil
            try Data(try index.sealed()).write(to: URL(filePath: run.path + "/index.json"))
        }
        try scene.undo()
        #expect(try scene.differences().isEmpty)
    }

    @Test("a journal of a later version is not read: what it says could mean something else")
    func laterIndex() throws {
        try scene.run([try scene.changes()[3]])
        let (_, journal) = try scene.journal()
        let run = try #require(try journal.runs().first)
        var index = run.index
        index.schemaVersion = JournalIndex.currentSchemaVersion + 1
        try Data(try index.sealed()).write(to: URL(filePath: run.path + "/index.json"))
        #expect(throws: JournalError.self) { try journal.runs() }
    }
}
