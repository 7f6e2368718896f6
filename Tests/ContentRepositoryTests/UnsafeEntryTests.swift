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

@Suite("Links and special files")
struct UnsafeEntryTests {
    let folder: TestFolder

    init() throws {
        folder = try TestFolder()
        try folder.documents("jcr_root/conf/.content.xml")
    }

    private func problems(_ scope: WalkScope = .everything) throws -> [String] {
        try folder.open().walk(scope: scope).problems.map { problem in
            switch problem {
            case .unsafe(let kind, let path, let mayHide):
                "\(path.display): \(kind.rawValue)" + (mayHide ? ", may hide" : "")
            default: "\(problem.path.display): \(problem.message)"
            }
        }
    }

    @Test(
        "links in content are told of and not followed: to files, to folders, loops, dangling, out of the tree"
    )
    func links() throws {
        try folder.documents("outside/secret/.content.xml")
        try folder.file("outside/p.png")
        try folder.link("jcr_root/conf/file.xml", to: ".content.xml")
        try folder.link("jcr_root/conf/loop", to: ".")
        try folder.link("jcr_root/conf/self", to: "self")
        try folder.link("jcr_root/conf/dangling", to: "nowhere")
        try folder.link("jcr_root/conf/out", to: "../../outside")
        try folder.link("jcr_root/conf/x/.content.xml", to: "../.content.xml")
        try folder.link("jcr_root/conf/picture.png", to: "../../outside/p.png")
        #expect(
            try problems() == [
                "jcr_root/conf/dangling: symbolic link, may hide",
                "jcr_root/conf/file.xml: symbolic link, may hide",
                "jcr_root/conf/loop: symbolic link, may hide",
                "jcr_root/conf/out: symbolic link, may hide", "jcr_root/conf/picture.png: symbolic link",
                "jcr_root/conf/self: symbolic link, may hide",
                "jcr_root/conf/x/.content.xml: symbolic link, may hide",
            ])
        #expect(try folder.open().walk().documents.map(\.nodePath) == ["/conf"])
    }

    @Test("named pipes in content are told of and not opened", .timeLimit(.minutes(10)))
    func special() throws {
        try folder.fifo("jcr_root/conf/a.xml")
        try folder.fifo("jcr_root/conf/b/.content.xml")
        try folder.fifo("jcr_root/conf/c")
        try folder.fifo("other/.content.xml")
        #expect(
            try problems() == [
                "jcr_root/conf/a.xml: named pipe, may hide",
                "jcr_root/conf/b/.content.xml: named pipe, may hide", "jcr_root/conf/c: named pipe, may hide",
            ])
    }

    #if os(Linux)
        @Test("sockets and devices in content are told of and not opened")
        func devices() throws {
            try #require(mknod(folder.at("jcr_root/conf/s.xml"), S_IFSOCK | 0o644, 0) == 0)
            // Only root may make one.
            let hasDevice = mknod(folder.at("jcr_root/conf/t.xml"), S_IFCHR | 0o644, 0) == 0
            #expect(
                try problems() == ["jcr_root/conf/s.xml: socket, may hide"]
                    + (hasDevice ? ["jcr_root/conf/t.xml: character device, may hide"] : []))
        }
    #endif

    @Test("a folder called .content.xml is told of and not entered")
    func folderNamedAsDocument() throws {
        try folder.documents("jcr_root/conf/x/.content.xml/.content.xml", "jcr_root/conf/y.xml/.content.xml")
        #expect(try problems() == ["jcr_root/conf/x/.content.xml: folder"])
        #expect(try folder.open().walk().documents.map(\.nodePath) == ["/conf", "/conf/y.xml"])
    }

    @Test("out of scope nothing is told of, except what could be a document in scope")
    func scope() throws {
        try folder.link("jcr_root/content", to: "conf")
        try folder.fifo("jcr_root/apps/.content.xml")
        try folder.link("jcr_root/conf.xml", to: "conf/.content.xml")
        try folder.link("jcr_root/.content.xml", to: "conf/.content.xml")
        try folder.link("jcr_root/conf.dir", to: "conf")
        try folder.link("jcr_root/jcr_root", to: "conf")
        #expect(
            try problems(.subtrees(["/conf"])) == [
                "jcr_root/.content.xml: symbolic link, may hide",
                "jcr_root/conf.dir: symbolic link, may hide",
                "jcr_root/conf.xml: symbolic link, may hide", "jcr_root/jcr_root: symbolic link, may hide",
            ])
    }

    @Test(
        "links on the way to packages, and in the place of one, may hide; a link to another file there does not"
    )
    func packages() throws {
        try folder.file("readme.txt")
        try folder.link("jcr_root/etc/packages/acme", to: "/nowhere")
        try folder.link("jcr_root/etc/packages/mine/a.zip", to: "../../../../readme.txt")
        try folder.link("jcr_root/etc/packages/mine/a.txt", to: "../../../../readme.txt")
        try folder.link("jcr_root/etc/other", to: "/nowhere")
        try folder.link("jcr_root/apps/acme/install/deep/b.zip", to: "/nowhere")
        try folder.link("jcr_root/apps/acme/b.txt", to: "../../../readme.txt")
        #expect(
            try problems(.subtrees(["/conf"])) == [
                "jcr_root/apps/acme/b.txt: symbolic link",
                "jcr_root/apps/acme/install/deep/b.zip: symbolic link, may hide",
                "jcr_root/etc/packages/acme: symbolic link, may hide",
                "jcr_root/etc/packages/mine/a.txt: symbolic link",
                "jcr_root/etc/packages/mine/a.zip: symbolic link, may hide",
            ])
    }

    @Test(
        "outside of jcr_root every link is told of, and nothing else; only one in the place of a jcr_root may hide"
    )
    func project() throws {
        try folder.file("README.md")
        try folder.link("LINK.md", to: "README.md")
        try folder.link("modules", to: "jcr_root")
        try folder.link("a/loop", to: "loop")
        try folder.link("a/up", to: "..")
        try folder.link("dangling", to: "nowhere")
        try folder.link("target/x", to: "..")
        try folder.file("built/pom.xml")
        try folder.link("built/target/x", to: "..")
        try folder.link("b/jcr_root", to: "..")
        try folder.link(".git/x", to: "..")
        try folder.fifo("pipe")
        #expect(
            try problems(.subtrees(["/conf"])).filter { !$0.hasPrefix("built/target: ") } == [
                "LINK.md: symbolic link", "a/loop: symbolic link", "a/up: symbolic link",
                "b/jcr_root: symbolic link, may hide", "dangling: symbolic link", "modules: symbolic link",
                "target/x: symbolic link",
            ])
    }

    @Test("in a bare root, links are told of where they are in scope")
    func bare() throws {
        try folder.documents("bare/conf/.content.xml")
        try folder.link("bare/conf/x", to: "..")
        try folder.link("bare/content", to: "conf")
        try folder.link("bare/libs/x", to: "..")
        let walk = try folder.open("bare").walk(scope: .subtrees(["/conf"]))
        #expect(walk.problems == [.unsafe(.symbolicLink, try relative("conf/x"), mayHide: true)])
    }

    @Test(
        "what cannot be read is told of, and the walk goes on",
        .disabled(if: isRoot, "root may read everything"))
    func unreadable() throws {
        try folder.documents(
            "jcr_root/conf/a/.content.xml", "jcr_root/conf/b.xml", "jcr_root/conf/c/.content.xml")
        try folder.setMode("jcr_root/conf/a", 0)
        try folder.setMode("jcr_root/conf/b.xml", 0)
        try folder.setMode("jcr_root/conf/c/.content.xml", 0)
        let tree = try folder.open()
        let walk = tree.walk()
        #expect(
            walk.problems == [
                .unreadable(try relative("jcr_root/conf/a"), code: EACCES),
                .unreadable(try relative("jcr_root/conf/b.xml"), code: EACCES),
            ])
        #expect(walk.documents.map(\.nodePath) == ["/conf", "/conf/c"])
        let last = try #require(walk.documents.last)
        #expect(throws: RepositoryError.unreadable(path: folder.at(last.path.display), code: EACCES)) {
            try tree.read(last, maxBytes: 100)
        }
        try folder.setMode("jcr_root/conf/a", 0o700)
    }

    @Test("every problem says what it is and what to do")
    func messages() throws {
        let path = try relative("a")
        for kind in FileKind.allCases where kind != .regular {
            #expect(WalkProblem.unsafe(kind, path).message.hasSuffix("."))
        }
        #expect(WalkProblem.unreadable(path, code: EACCES).message.contains("ermission denied"))
        #expect(WalkProblem.tooDeep(path, limit: 7).message.contains("7"))
        #expect(WalkProblem.pathTooLong(path, limit: 7).message.contains("7"))
    }
}
