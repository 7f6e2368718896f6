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

@Suite("Copying a tree")
struct CopyingTests {
    let folder: TestFolder
    let name = "jcr_root/conf/a/.content.xml"

    /// A source with a bit of everything.
    init() throws {
        folder = try TestFolder()
        try folder.documents("source/\(name)", "source/.git/config", "source/target/jcr_root/x.xml")
        try folder.file("source/run.sh", "#!/bin/sh\n", mode: 0o750)
        try folder.file("source/jcr_root/read-only/file", "x", mode: 0o400)
        try folder.folder("source/empty")
        try folder.link("source/jcr_root/link", to: "conf/a")
        try folder.link("source/jcr_root/dangling", to: "../\u{1}nowhere")
        try folder.link("source/long", to: String(repeating: "x/", count: 400))
        try folder.setMode("source/jcr_root/read-only", 0o555)
        for path in try Snapshot(folder.at("source")).paths.reversed() { try folder.age("source/\(path)") }
        try folder.age("source")
    }

    private func refusal(_ place: String, of source: String = "source") -> RepositoryError? {
        do {
            _ = try ExportedTree.open(folder.at(source)).beginCopy(to: place)
            return nil
        } catch {
            return error
        }
    }

    private func entries() throws -> [String] {
        try Descriptor(opening: folder.path, O_RDONLY | O_DIRECTORY).entries()
            .map { String(decoding: $0.name, as: UTF8.self) }
    }

    @Test(
        "everything is copied with modes and times, at a new place or into an empty folder",
        arguments: ["new", "new/", "empty", "empty/."])
    func everything(place: String) throws {
        if place.hasPrefix("empty") { try folder.folder("empty") }
        let copy = try folder.open("source").beginCopy(to: folder.at(place))
        #expect(copy.skipped == [])
        try copy.commit()
        #expect(try Snapshot(folder.at(place)) == Snapshot(folder.at("source")))
        #expect(
            try entries() == [place.split(separator: "/").first.map(String.init) ?? "", "source"].sorted())
        if place.hasPrefix("new") {
            let (copied, original) = (try folder.status("new"), try folder.status("source"))
            #expect(copied.permissions == original.permissions)
            #expect(copied.modification.tv_nsec == original.modification.tv_nsec)
        }
    }

    @Test("copy, change, commit: the changes are in the copy alone", arguments: ["new", "empty"])
    func change(place: String) throws {
        try folder.folder("empty")
        let before = try Snapshot(folder.at("source"))
        let path = try relative(name)
        let copy = try folder.open("source").beginCopy(to: folder.at(place))
        #expect(copy.tree.walk().documents == (try folder.open("source").walk().documents))
        #expect(copy.tree.path == folder.at(place))
        try copy.tree.replace(path, with: [1], expecting: Array(docView.utf8))
        let committed = try copy.commit()
        #expect(try committed.read(path, maxBytes: 10).bytes == [1])
        #expect(try Snapshot(folder.at("source")) == before)
        // The folder of the changed file has its time too.
        #expect(try Snapshot(folder.at(place)).difference(from: before) == [name])
    }

    @Test("what is not committed is not there")
    func abort() throws {
        do {
            let copy = try folder.open("source").beginCopy(to: folder.at("new"))
            #expect(!folder.exists("new"))
            #expect(try entries().count == 2)
            _ = copy
        }
        #expect(try entries() == ["source"])
        let copy = try folder.open("source").beginCopy(to: folder.at("new"))
        copy.abort()
        copy.abort()
        #expect(try entries() == ["source"])
        try folder.folder("empty")
        _ = try folder.open("source").beginCopy(to: folder.at("empty"))
        #expect(try Snapshot(folder.at("empty")).paths == [])
    }

    @Test("a copy is not made into itself or around itself, whatever path leads there")
    func overlap() throws {
        try folder.link("link", to: "source/jcr_root")
        try folder.folder("around/jcr_root/apps")
        for place in [
            "source/new", "source/empty", "source/jcr_root/conf/new", "link/new", "source",
            "source/../source/new",
        ] {
            let place = folder.at(place)
            #expect(
                refusal(place) == .destinationOverlaps(path: place, source: folder.at("source")), "\(place)")
        }
        let around = folder.at("around")
        #expect(
            refusal(around, of: "around/jcr_root")
                == .destinationOverlaps(path: around, source: folder.at("around/jcr_root")))
        // Only the name begins alike.
        #expect(refusal(folder.at("source-new")) == nil)
    }

    @Test("nothing is overwritten")
    func occupied() throws {
        try folder.file("file")
        try folder.file("full/file")
        try folder.link("dangling", to: "nowhere")
        try folder.fifo("pipe")
        for place in ["file", "full", "dangling", "pipe"] {
            #expect(refusal(folder.at(place)) == .destinationOccupied(path: folder.at(place)), "\(place)")
        }
        for place in ["none/new", "file/new", "new/.", "none/..", ""] {
            guard case .destinationUnusable = refusal(place.isEmpty ? "" : folder.at(place)) else {
                Issue.record("\(place)")
                continue
            }
        }
    }

    @Test(
        "a place taken while the copy was made is left alone, and the copy removed",
        arguments: ["new", "empty"])
    func takenMeanwhile(place: String) throws {
        if place == "empty" { try folder.folder(place) }
        let copy = try folder.open("source").beginCopy(to: folder.at(place))
        try folder.file("\(place)/mine", "mine")
        #expect(throws: RepositoryError.destinationOccupied(path: folder.at(place))) { try copy.commit() }
        #expect(try Snapshot(folder.at(place)).paths == ["mine"])
        #expect(try entries() == [place, "source"].sorted())
    }

    @Test("an empty folder stays the same folder, as it may be a mount point")
    func sameFolder() throws {
        try folder.folder("empty")
        let before = try folder.status("empty").st_ino
        try folder.open("source").beginCopy(to: folder.at("empty")).commit()
        #expect(try folder.status("empty").st_ino == before)
    }

    @Test("special files are listed, not copied", .timeLimit(.minutes(10)))
    func special() throws {
        try folder.fifo("source/x/pipe")
        let copy = try folder.open("source").beginCopy(to: folder.at("new"))
        #expect(copy.skipped == [.unsafe(.fifo, try relative("x/pipe"))])
        try copy.commit()
        #expect(try Snapshot(folder.at("new/x")).paths == [])
    }

    @Test(
        "what cannot be read ends the copy, and nothing is left of it",
        .disabled(if: isRoot, "root may read everything"))
    func unreadable() throws {
        try folder.file("source/secret", "x", mode: 0)
        #expect(
            refusal(folder.at("new"))
                == .notCopied(path: folder.at("source/secret"), step: .open, code: EACCES))
        #expect(try entries() == ["source"])
    }

    @Test("a copied jcr_root is one still")
    func jcrRoot() throws {
        let copy = try folder.open("source/jcr_root").beginCopy(to: folder.at("new"))
        #expect(copy.tree.walk().documents.map(\.nodePath) == ["/conf/a"])
        #expect(try copy.commit().walk().contentRoots == [.top])
    }

    @Test("progress tells of each file")
    func progress() throws {
        var files = 0
        _ = try folder.open("source").beginCopy(to: folder.at("new")) { files = $0 }
        #expect(files == 5)
    }
}
