// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ContentRepository

@Suite("Walking a repository")
struct WalkTests {
    let folder: TestFolder

    init() throws {
        folder = try TestFolder()
    }

    private func nodes(_ scope: WalkScope) throws -> [String] {
        try folder.open().walk(scope: scope).documents.map(\.nodePath)
    }

    @Test("a scope admits its subtrees and their ancestors' documents, and enters nothing else")
    func scope() throws {
        try folder.documents(
            "jcr_root/.content.xml", "jcr_root/conf.xml", "jcr_root/conf/.content.xml", "jcr_root/conf/a.xml",
            "jcr_root/configuration/.content.xml", "jcr_root/content/.content.xml", "jcr_root/content.xml",
            "jcr_root/conf/b/c/d/.content.xml")
        // Not even a link there is told of. Below `/apps` there can be packages.
        try folder.link("jcr_root/content/link", to: "nowhere")
        try folder.link("jcr_root/libs", to: "nowhere")
        try folder.documents("jcr_root/apps/a/.content.xml")
        #expect(
            try nodes(.subtrees(["/conf"])) == ["/", "/conf", "/conf", "/conf/a", "/conf/b/c/d"])
        #expect(try nodes(.subtrees(["/conf/b/c/"])) == ["/", "/conf", "/conf", "/conf/b/c/d"])
        #expect(try nodes(.subtrees(["/conf/b", "/content"])).count == 6)
        #expect(try nodes(.subtrees([])) == [])
        #expect(try nodes(.everything).count == 9)
        #expect(try folder.open().walk(scope: .subtrees(["/conf"])).problems == [])
    }

    @Test("a scope is asked about decoded names")
    func decodedScope() throws {
        try folder.documents("jcr_root/conf/_cq_x/a.png.dir/.content.xml", "jcr_root/conf/_cq_y/.content.xml")
        let scope = WalkScope { names in names.count < 2 || names[1] == "cq:x" }
        #expect(try nodes(scope) == ["/conf/cq:x/a.png"])
    }

    @Test("folders that are out of scope are not entered")
    func progress() throws {
        for number in 0..<50 { try folder.folder("jcr_root/content/\(number)") }
        try folder.documents("jcr_root/conf/a/.content.xml")
        var entered = 0
        _ = try folder.open().walk(scope: .subtrees(["/conf"])) { entered = $0 }
        #expect(entered == 3)
    }

    @Test("a NAME.xml is a document by how it begins, .content.xml always")
    func detection() throws {
        try folder.file("jcr_root/conf/.content.xml", "not even XML")
        try folder.file("jcr_root/conf/file.xml", "<other/>")
        try folder.file("jcr_root/conf/empty.xml", "")
        try folder.file(
            "jcr_root/conf/late.xml", "<!--" + String(repeating: "x", count: 1100) + "-->" + docView)
        try folder.file(
            "jcr_root/conf/wide.xml", "<!--" + String(repeating: "€", count: 800) + "-->" + docView)
        try folder.file("jcr_root/conf/text.txt", docView)
        // What only looks like a document is met too: whoever examines it says so.
        #expect(try nodes(.everything) == ["/conf", "/conf/late", "/conf/wide"])
    }

    @Test("no name is skipped in a jcr_root but those that FileVault passes over")
    func skipped() throws {
        try folder.documents(
            "jcr_root/conf/.git/a/.content.xml", "jcr_root/conf/.svn/a/.content.xml",
            "jcr_root/conf/.vlt/a/.content.xml", "jcr_root/conf/.vlt-sync/a/.content.xml",
            "jcr_root/conf/node_modules/a/.content.xml", "jcr_root/conf/.build/a/.content.xml",
            "jcr_root/conf/target/a/.content.xml")
        #expect(
            try nodes(.everything)
                == [".build", ".git", ".svn", "node_modules", "target"].map { "/conf/\($0)/a" })
        #expect(try folder.open("jcr_root").walk().documents.count == 5)
        try folder.documents("bare/conf/.git/a/.content.xml", "bare/conf/.svn/a/.content.xml")
        #expect(try folder.open("bare").walk().documents.map(\.nodePath) == ["/conf/.svn/a"])
    }

    @Test("the order is that of the paths' bytes")
    func order() throws {
        try folder.documents(
            "jcr_root/b.xml", "jcr_root/a/z.xml", "jcr_root/a-b/.content.xml", "jcr_root/a/.content.xml",
            "jcr_root/B/.content.xml", "jcr_root/é/.content.xml")
        #expect(
            try folder.open().walk().documents.map(\.path.display) == [
                "jcr_root/B/.content.xml", "jcr_root/a-b/.content.xml", "jcr_root/a/.content.xml",
                "jcr_root/a/z.xml", "jcr_root/b.xml", "jcr_root/é/.content.xml",
            ])
    }

    #if os(Linux)
        @Test("names that are no UTF-8 are found, read and replaced")
        func bytes() throws {
            try folder.documents("jcr_root/conf/.content.xml")
            try folder.file(named: [0x61, 0xFF] + Array(".xml".utf8), in: "jcr_root/conf", docView)
            try folder.file(named: [0x61, 0xFE] + Array(".xml".utf8), in: "jcr_root/conf", docView)
            let tree = try folder.open()
            let found = tree.walk().documents
            #expect(found.map(\.nodePath) == ["/conf", "/conf/a\\xFE", "/conf/a\\xFF"])
            let last = try #require(found.last)
            #expect(try tree.read(last, maxBytes: 1000).bytes == Array(docView.utf8))
            try tree.replace(last.path, with: [1], expecting: Array(docView.utf8))
            #expect(try tree.read(last, maxBytes: 1000).bytes == [1])
            #expect(try tree.read(found[1], maxBytes: 1000).bytes == Array(docView.utf8))
        }
    #endif

    @Test("what a killed run was writing is told of and is no document")
    func leftovers() throws {
        try folder.documents("jcr_root/conf/.ims-migrate-1234", "jcr_root/conf/.content.xml")
        let walk = try folder.open().walk()
        #expect(walk.documents.count == 1)
        #expect(walk.leftovers.map(\.display) == ["jcr_root/conf/.ims-migrate-1234"])
    }

    @Test("a folder 2,000 deep is walked and read, with few descriptors open")
    func deep() throws {
        let depth = 2_000
        try folder.folder("jcr_root")
        var below = OpenFolder(try Descriptor(opening: folder.at("jcr_root"), 0))
        for _ in 0..<depth {
            try below.descriptor.makeFolder([0x64])
            below = OpenFolder(try below.descriptor.openFolder([0x64]))
        }
        try below.descriptor.makeFolder([0x65])
        let tree = try folder.open()
        #expect(tree.walk().problems == [])
        var mostOpen = 0
        _ = tree.walk { folders in
            if folders % 200 == 0 { mostOpen = max(mostOpen, openDescriptors(below: folder.path)) }
        }
        #expect(mostOpen < 60)
        let path = try relative("jcr_root" + String(repeating: "/d", count: depth) + "/.content.xml")
        #expect(throws: RepositoryError.notFound(path: folder.at(path.display))) {
            try tree.read(path, maxBytes: 10)
        }
        try OpenFolder(below.descriptor.openFolder([0x65])).descriptor.makeFolder([0x66])
        #expect(
            tree.walk(limits: WalkLimits(depth: depth + 1)).problems.map(\.path.components.count) == [
                depth + 2
            ])
    }

    @Test("limits end in problems")
    func limits() throws {
        try folder.documents("jcr_root/conf/a/b/.content.xml", "jcr_root/conf/a/.content.xml")
        let tree = try folder.open()
        let shallow = tree.walk(limits: WalkLimits(depth: 3))
        #expect(shallow.problems == [.tooDeep(try relative("jcr_root/conf/a/b"), limit: 3)])
        #expect(shallow.documents.map(\.nodePath) == ["/conf/a"])
        let short = tree.walk(limits: WalkLimits(pathBytes: 17))
        #expect(
            short.problems == [
                .pathTooLong(try relative("jcr_root/conf/a/.content.xml"), limit: 17),
                .pathTooLong(try relative("jcr_root/conf/a/b/.content.xml"), limit: 17),
            ])
    }
}
