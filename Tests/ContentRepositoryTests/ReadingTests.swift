// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ContentRepository

@Suite("Reading files")
struct ReadingTests {
    let folder: TestFolder
    let tree: ExportedTree
    let document: RepositoryDocument
    let name = "jcr_root/conf/a/.content.xml"

    init() throws {
        folder = try TestFolder()
        try folder.documents(name)
        try folder.documents("outside/.content.xml")
        tree = try folder.open()
        document = try #require(tree.walk().documents.first)
    }

    private func refusal() -> RepositoryError? {
        do {
            _ = try tree.read(document, maxBytes: 1_000)
            return nil
        } catch {
            return error
        }
    }

    @Test("bytes and identity")
    func bytes() throws {
        try folder.age(name)
        let content = try tree.read(document, maxBytes: docView.utf8.count)
        #expect(content.bytes == Array(docView.utf8))
        let status = try folder.status(name)
        #expect(content.identity == FileIdentity(status))
        #expect(content.identity.modifiedNanoseconds == 123_456_789)
        #expect(content.identity.size == Int64(docView.utf8.count))
        #expect(content.identity.mode == 0o644)
    }

    @Test("a change shows in the identity")
    func change() throws {
        let before = try tree.read(document, maxBytes: .max).identity
        try tree.replace(document.path, with: [1], expecting: Array(docView.utf8))
        #expect(try tree.read(document, maxBytes: .max).identity != before)
    }

    @Test("an empty file, and one larger than any buffer")
    func sizes() throws {
        try folder.file(name, "")
        #expect(try tree.read(document, maxBytes: 0).bytes == [])
        let large = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try folder.file(name, bytes: large)
        #expect(try tree.read(document, maxBytes: 1_000_000).bytes == large)
    }

    @Test("more bytes than allowed", arguments: [0, 1, docView.utf8.count - 1])
    func tooLarge(limit: Int) {
        #expect(throws: RepositoryError.tooLarge(path: folder.at(name), limit: limit)) {
            try tree.read(document, maxBytes: limit)
        }
    }

    @Test("a link put in the place of the file after the walk")
    func linkedFile() throws {
        try folder.remove(name)
        try folder.link(name, to: "../../../outside/.content.xml")
        #expect(refusal() == .unsafe(path: folder.at(name), kind: .symbolicLink))
    }

    @Test(
        "a link put in the place of a folder on the way",
        arguments: ["jcr_root/conf/a", "jcr_root/conf", "jcr_root"])
    func linkedFolder(swapped: String) throws {
        try folder.move(swapped, to: "moved")
        try folder.link(swapped, to: folder.at("moved"))
        #expect(refusal() == .unsafe(path: folder.at(swapped), kind: .symbolicLink))
    }

    @Test("a named pipe put in its place does not make the run wait", .timeLimit(.minutes(10)))
    func fifo() throws {
        try folder.remove(name)
        try folder.fifo(name)
        #expect(refusal() == .unsafe(path: folder.at(name), kind: .fifo))
    }

    @Test("a folder put in its place")
    func folderInPlace() throws {
        try folder.remove(name)
        try folder.folder(name)
        #expect(refusal() == .unsafe(path: folder.at(name), kind: .folder))
    }

    @Test("a file that is gone, or whose folder is")
    func gone() throws {
        try folder.remove(name)
        #expect(refusal() == .notFound(path: folder.at(name)))
        try folder.remove("jcr_root/conf/a")
        #expect(refusal() == .notFound(path: folder.at("jcr_root/conf/a")))
    }

    @Test("whatever becomes of its path, an open repository stays the one that was opened")
    func moved() throws {
        let inner = try folder.open("jcr_root")
        try folder.move("jcr_root", to: "renamed")
        try folder.link("jcr_root", to: "outside")
        #expect(
            try inner.read(try relative("conf/a/.content.xml"), maxBytes: 1_000).bytes == Array(docView.utf8))
        #expect(inner.walk().documents.map(\.nodePath) == ["/conf/a"])
    }

    @Test("the top folder is no file")
    func top() {
        #expect(throws: RepositoryError.self) { try tree.read(.top, maxBytes: 1) }
    }

    @Test("several threads read at once")
    func threads() async throws {
        let paths = (0..<40).map { "jcr_root/conf/t\($0)/.content.xml" }
        for (number, path) in paths.enumerated() { try folder.file(path, "\(number)") }
        let tree = self.tree
        let texts = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for (number, path) in paths.enumerated() {
                let path = try relative(path)
                group.addTask {
                    _ = tree.walk()
                    return (number, try tree.read(path, maxBytes: 100).bytes)
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(texts.allSatisfy { $0.value == Array("\($0.key)".utf8) } && texts.count == 40)
    }
}
