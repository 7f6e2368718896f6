// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ContentRepository

@Suite("Opening a repository")
struct OpeningTests {
    let folder: TestFolder

    init() throws {
        folder = try TestFolder()
    }

    /// The content roots and documents below `name`, as text.
    private func found(_ name: String = "") throws -> (roots: [String], nodes: [String]) {
        let walk = try folder.open(name).walk()
        return (walk.contentRoots.map(\.display), walk.documents.map(\.nodePath))
    }

    private func refusal(_ name: String) -> RepositoryError? {
        do {
            _ = try ExportedTree.open(folder.at(name))
            return nil
        } catch {
            return error
        }
    }

    @Test("an unpacked package")
    func package() throws {
        try folder.file("META-INF/vault/filter.xml", "<workspaceFilter/>")
        try folder.documents("jcr_root/conf/a/.content.xml")
        #expect(try found() == (["jcr_root"], ["/conf/a"]))
    }

    @Test(
        "a jcr_root folder itself, however it is spelled",
        arguments: ["jcr_root", "jcr_root/", "jcr_root/.", "jcr_root//"])
    func jcrRoot(name: String) throws {
        try folder.documents("jcr_root/conf/a/.content.xml")
        #expect(try found(name) == (["."], ["/conf/a"]))
    }

    @Test("an empty jcr_root is a repository with nothing in it")
    func empty() throws {
        try folder.folder("jcr_root")
        #expect(try found() == (["jcr_root"], []))
        #expect(try found("jcr_root") == (["."], []))
    }

