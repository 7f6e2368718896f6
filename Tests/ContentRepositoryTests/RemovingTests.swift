// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ContentRepository

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Removing files")
struct RemovingTests {
    let folder: TestFolder
    let name = "jcr_root/conf/a/.content.xml"
    let old = Array("old bytes".utf8)

    init() throws {
        folder = try TestFolder()
        try folder.file(name, bytes: old)
        try folder.file("jcr_root/conf/b/other.xml", "other")
    }

    private func remove(_ faults: WriteFaults = .none) -> RepositoryError? {
        do {
            try folder.open(faults: faults).remove(try relative(name), expecting: old)
            return nil
        } catch {
            return error as? RepositoryError
        }
    }

    @Test("the file is gone, its folder stays, and no other file is touched")
    func removes() throws {
        let before = try Snapshot(folder.path)
        #expect(remove() == nil)
        #expect(try Snapshot(folder.path).difference(from: before) == ["jcr_root/conf/a", name])
        #expect(folder.exists("jcr_root/conf/a"))
        #expect(remove() == .changedUnderneath(path: folder.at(name)))
    }

    @Test(
        "bytes that are not the expected ones stay", arguments: ["", "old byte", "old bytes.", "old Bytes"])
    func changed(text: String) throws {
        try folder.file(name, text)
        #expect(remove() == .changedUnderneath(path: folder.at(name)))
        #expect(try folder.text(name) == text)
    }

    @Test("a file that is changed in the last moment stays")
    func changedMeanwhile() throws {
        let path = folder.at(name)
        let counter = Counter()
        let faults = WriteFaults { step, _ in
            // Before it is read; it has been opened.
            if step == .readCurrent, counter.next() == 2 {
                _ = unlink(path)
                _ = symlink("../b/other.xml", path)
            }
            return nil
        }
        #expect(remove(faults) == .changedUnderneath(path: path))
        #expect(FileKind(mode: try folder.status(name).st_mode) == .symbolicLink)
    }

    @Test("a link in the place of the file, or of a folder on the way, stays with what it leads to")
    func links() throws {
        let tree = try folder.open()
        try folder.move("jcr_root/conf/a", to: "moved")
        try folder.link("jcr_root/conf/a", to: folder.at("moved"))
        #expect(
            throws: RepositoryError.unsafe(path: folder.at("jcr_root/conf/a"), kind: .symbolicLink)
        ) { try tree.remove(try relative(name), expecting: old) }
        try folder.remove("jcr_root/conf/a")
        try folder.link(name, to: folder.at("moved/.content.xml"))
        #expect(remove() == .unsafe(path: folder.at(name), kind: .symbolicLink))
        #expect(try folder.text("moved/.content.xml") == "old bytes")
    }

    @Test(
        "a failure at any step before the file is gone leaves it",
        arguments: WriteStep.ofRemoving.filter { $0 != .synchronizeFolder }, [ENOSPC, EIO, EPERM])
    func failure(step: WriteStep, code: Int32) throws {
        let before = try Snapshot(folder.path)
        let error = remove(WriteFaults { at, _ in at == step ? code : nil })
        #expect(
            error
                == (step == .setOwner
                    ? .ownershipNotKept(path: folder.at(name), code: code)
                    : .notReplaced(path: folder.at(name), step: step, code: code)))
        #expect(
            try Snapshot(folder.path).difference(from: before).allSatisfy { $0 == "jcr_root/conf/a" },
            "nothing but the time of the folder")
        #expect(try Snapshot(folder.path).paths == before.paths)
    }

    @Test("a created file whose owner has changed can still be taken back")
    func takenBack() throws {
        let tree = try folder.open(faults: WriteFaults { at, _ in at == .setOwner ? EPERM : nil })
        let write = FileWrite(file: try relative(name), change: .remove(before: old), isWantedBack: false)
        #expect(try tree.make([write]) { false } == 1)
        #expect(!folder.exists(name))
    }
}
