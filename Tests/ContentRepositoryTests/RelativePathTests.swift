// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import ContentRepository

@Suite("Relative paths")
struct RelativePathTests {
    @Test("names, parent and components")
    func parts() throws {
        let path = try relative("jcr_root/conf/.content.xml")
        #expect(path.name == Array(".content.xml".utf8))
        #expect(path.parent == (try relative("jcr_root/conf")))
        #expect(
            path.components.map { String(decoding: $0, as: UTF8.self) } == [
                "jcr_root", "conf", ".content.xml",
            ])
        #expect(
            RelativePath.top.isTop && RelativePath.top.parent == nil && RelativePath.top.components.isEmpty)
        #expect(try relative("a").parent == .top)
        #expect(RelativePath("") == .top)
    }

    @Test(
        "what could lead out of the tree is no path",
        arguments: ["/a", "a/", "a//b", "a/../b", ".", "..", "a/.", "a\0b"])
    func refused(text: String) {
        #expect(RelativePath(text) == nil)
    }

    @Test("what is no UTF-8 is shown byte by byte, and two such names stay two")
    func bytes() throws {
        let path = try #require(RelativePath(components: [Array("ä".utf8), [0x61, 0xFF, 0x62, 0xE2, 0x82]]))
        #expect(path.display == "ä/a\\xFFb\\xE2\\x82")
        #expect(try relative("a\u{1B}[0m\nb").display == "a\u{1B}[0m\nb")
        #expect(RelativePath.top.display == ".")
        #expect(RelativePath(components: [[0xFF]]) != RelativePath(components: [[0xFE]]))
        // Composed and decomposed: equal as text, different as names.
        #expect(try relative("\u{E9}") != relative("e\u{301}"))
    }

    @Test("within is by whole names")
    func within() throws {
        let conf = try relative("jcr_root/conf")
        #expect(try relative("jcr_root/conf/global").isWithin(conf))
        #expect(conf.isWithin(conf))
        #expect(conf.isWithin(.top))
        #expect(try !relative("jcr_root/configuration").isWithin(conf))
        #expect(try !relative("jcr_root").isWithin(conf))
        #expect(conf.components(below: try relative("jcr_root")) == [Array("conf".utf8)])
        #expect(conf.components(below: .top)?.count == 2)
        #expect(conf.components(below: try relative("apps")) == nil)
    }

    @Test("the order is that of the bytes")
    func order() throws {
        let paths = try ["a/b", "a-b", "a", "Z", "é"].map { try relative($0) }
        #expect(paths.sorted().map(\.display) == ["Z", "a", "a-b", "a/b", "é"])
    }
}
