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

@Suite("Creating files")
struct CreatingTests {
    let folder: TestFolder
    let name = "jcr_root/apps/acme/osgi/config.author/a.config"
    let bytes = Array("new bytes".utf8)
    let before: Snapshot

    init() throws {
        folder = try TestFolder()
        try folder.file("jcr_root/apps/acme/.content.xml", "other")
        before = try Snapshot(folder.path)
    }

    private func create(_ faults: WriteFaults = .none) -> RepositoryError? {
        do {
            try folder.open(faults: faults).create(try relative(name), with: bytes)
            return nil
        } catch {
            return error as? RepositoryError
        }
    }

    /// Whether nothing has come or gone; the times of folders do not count.
    private func isLeftAlone() throws -> Bool {
        let now = try Snapshot(folder.path)
        return now.paths == before.paths
            && now.difference(from: before).allSatisfy {
                RelativePath($0).flatMap { now.entries[$0] }?.kind == .folder
            }
    }

    @Test("the file is there with the folders that were missing, and nothing else has changed")
    func creates() throws {
        let tree = try folder.open()
        let identity = try tree.create(try relative(name), with: bytes)
        let content = try tree.read(try relative(name), maxBytes: 100)
        #expect(content.bytes == bytes)
        #expect(content.identity == identity)
        #expect(
            try Snapshot(folder.path).difference(from: before) == [
                "jcr_root/apps/acme", "jcr_root/apps/acme/osgi", "jcr_root/apps/acme/osgi/config.author",
                name,
            ])
        // A second file needs no folders; an empty one is a file too.
        try tree.create(try relative("jcr_root/apps/acme/osgi/b.config"), with: [])
        #expect(try folder.text("jcr_root/apps/acme/osgi/b.config") == "")
        #expect(try tree.missingFolders(above: relative(name)).isEmpty)
    }

    @Test("modes are those of any new file, whatever the folder above has")
    func modes() throws {
        try folder.setMode("jcr_root/apps/acme", 0o700)
        #expect(create() == nil)
        let mask = umask(0)
        _ = umask(mask)
        #expect(try folder.status(name).permissions == 0o644 & ~mask)
        #expect(try folder.status("jcr_root/apps/acme/osgi").permissions == 0o755 & ~mask)
    }

    enum Occupant: CaseIterable {
        case file, equalFile, folder, link, danglingLink, pipe
    }

    @Test("whatever is there already stays as it is", arguments: Occupant.allCases)
    func occupied(occupant: Occupant) throws {
        switch occupant {
        case .file: try folder.file(name, "mine")
        case .equalFile: try folder.file(name, bytes: bytes)
        case .folder: try folder.folder(name)
        case .link: try folder.link(name, to: "../../.content.xml")
        case .danglingLink: try folder.link(name, to: "nowhere")
        case .pipe: try folder.fifo(name)
        }
        let before = try Snapshot(folder.at("jcr_root"))
        #expect(create() == .alreadyThere(path: folder.at(name)))
        #expect(try Snapshot(folder.at("jcr_root")) == before)
    }

    @Test("what comes there while the new file is being written stays as it is", arguments: [true, false])
    func occupiedMeanwhile(isLink: Bool) throws {
        let path = folder.at(name)
        let faults = WriteFaults { step, _ in
            if step == .rename {
                _ = isLink ? symlink("nowhere", path) : mkdir(path, 0o755)
            }
            return nil
        }
        #expect(create(faults) == .alreadyThere(path: path))
        #expect(FileKind(mode: try folder.status(name).st_mode) == (isLink ? .symbolicLink : .folder))
        #expect(
            try Snapshot(folder.at("jcr_root/apps/acme/osgi/config.author")).paths == ["a.config"],
            "the folder is somebody's by now and stays")
    }

    @Test(
        "a link in the place of a folder on the way is not followed",
        arguments: ["jcr_root/apps/acme/osgi", "jcr_root/apps/acme", "jcr_root/apps", "jcr_root"])
    func linkedFolder(swapped: String) throws {
        let tree = try folder.open()
        try folder.folder("outside")
        if folder.exists(swapped) { try folder.move(swapped, to: "moved") }
        try folder.link(swapped, to: folder.at("outside"))
        #expect(throws: RepositoryError.unsafe(path: folder.at(swapped), kind: .symbolicLink)) {
            try tree.create(try relative(name), with: bytes)
        }
        #expect(try Snapshot(folder.at("outside")).paths.isEmpty)
    }

    @Test("a link that comes where a folder has just been made is not followed")
    func linkedMeanwhile() throws {
        let (osgi, outside) = (folder.at("jcr_root/apps/acme/osgi"), folder.at("outside"))
        try folder.folder("outside")
        let counter = Counter()
        let faults = WriteFaults { step, _ in
            // The second step of the first folder: it is made, and not yet entered.
            if step == .makeFolder, counter.next() == 2 {
                _ = rmdir(osgi)
                _ = symlink(outside, osgi)
            }
            return nil
        }
        #expect(create(faults) == .unsafe(path: osgi, kind: .symbolicLink))
        #expect(try Snapshot(outside).paths.isEmpty)
        #expect(FileKind(mode: try folder.status("jcr_root/apps/acme/osgi").st_mode) == .symbolicLink)
    }

    @Test("a file where a folder is needed stays as it is")
    func fileForFolder() throws {
        try folder.file("jcr_root/apps/acme/osgi", "mine")
        #expect(create() == .alreadyThere(path: folder.at("jcr_root/apps/acme/osgi")))
        #expect(try folder.text("jcr_root/apps/acme/osgi") == "mine")
    }

    @Test(
        "a failure at any step before the file is in place leaves neither file nor folders",
        arguments: WriteStep.ofCreating.filter { $0 != .synchronizeFolder }, [ENOSPC, EIO, EPERM])
    func failure(step: WriteStep, code: Int32) throws {
        let error = create(WriteFaults { at, _ in at == step ? code : nil })
        #expect(error == .notReplaced(path: folder.at(name), step: step, code: code))
        #expect(try isLeftAlone())
    }

    @Test("a failure at the making of any of the folders, and at its flushing", arguments: 1...4)
    func failureAtFolder(number: Int) throws {
        let counter = Counter()
        let error = create(
            WriteFaults { at, _ in at == .makeFolder && counter.next() == number ? ENOSPC : nil })
        #expect(error == .notReplaced(path: folder.at(name), step: .makeFolder, code: ENOSPC))
        #expect(try isLeftAlone())
    }

    @Test("a disk that is full after some bytes", arguments: 1...3)
    func fullDisk(writes: Int) throws {
        let counter = Counter()
        let faults = WriteFaults(largestWrite: 3) { step, _ in
            step == .write && counter.next() == writes ? ENOSPC : nil
        }
        #expect(create(faults) == .notReplaced(path: folder.at(name), step: .write, code: ENOSPC))
        #expect(try isLeftAlone())
    }

    @Test("interrupted calls are made again, and short writes go on", arguments: [1, 2, 7])
    func interrupted(largest: Int) throws {
        let counter = Counter()
        let faults = WriteFaults(largestWrite: largest) { _, _ in counter.next() % 2 == 1 ? EINTR : nil }
        #expect(create(faults) == nil)
        #expect(try folder.text(name) == "new bytes")
    }

    @Test("a failure to flush the folder says that the file is there")
    func failureAfterRename() throws {
        let error = try #require(create(WriteFaults { at, _ in at == .synchronizeFolder ? EIO : nil }))
        #expect("\(error)".contains("changed, but"))
        #expect(try folder.text(name) == "new bytes")
    }
}
