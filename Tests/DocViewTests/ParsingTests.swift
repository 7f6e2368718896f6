// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DocView

@Suite("Reading docview into nodes and spans")
struct ParsingTests {
    @Test("Nodes come in document order with parent, line, start tag and properties")
    func structure() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- a > b, <not a="tag"> -->
            <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0"
                jcr:primaryType="cq:Page">
                <jcr:content
                    a="1"
                    b='{Long}2'/>
                <?keep <this a="b"?>
                <other/>text <![CDATA[<no a="tag">]]>
                <one a="&lt;x>"><two b="/>"/></one >
            </jcr:root>
            """
        let document = try DocViewDocument(parsing: Array(text.utf8))
        #expect(document.nodes.map(\.name) == ["jcr:root", "jcr:content", "other", "one", "two"])
        #expect(document.nodes.map(\.parent) == [nil, 0, 0, 0, 3])
        #expect(document.nodes.map(\.line) == [3, 5, 9, 10, 10])
        #expect(document.nodes.map(\.isPlaceholder) == [false, false, true, false, false])
        #expect(document.path(ofNodeAt: 4) == ["jcr:root", "one", "two"])
        #expect(document.invalidValues.isEmpty)

        func written(_ range: Range<Int>) -> String { String(decoding: document.bytes[range], as: UTF8.self) }
        #expect(
            document.nodes.map { written($0.startTag).prefix(6) } == [
                "<jcr:r", "<jcr:c", "<other", "<one a", "<two b",
            ])
        #expect(written(document.nodes[3].startTag) == #"<one a="&lt;x>">"#)
        let b = try #require(document.nodes[1].property(named: "b"))
        #expect(written(b.span) == "\n        b='{Long}2'")
        #expect(written(b.nameSpan) == "b")
        #expect(written(b.valueSpan) == "{Long}2")
        #expect(b.line == 7)
        #expect(b.value == DocViewValue(type: .long, values: ["2"]))
        #expect(document.nodes[3].property(named: "a")?.rawValue == "<x>")
        #expect(document.nodes[0].properties.map(\.name) == ["jcr:primaryType"])
    }

    @Test("Names are decoded, also in attributes, and same-name siblings keep their index")
    func decodedNames() throws {
        let text =
            "<jcr:root \(jcr)><_x0032_020 jcr:a_x0020_b='1' c_x0040_D='2'/><item_x005b_2_x005d_ a='1'/></jcr:root>"
        let document = try DocViewDocument(parsing: Array(text.utf8))
        #expect(document.nodes.map(\.name) == ["jcr:root", "2020", "item[2]"])
        #expect(document.nodes[1].properties.map(\.name) == ["jcr:a b", "c@D"])
        #expect(document.nodes[1].properties.map(\.rawName) == ["jcr:a_x0020_b", "c_x0040_D"])
    }

    @Test(
        "A well-known namespace gives its prefix whatever the file calls it; an unknown one keeps the file's prefix"
    )
    func canonicalPrefixes() throws {
        let text = """
            <j:root xmlns:j="http://www.jcp.org/jcr/1.0" xmlns:my="urn:mine" my:p="1" j:title="t" xml:lang="en">
                <j:content xmlns:my="http://www.day.com/jcr/cq/1.0" my:p="2" j:x_x0020_y="3"/>
                <plain xmlns="http://www.jcp.org/jcr/1.0" p="4"/>
                <jcr:odd xmlns:jcr="urn:other" jcr:p="5"/>
                <odd xmlns="urn:other" a_x003a_b="6"/>
            </j:root>
            """
        let document = try DocViewDocument(parsing: Array(text.utf8))
        #expect(
            document.nodes.map(\.name) == [
                "jcr:root", "jcr:content", "jcr:plain", "{urn:other}odd", "{urn:other}odd",
            ])
        #expect(
            document.nodes.map { $0.properties.map(\.name) } == [
                ["my:p", "jcr:title", "xml:lang"], ["cq:p", "jcr:x y"], ["p"], ["{urn:other}p"], ["{}a:b"],
            ])
    }

    @Test(
        "A value is what an XML parser makes of it: references resolved, literal white space turned into spaces"
    )
    func rawValues() throws {
        let text =
            "<jcr:root \(jcr) a=\"&amp;&lt;&gt;&quot;&apos;&#65;&#x1F600;&#0038;amp;\" b='a\tb\nc\r\nd\re'"
            + " c=\"&#x9;&#xa;&#13;\" d='\"' e=\"&amp;#38;\" f=\"é漢😀\" g=\"&#00000000000065;\"/>"
        let node = try DocViewDocument(parsing: Array(text.utf8)).nodes[0]
        #expect(
            node.properties.map(\.rawValue) == [
                "&<>\"'A😀&amp;", "a b c d e", "\t\n\r", "\"", "&#38;", "é漢😀", "A",
            ])
    }

    @Test("Values that FileVault refuses are listed with their place and without their text")
    func invalidValues() throws {
        let text =
            "<jcr:root \(jcr)\n a=\"{00a1b2c3}\"\n ok=\"1\">\n<x b='\\uzzzz' c='{Binary}xyz'/>\n</jcr:root>"
        let document = try DocViewDocument(parsing: Array(text.utf8))
        #expect(document.nodes[0].property(named: "a")?.value == nil)
        #expect(document.nodes[0].property(named: "ok")?.value == DocViewValue("1"))
        #expect(document.invalidValues.map(\.node) == [0, 1, 1])
        #expect(document.invalidValues.map(\.property) == ["a", "b", "c"])
        #expect(document.invalidValues.map(\.line) == [2, 4, 4])
        #expect(document.invalidValues.allSatisfy { !$0.reason.contains("00a1b2c3") && !$0.reason.isEmpty })
    }

    @Test("A byte order mark counts in the offsets and nowhere else")
    func byteOrderMark() throws {
        let plain = try DocViewDocument(parsing: Array("<jcr:root \(jcr) a='1'/>".utf8))
        let marked = try DocViewDocument(parsing: Array("\u{FEFF}<jcr:root \(jcr) a='1'/>".utf8))
        #expect(marked.nodes[0].startTag.lowerBound == 3)
        #expect(marked.nodes[0].properties[0].rawValue == plain.nodes[0].properties[0].rawValue)
        #expect(marked.bytes.count == plain.bytes.count + 3)
    }

    @Test("Odd but well-formed layouts are understood")
    func oddLayouts() throws {
        let text =
            "\n<?pi?><!--x--><jcr:root\n\(jcr)\ta = \"1\"\n=b\n".replacing("=b", with: "b\n=\n'2'")
            + "\r\n c='>'  ><a></a ><b\t/><!-- - --><c></c\n></jcr:root\t>\n<!--after--> <?end?>\n"
        let document = try DocViewDocument(parsing: Array(text.utf8))
        #expect(document.nodes.map(\.name) == ["jcr:root", "a", "b", "c"])
        #expect(document.nodes[0].properties.map(\.rawValue) == ["1", "2", ">"])
        #expect(document.nodes[0].line == 2)
    }

    @Test("Many threads may read at the same time")
    func threads() async throws {
        let text = "<jcr:root \(jcr) a='&amp;'>" + String(repeating: "<x b='1'/>", count: 50) + "</jcr:root>"
        let bad = Array((text + "<").utf8)
        let good = Array(text.utf8)
        let counts = await withTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    (try? DocViewDocument(parsing: number % 2 == 0 ? good : bad))?.nodes.count ?? 0
                }
            }
            return await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(counts == [51: 100, 0: 100])
    }
}
