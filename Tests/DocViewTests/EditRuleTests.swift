// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import DocView

@Suite("Rules of edits")
struct EditRuleTests {
    private func edits(_ text: String, _ changes: [PropertyChange], node: Int = 0) throws -> [ByteEdit] {
        try DocViewDocument(parsing: Array(text.utf8)).edits(for: changes, ofNodeAt: node)
    }

    @Test(
        "A value that is there already keeps its author's spelling",
        arguments: [
            (#"<n p=""/>"#, ""), (#"<n p="\0"/>"#, ""), (#"<n p="{String}a"/>"#, "a"),
            (#"<n p="a&#x2f;b"/>"#, "a/b"),
            (#"<n p="\a\b"/>"#, "ab"), ("<n p='😀'/>", "😀"), (#"<n p="\u0061"/>"#, "a"),
        ])
    func noEdit(text: String, value: String) throws {
        #expect(try edits(text, [.set(name: "p", value: value)]).isEmpty)
    }

    @Test(
        "Another type, a list, a refused value, or an accent of another spelling is replaced",
        arguments: [
            (#"<n p="{Name}a"/>"#, "a", #"<n p="a"/>"#), (#"<n p="[a]"/>"#, "a", #"<n p="a"/>"#),
            (#"<n p="{cafe}"/>"#, "{cafe}", #"<n p="\{cafe}"/>"#),
            ("<n p='\u{E9}'/>", "e\u{301}", "<n p='e\u{301}'/>"),
        ])
    func replaced(before: String, value: String, after: String) throws {
        let result = try edited(before, "n", [.set(name: "p", value: value)])
        #expect(Array(result.utf8) == Array(after.utf8))
    }

    @Test("Removing what is not there is no edit")
    func removeAbsent() throws {
        #expect(try edits("<n p='1'/>", [.remove(name: "q")]).isEmpty)
    }

    @Test("The order of the changes does not matter", arguments: SeededRandom.seeds(5))
    func orderOfChanges(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let text = "<n\n  a='1'\n  apiKey='2'\n  c='3'\n  jwtClaims='4'\n  m='5'\n  z='6'/>"
        let changes: [PropertyChange] =
            ["b", "c2", "d", "k", "n", "zz"].map { .set(name: $0, value: $0) }
            + [
                .remove(name: "apiKey"), .remove(name: "jwtClaims"), .remove(name: "z"),
                .set(name: "m", value: "x"),
            ]
        let expected =
            "<n\n  a='1'\n  b='b'\n  c='3'\n  c2='c2'\n  d='d'\n  k='k'\n  m='x'\n  n='n'\n  zz='zz'/>"
        for _ in 0..<50 {
            #expect(try edited(text, "n", changes.shuffled(using: &random)) == expected)
        }
    }

    @Test("A prefixed property is written with the prefix that the file has for its namespace")
    func prefixes() throws {
        let before = #"<j:root xmlns:j="http://www.jcp.org/jcr/1.0" j:primaryType="x"><k/></j:root>"#
        #expect(
            try edited(
                before, "jcr:root",
                [.set(name: "jcr:title", value: "t"), .set(name: "xml:lang", value: "en")])
                == #"<j:root xmlns:j="http://www.jcp.org/jcr/1.0" xml:lang="en" j:primaryType="x" j:title="t"><k/></j:root>"#
        )
        #expect(
            try edited(before, "k", [.set(name: "jcr:title", value: "t")])
                == #"<j:root xmlns:j="http://www.jcp.org/jcr/1.0" j:primaryType="x"><k j:title="t"/></j:root>"#
        )
        #expect(
            try edited("<n xmlns:my='urn:m' my:a='1'/>", "n", [.set(name: "my:b", value: "2")])
                == "<n xmlns:my='urn:m' my:a='1' my:b='2'/>")
    }

    @Test("A name is given as the reader would give it; other forms of the same name are refused")
    func canonicalNames() throws {
        let document = try DocViewDocument(
            parsing: Array(
                "<n xmlns:my='urn:m' xmlns:jcr='urn:o' xmlns:j='http://www.jcp.org/jcr/1.0'/>".utf8))
        for (name, canonical) in [
            ("{urn:m}a", "my:a"), ("j:a", "jcr:a"), ("{http://www.jcp.org/jcr/1.0}a", "jcr:a"), ("{}a", "a"),
        ] {
            let error = docViewError {
                _ = try document.edits(for: [.set(name: name, value: "v")], ofNodeAt: 0)
            }
            #expect(
                error?.description.contains("'\(canonical)'") == true, "\(name): \(String(describing: error))"
            )
        }
        for (name, written) in [
            ("{urn:o}a", "jcr:a"), ("jcr:a", "j:a"), ("{}a:b", "a_x003a_b"), ("my:a b", "my:a_x0020_b"),
            // To Swift's characters an accent is one with the brace before it.
            ("{urn:o}\u{301}a", "jcr:_x0301_a"),
        ] {
            #expect(try document.attributeName(for: name, ofNodeAt: 0) == written)
        }
    }

    @Test("Without a prefix in scope there is no edit, but an error that names the property")
    func noPrefix() throws {
        let cases = [
            ("<n a='1'/>", "jcr:title"), ("<n a='1' xmlns='http://www.jcp.org/jcr/1.0'/>", "jcr:title"),
            ("<n a='1'/>", "my:title"), ("<n xmlns:jcr='urn:other'/>", "jcr:title"), ("<n/>", "{urn:x}title"),
            ("<n/>", ""),
            ("<n xmlns:j='http://www.jcp.org/jcr/1.0'><m xmlns:j='urn:other'/></n>", "jcr:title"),
        ]
        for (text, name) in cases {
            let document = try DocViewDocument(parsing: Array(text.utf8))
            let error = docViewError {
                _ = try document.edits(
                    for: [.set(name: name, value: "v")], ofNodeAt: document.nodes.count - 1)
            }
            guard case .editImpossible(1, let description) = error else {
                Issue.record("\(text): \(String(describing: error))")
                continue
            }
            #expect(name.isEmpty || description.contains(name))
            #expect(!description.contains("'v'"))
        }
    }

    @Test("Names that XML does not allow are encoded")
    func encodedNames() throws {
        #expect(
            try edited("<n/>", "n", [.set(name: "2 b@c", value: "v")]) == #"<n _x0032__x0020_b_x0040_c="v"/>"#
        )
        #expect(
            try edited("<n a_x0020_b='1'/>", "n", [.set(name: "a b", value: "2")]) == "<n a_x0020_b='2'/>")
        #expect(try edited("<n a_x0020_b='1'/>", "n", [.remove(name: "a b")]) == "<n/>")
    }

    @Test("What is ambiguous is refused: a property named twice, or there twice, and nodes that do not exist")
    func ambiguous() throws {
        let document = try DocViewDocument(parsing: Array("<n ab='1' _x0061_b='2'/>".utf8))
        for changes: [PropertyChange] in [
            [.set(name: "c", value: "1"), .set(name: "c", value: "2")],
            [.set(name: "c", value: "1"), .remove(name: "c")], [.remove(name: "ab")],
            [.set(name: "ab", value: "3")],
        ] {
            guard case .editImpossible? = docViewError({ _ = try document.edits(for: changes, ofNodeAt: 0) })
            else {
                Issue.record("\(changes)")
                continue
            }
        }
        #expect(throws: DocViewError.self) { try document.edits(for: [], ofNodeAt: 1) }
        #expect(throws: DocViewError.self) { try document.edits(for: [], ofNodeAt: -1) }
    }

    @Test("Edits are made in the order of the file, may touch, and may not overlap")
    func applying() throws {
        let document = try DocViewDocument(parsing: Array("<n/>".utf8))
        func applied(_ edits: [(Range<Int>, String)]) throws -> String {
            let edits = edits.map { ByteEdit(range: $0.0, replacement: Array($0.1.utf8)) }
            return String(decoding: try document.applying(edits), as: UTF8.self)
        }
        #expect(try applied([]) == "<n/>")
        #expect(
            try applied([(2..<3, ""), (1..<2, "m"), (2..<2, " a"), (4..<4, "\n"), (0..<0, " ")]) == " <m a>\n"
        )
        for overlap in [
            [(0..<2, ""), (1..<3, "")], [(1..<1, "a"), (1..<1, "b")], [(0..<3, ""), (1..<1, "x")],
            [(1..<2, "a"), (1..<2, "b")],
            [(3..<5, "")], [(5..<5, "x")],
        ] {
            #expect(throws: DocViewError.self) { try applied(overlap) }
        }
    }
}
