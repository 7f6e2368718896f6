// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ContentRepository

@Suite("JCR paths of files")
struct NodePathTests {
    @Test(
        "a folder's name, decoded",
        arguments: [
            ("conf", "conf"), ("_jcr_content", "jcr:content"), ("_cq_dialog", "cq:dialog"),
            ("__test_image", "_test_image"),
            ("a_b%3ac", "a_b:c"), ("_x_", "x:"), ("photo.png.dir", "photo.png"), ("_jcr_x.dir", "jcr:x"),
            (".dir", ".dir"),
            ("a%2fb", "a%2fb"), ("%2e%2e", "%2e%2e"), ("target", "target"),
        ])
    func folder(name: String, node: String) {
        #expect(NodePath.nodeName(ofFolder: Array(name.utf8)) == node)
    }

    @Test(
        "a document's name, without its extension",
        arguments: [
            ("_cq_dialog.xml", "cq:dialog"), ("a.b.xml", "a.b"), ("a.XML", nil), ("a.xml.txt", nil),
            (".xml", nil),
            ("xml", nil), ("a%2exml", "a"), ("_rep_policy.xml", "rep:policy"),
        ] as [(String, String?)])
    func document(name: String, node: String?) {
        #expect(NodePath.nodeName(ofDocument: Array(name.utf8)) == node)
    }

    @Test("a name that is no UTF-8 is spelled out")
    func bytes() {
        #expect(NodePath.nodeName(ofFolder: [0x61, 0xFF]) == "a\\xFF")
    }

    @Test("documents know their node and what they may be a child of")
    func documents() throws {
        let folder = try TestFolder()
        try folder.documents(
            "jcr_root/.content.xml", "jcr_root/conf/.content.xml",
            "jcr_root/conf/global/_jcr_content/.content.xml",
            "jcr_root/conf/global/_cq_dialog.xml", "jcr_root/conf/photo.png.dir/.content.xml",
            "jcr_root/conf/a%3ab/_x_.xml")
        let found = try folder.open().walk().documents
        #expect(
            found.map { [$0.path.display, $0.nodePath, $0.parentPath ?? "none", "\($0.kind)"] } == [
                ["jcr_root/.content.xml", "/", "none", "contentXML"],
                ["jcr_root/conf/.content.xml", "/conf", "/", "contentXML"],
                ["jcr_root/conf/a%3ab/_x_.xml", "/conf/a:b/x:", "/conf/a:b", "named"],
                ["jcr_root/conf/global/_cq_dialog.xml", "/conf/global/cq:dialog", "/conf/global", "named"],
                [
                    "jcr_root/conf/global/_jcr_content/.content.xml", "/conf/global/jcr:content",
                    "/conf/global",
                    "contentXML",
                ],
                ["jcr_root/conf/photo.png.dir/.content.xml", "/conf/photo.png", "/conf", "contentXML"],
            ])
        #expect(found.allSatisfy { $0.contentRoot.display == "jcr_root" })
    }

    @Test("every folder's JCR path can be told, by the innermost content root")
    func folders() throws {
        let folder = try TestFolder()
        try folder.documents("jcr_root/conf/x/jcr_root/apps/_cq_a/.content.xml")
        let walk = try folder.open().walk()
        #expect(walk.nodePath(ofFolder: try relative("jcr_root/conf")) == "/conf")
        #expect(walk.nodePath(ofFolder: try relative("jcr_root")) == "/")
        #expect(walk.nodePath(ofFolder: try relative("jcr_root/conf/x/jcr_root/apps/_cq_a")) == "/apps/cq:a")
        #expect(walk.nodePath(ofFolder: try relative("META-INF")) == nil)
    }
}
