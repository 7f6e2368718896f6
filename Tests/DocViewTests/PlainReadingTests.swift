// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import DocView

/// The quick reading says yes only where the parser would find the same, and yes to what FileVault writes.
@Suite("Plain docview files, read without the parser")
struct PlainReadingTests {
    /// Names and values of the attributes, element by element; nil where the quick reading says nothing.
    static func attributes(of bytes: [UInt8]) -> [[(name: String, value: String?)]]? {
        var reading = PlainDocView()
        var elements: [[(name: String, value: String?)]] = []
        let isPlain = bytes.withUnsafeBufferPointer { bytes in
            reading.reads(bytes) { attributes in
                elements.append(
                    attributes.map {
                        (
                            String(decoding: $0.name, as: UTF8.self),
                            $0.isLiteral ? String(decoding: $0.value, as: UTF8.self) : nil
                        )
                    })
                return true
            }
        }
        return isPlain ? elements : nil
    }

    /// Whether the quick reading said yes; what it said is held against the parser.
    static func agrees(_ bytes: [UInt8], _ comment: Comment) -> Bool {
        guard let elements = attributes(of: bytes) else { return false }
        let document: DocViewDocument
        do {
            document = try DocViewDocument(parsing: bytes)
        } catch {
            Issue.record("\(comment): plain, and \(error)")
            return true
        }
        #expect(document.invalidValues.isEmpty, comment)
        #expect(document.nodes.map { $0.properties.map(\.name) } == elements.map { $0.map(\.name) }, comment)
        for (node, element) in zip(document.nodes, elements) {
            for (property, attribute) in zip(node.properties, element) {
                guard let value = attribute.value else { continue }
                #expect(property.rawValue == value, comment)
                #expect(property.value == DocViewValue(value), comment)
            }
        }
        return true
    }

    static let plain = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- A comment -->
        <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:my="http://example.com/my/1.0"
            jcr:primaryType="cq:Page">
            <jcr:content
                cq:lastModified="{Date}2023-05-01T10:00:00.000Z"
                jcr:primaryType="cq:PageContent"
                jcr:title="Größe &amp; &quot;mehr&quot;&#xa;"
                count="{Long}3"
                list="[a,b\\\\,c]"
                text="\\{not a type}"
                my:own="x"/>
            <_x0032_nd/>
        </jcr:root>

