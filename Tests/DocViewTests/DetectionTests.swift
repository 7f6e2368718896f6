// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DocView

@Suite("Is NAME.xml docview?")
struct DetectionTests {
    private static let root = #"<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="x"/>"#

    private static let table: [(String, Bool)] = [
        (root, true),
        ("<?xml version='1.0'?>\n<jcr:root\nxmlns:jcr=\"http://www.jcp.org/jcr/1.0\"/>", true),
        ("\u{FEFF}\(root)", true),
        ("<jcr:root xmlns:jcr='http://www.jcp.org/jcr/1.0'/>", false),
        (#"<j:root xmlns:j="http://www.jcp.org/jcr/1.0"/>"#, false),
        (#"<jcr:root xmlns:jcr="http://example.com"/>"#, false),
        ("", false),
        ("<jcr:roo", false),
        ("<!--\(String(repeating: "x", count: 900))-->\(root)", true),
        ("<!--\(String(repeating: "x", count: 1000))-->\(root)", false),
    ]

    @Test(
        "It is if the first 1024 characters hold <jcr:root and the JCR namespace in double quotes",
        arguments: table)
    func rule(text: String, expected: Bool) {
        #expect(DocViewDetection.isDocView(head: Array(text.utf8)) == expected)
    }

    @Test("Characters are counted, not bytes, and a surrogate pair is two")
    func characters() {
        let tail = Self.root
        let namespaceEnd = #"<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0""#.utf8.count
        let room = 1024 - namespaceEnd - 7
        func holds(_ filling: String) -> Bool {
            DocViewDetection.isDocView(
                head: Array(("<!--" + filling + "-->" + tail).utf8).prefix(DocViewDetection.headLength))
        }
        #expect(holds(String(repeating: "x", count: room)))
        #expect(!holds(String(repeating: "x", count: room + 1)))
        #expect(holds(String(repeating: "漢", count: room)))
        #expect(!holds(String(repeating: "漢", count: room + 1)))
        #expect(holds(String(repeating: "😀", count: room / 2)))
        #expect(!holds(String(repeating: "😀", count: room / 2 + 1)))
    }

    @Test("UTF-16 is a plain file")
    func utf16() {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in Self.root.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(!DocViewDetection.isDocView(head: bytes))
    }
}