    @Test("a Maven project with many modules, whose build output is skipped")
    func maven() throws {
        for module in ["pom.xml", "ui.apps/pom.xml", "it.tests/deep/pom.xml"] {
            try folder.file(module, "<project/>")
        }
        try folder.documents(
            "ui.apps/src/main/content/jcr_root/apps/a/.content.xml",
            "ui.apps/target/vault-work/jcr_root/apps/a/.content.xml",
            "ui.content/src/main/content/jcr_root/conf/c/.content.xml",
            "ui.frontend/node_modules/x/jcr_root/apps/n/.content.xml",
            ".git/x/jcr_root/apps/n/.content.xml", ".build/jcr_root/apps/n/.content.xml",
            "it.tests/deep/target/jcr_root/apps/n/.content.xml")
        let (roots, nodes) = try found()
        #expect(
            roots == ["ui.apps/src/main/content/jcr_root", "ui.content/src/main/content/jcr_root"])
        #expect(nodes == ["/apps/a", "/conf/c"])
        #expect(
            try folder.open().walk().problems == [
                .buildOutput(try relative("it.tests/deep/target")),
                .buildOutput(try relative("ui.apps/target")),
            ])
    }

    @Test(
        "a folder called target without a pom.xml beside it is no build output, and other tools' folders are looked at"
    )
    func noBuildOutput() throws {
        try folder.file("target/pom.xml/not-a-file")
        try folder.documents(
            "target/jcr_root/conf/t/.content.xml", "a/target/b/target/jcr_root/conf/u/.content.xml",
            ".svn/jcr_root/conf/v/.content.xml")
        let (roots, nodes) = try found()
        #expect(roots == [".svn/jcr_root", "a/target/b/target/jcr_root", "target/jcr_root"])
        #expect(nodes == ["/conf/v", "/conf/u", "/conf/t"])
        #expect(try folder.open().walk().problems == [])
    }

    @Test("a bare root", arguments: ["conf", "apps", "etc"])
    func bare(name: String) throws {
        try folder.documents(
            "\(name)/a/.content.xml", "content/site/.content.xml", "own/b/.content.xml", ".content.xml")
        let (roots, nodes) = try found()
        #expect(roots == ["."])
        #expect(nodes == ["/", "/\(name)/a", "/content/site", "/own/b"].sorted())
    }

    @Test("a node called target is no build output")
    func target() throws {
        let node = "conf/global/settings/cloudconfigs/target/.content.xml"
        try folder.documents("package/jcr_root/\(node)", "bare/\(node)", "bare/target/\(node)")
        #expect(try found("package").nodes == ["/conf/global/settings/cloudconfigs/target"])
        let path = "/conf/global/settings/cloudconfigs/target"
        #expect(try found("bare").nodes == [path, "/target" + path])
        try folder.file("bare/pom.xml", "<project/>")
        #expect(try found("bare").nodes == [path])
    }

    @Test("in a folder called apps, target beside a pom.xml is build output all the same")
    func targetOfModule() throws {
        try folder.file("apps/site/pom.xml", "<project/>")
        try folder.documents(
            "apps/site/src/jcr_root/apps/a/.content.xml",
            "apps/site/target/classes/jcr_root/apps/a/.content.xml",
            "apps/other/target/.content.xml")
        let (roots, nodes) = try found()
        #expect(roots == [".", "apps/site/src/jcr_root"])
        #expect(nodes == ["/apps/other/target", "/apps/a"])
    }

    @Test("content beside the jcr_root folders of a project is found too, a project's own folders are none")
    func mixed() throws {
        try folder.documents(
            "conf/a/.content.xml", "ui.apps/jcr_root/apps/b/.content.xml", "ui.apps/other/.content.xml")
        let (roots, nodes) = try found()
        #expect(roots == [".", "ui.apps/jcr_root"])
        #expect(nodes == ["/conf/a", "/apps/b"])
    }

    @Test("the innermost jcr_root counts")
    func nested() throws {
        try folder.documents(
            "jcr_root/conf/a/.content.xml", "jcr_root/conf/x/jcr_root/conf/b/.content.xml",
            "jcr_root/jcr_root/apps/.content.xml")
        let (roots, nodes) = try found()
        #expect(roots == ["jcr_root", "jcr_root/conf/x/jcr_root", "jcr_root/jcr_root"])
        #expect(nodes == ["/conf/a", "/conf/b", "/apps"])
        #expect(try found("jcr_root").roots == [".", "conf/x/jcr_root", "jcr_root"])
    }

    @Test("the repository itself may be given by a link")
    func link() throws {
        try folder.documents("real/jcr_root/conf/a/.content.xml")
        try folder.link("link", to: "real")
        try folder.link("root", to: "real/jcr_root")
        #expect(try found("link") == (["jcr_root"], ["/conf/a"]))
        #expect(try found("root") == (["."], ["/conf/a"]))
    }

    @Test("nothing there")
    func notFound() throws {
        try folder.link("dangling", to: "nowhere")
        try folder.file("file")
        for name in ["nothing", "dangling", "file/below", "nothing/at/all", "nul\0", "file\0"] {
            #expect(refusal(name) == .notFound(path: folder.at(name)), "\(name)")
        }
        #expect(throws: RepositoryError.notFound(path: "")) { try ExportedTree.open("") }
    }

    @Test("a folder without content, with what to pass instead")
    func notARepository() throws {
        try folder.documents("some/src/x.xml", ".git/jcr_root/conf/.content.xml")
        #expect(refusal("") == .notARepository(path: folder.path, advice: ""))
        #expect("\(try #require(refusal("")))".contains("Pass an unpacked package"))
        try folder.file("conf", "a file, not a folder")
        #expect(refusal("") == .notARepository(path: folder.path, advice: ""))
    }

    @Test("a part of a jcr_root is refused, as its JCR paths would be wrong")
    func partOfJCRRoot() throws {
        try folder.documents("jcr_root/conf/global/.content.xml", "jcr_root/apps/site/conf/.content.xml")
        for name in ["jcr_root/conf", "jcr_root/apps/site"] {
            let error = try #require(refusal(name))
            #expect("\(error)".contains("pass that folder"))
            #expect("\(error)".contains(folder.at("jcr_root")))
        }
    }

    @Test(
        "a link in the place of the content is not followed: nothing is found, and a problem says what hides",
        arguments: ["jcr_root", "src/content/jcr_root", "conf", "apps", "etc"])
    func linkedContent(name: String) throws {
        try folder.documents("elsewhere/conf/a/.content.xml")
        try folder.link("project/\(name)", to: "/nowhere")
        let walk = try folder.open("project").walk()
        #expect(walk.documents.isEmpty)
        #expect(walk.problems == [.unsafe(.symbolicLink, try relative(name), mayHide: true)])
    }

    @Test(
        "what is in the place of a jcr_root hides it, whatever it is; beside other content a link called conf does not"
    )
    func hiddenRoots() throws {
        try folder.documents("a/jcr_root/conf/a/.content.xml")
        // As Git writes a link where links aren't supported.
        try folder.file("b/jcr_root", "../real/jcr_root")
        try folder.fifo("c/jcr_root")
        try folder.link("conf", to: "a")
        let walk = try folder.open().walk()
        #expect(walk.documents.map(\.nodePath) == ["/conf/a"])
        #expect(
            walk.problems == [
                .unsafe(.regular, try relative("b/jcr_root"), mayHide: true),
                .unsafe(.fifo, try relative("c/jcr_root"), mayHide: true),
                .unsafe(.symbolicLink, try relative("conf")),
            ])
    }

    @Test("a package is recognised by its first bytes")
    func zip() throws {
        try folder.file("a.zip", bytes: [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00])
        try folder.file("no-extension", bytes: [0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 18))
        try folder.file("no.zip", "text")
        try folder.file("empty.zip", "")
        #expect(refusal("a.zip") == .isPackage(path: folder.at("a.zip")))
        #expect(refusal("no-extension") == .isPackage(path: folder.at("no-extension")))
        #expect("\(try #require(refusal("a.zip")))".contains("a folder is needed here"))
        #expect(refusal("no.zip") == .notADirectory(path: folder.at("no.zip")))
        #expect(refusal("empty.zip") == .notADirectory(path: folder.at("empty.zip")))
    }

    @Test("a named pipe is refused without opening it", .timeLimit(.minutes(10)))
    func fifo() throws {
        try folder.fifo("pipe")
        #expect(refusal("pipe") == .notADirectory(path: folder.at("pipe")))
    }

    @Test("a folder that may not be read", .disabled(if: isRoot, "root may read everything"))
    func unreadable() throws {
        try folder.documents("r/jcr_root/conf/.content.xml")
        try folder.setMode("r", 0o300)
        #expect(refusal("r") == .unreadable(path: folder.at("r"), code: 13))
        try folder.setMode("r", 0o700)
    }
}