        """

    @Test("what FileVault writes is plain")
    func accepted() throws {
        #expect(Self.agrees(Array(Self.plain.utf8), "the example"))
        #expect(Self.agrees(Array(Self.plain.replacing("\n", with: "\r\n").utf8), "with CRLF"))
        let elements = try #require(Self.attributes(of: Array(Self.plain.utf8)))
        #expect(elements.map(\.count) == [1, 7, 0])
        #expect(elements[1].map { $0.value != nil } == [false, true, false, false, false, false, true])
    }

    @Test(
        "everything out of the ordinary is left to the parser",
        arguments: [
            ("<?xml", "\u{FEFF}<?xml"), ("UTF-8\"?>", "UTF-8\" standalone=\"yes\"?>"),
            ("encoding=\"UTF-8\"", ""),
            ("<jcr:root", "<!DOCTYPE a><jcr:root"), ("<jcr:root", "<?a b?><jcr:root"),
            ("<!-- A", "<!-- -- A"), ("A comment -->", "A comment --->"), ("A comment -->", "A comment"),
            ("</jcr:root>", "text</jcr:root>"), ("</jcr:root>", "<![CDATA[]]></jcr:root>"),
            ("</jcr:root>", "</jcr:other>"), ("</jcr:root>", ""), ("</jcr:root>", "</jcr:root><a/>"),
            ("</jcr:root>", "<a></jcr:root></a>"),
            ("count=\"{Long}3\"", "count='3'"), ("count=\"{Long}3\"", "count =\"3\""),
            ("count=\"{Long}3\"", "count=\"3\"second=\"4\""), ("count=\"{Long}3\"", "count=\"a<b\""),
            ("count=\"{Long}3\"", "count=\"{long}3\""), ("count=\"{Long}3\"", "count=\"{Binary}3\""),
            ("count=\"{Long}3\"", "count=\"{\""), ("count=\"{Long}3\"", "count=\"\\u00g0\""),
            ("count=\"{Long}3\"", "count=\"&#65;\""), ("count=\"{Long}3\"", "count=\"&other;\""),
            ("count=\"{Long}3\"", "count=\"a&b\""), ("count=\"{Long}3\"", "count=\"\u{1}\""),
            ("count=\"{Long}3\"", "count=\"\u{FFFE}\""), ("count=\"{Long}3\"", "jcr:title=\"again\""),
            ("count=\"{Long}3\"", "c_x006f_unt=\"3\""), ("count=\"{Long}3\"", "größe=\"3\""),
            ("count=\"{Long}3\"", "1count=\"3\""), ("count=\"{Long}3\"", "a:b:c=\"3\""),
            ("count=\"{Long}3\"", "other:count=\"3\""), ("count=\"{Long}3\"", "xml:lang=\"3\""),
            ("count=\"{Long}3\"", "my:1=\"3\""), ("count=\"{Long}3\"", "xmlns:b=\"http://example.com/b\""),
            ("count=\"{Long}3\"", "count=\"3"),
            ("xmlns:cq=\"http://www.day.com/jcr/cq/1.0\"", "xmlns:cq=\"http://example.com/cq\""),
            ("xmlns:my=\"http://example.com/my/1.0\"", "xmlns:my=\"http://www.day.com/jcr/cq/1.0\""),
            ("xmlns:my=\"http://example.com/my/1.0\"", "xmlns:my=\"http://www.day.com/dam/1.0\""),
            ("xmlns:my=\"http://example.com/my/1.0\"", "xmlns:my=\"\""),
            ("xmlns:my=\"http://example.com/my/1.0\"", "xmlns=\"http://example.com/my/1.0\""),
            ("xmlns:my=\"http://example.com/my/1.0\"", "xmlns:jcr=\"http://example.com/my/1.0\""),
            ("xmlns:my=\"http://example.com/my/1.0\"", ""),
        ])
    func refused(_ text: String, _ replacement: String) {
        let changed = Self.plain.replacing(text, with: replacement, maxReplacements: 1)
        #expect(changed != Self.plain)
        #expect(Self.attributes(of: Array(changed.utf8)) == nil, "\(changed)")
    }

    @Test("bytes that are no UTF-8 in a value")
    func encoding() {
        var bytes = Array(Self.plain.utf8)
        let place = bytes.firstIndex(of: 0xC3)
        bytes[place ?? 0] = 0xC0
        #expect(Self.attributes(of: bytes) == nil)
    }

    @Test(
        "random files, and plain ones with random damage, are read as the parser reads them",
        arguments: SeededRandom.seeds(8))
    func random(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<100 {
            let file = RandomDocView(seed: random.next())
            _ = Self.agrees(Array(file.text.utf8), "IMS_TEST_SEED=\(seed)")
        }
        let pieces = [
            "<", ">", "/", "\"", "'", "&", ";", "=", " ", "\n", "a", ":", "jcr:", "<a/>", "<a>", "</a>", "{",
            "[", "\\", "-",
            "xmlns:b=\"http://b\"", "--", "<!--", "-->", "&amp;", "_x0041_", "é", "{Long}", "\\u", "]", "?",
        ]
        let lines = Self.plain.split(separator: "\n", omittingEmptySubsequences: false)
        var count = 0
        for _ in 0..<600 {
            var bytes = Array(lines.map { random.chance(oneIn: 20) ? "" : $0 }.joined(separator: "\n").utf8)
            for _ in 0..<random.number(0...3) {
                let place = random.number(0...bytes.count)
                let end = min(bytes.count, place + random.number(0...3))
                bytes.replaceSubrange(place..<end, with: Array(random.pick(pieces).utf8))
            }
            if Self.agrees(bytes, "IMS_TEST_SEED=\(seed)\n\(String(decoding: bytes, as: UTF8.self))") {
                count += 1
            }
        }
        #expect(count > 20, "the damage leaves too little that is plain")
    }
}
