// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DocView

/// FileVault reads with Java's parser. What is expected here was measured with Java 17: each file below was read by
/// `SAXParserFactory`, with namespaces.
@Suite("What Java's XML parser refuses, and libxml2 doesn't")
struct JavaReadingTests {
    private static let jcr = "xmlns:jcr=\"http://www.jcp.org/jcr/1.0\""

    private func error(_ text: String) -> DocViewError? {
        do throws(DocViewError) {
            _ = try DocViewDocument(parsing: Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    private func isMalformed(_ text: String, line: Int? = nil) -> Bool {
        guard case .malformed(let found, let column, _)? = error(text) else { return false }
        return column > 0 && (line == nil || found == line)
    }

    private func file(_ declaration: String, value: String = "v", name: String = "a", after: String = "")
        -> String
    {
        "\(declaration)\n<jcr:root \(Self.jcr)\n    jcr:title=\"\(value)\">\n    <\(name)/>\(after)</jcr:root>\n"
    }

    @Test(
        "versions that Java reads",
        arguments: [
            "<?xml version=\"1.0\"?>", "<?xml version='1.0' encoding='UTF-8'?>", "<?xml version = \"1.1\" ?>",
            "<?xml version=\"1.1\" encoding=\"UTF-8\" standalone=\"yes\"?>",
            "<?xml\tversion='1.1'\r\nencoding='utf-8'?>",
            "", "<?xml-stylesheet version=\"3\"?>", "<!-- <?xml version=\"3\"?> -->",
            "\u{FEFF}<?xml version=\"1.1\"?>",
        ])
    func known(declaration: String) {
        #expect(error(file(declaration)) == nil)
    }

    @Test(
        "versions that it refuses",
        arguments: [
            "1.2", "1.3", "1.10", "1.", "2.0", "10", "1.0.0", "1", "", " 1.0", "1.0 ", "1,0", "1.1a", "I.0",
        ], ["", "\u{FEFF}"])
    func unknown(version: String, mark: String) {
        #expect(isMalformed(file("\(mark)<?xml version=\"\(version)\"?>"), line: 1))
        #expect(isMalformed(file("\(mark)<?xml version='\(version)' encoding='UTF-8'?>"), line: 1))
    }

    @Test(
        "what XML 1.1 reads in another way is refused there, and only there",
        arguments: ["\u{85}", "\u{2028}", "\u{7F}", "\u{80}", "\u{84}", "\u{86}", "\u{9F}"])
    func version11(character: String) {
        let (old, new) = ("<?xml version=\"1.0\"?>", "<?xml version=\"1.1\"?>")
        for (value, after) in [
            (character, ""), ("v", character), ("v", "<!--\(character)-->"), ("v", "<?p \(character)?>"),
        ] {
            #expect(error(file(old, value: value, after: after)) == nil)
            #expect(isMalformed(file(new, value: value, after: after)))
        }
        // Controls by reference are of 1.1 alone; no docview file of FileVault's has them.
        #expect(isMalformed(file(new, value: "&#1;")))
        #expect(error(file(new, value: "é\u{A0}\u{2029}&#x85;&#x7F;\u{1F600}")) == nil)
    }

    @Test(
        "names are those of the fourth edition",
        arguments: [
            ("é", true), ("a\u{B7}", true), ("a\u{660}", true), ("a\u{300}", true), ("\u{4E00}", true),
            ("\u{AC00}", true),
            ("\u{131}", true), ("\u{660}", false), ("\u{2070}", false), ("\u{200C}", false),
            ("\u{3001}", false),
            ("\u{FB00}", false), ("\u{2C00}", false), ("\u{A000}", false), ("\u{903}", false),
            ("a\u{203F}", false),
            ("\u{10000}", false), ("a\u{1F600}", false), ("a\u{FEFF}", false),
        ])
    func names(name: String, isKnown: Bool) {
        let (old, new) = ("<?xml version=\"1.0\"?>", "<?xml version=\"1.1\"?>")
        for text in [
            file(old, name: name), file("", name: name), file(old, name: "jcr:\(name)"),
            file(old, name: "a \(name)=\"1\""),
            file(old, name: "a xmlns:\(name)=\"u\""), file(old, after: "<?\(name) x?>"),
        ] {
            #expect((error(text) == nil) == isKnown, "\(text)")
        }
        if !isKnown { #expect(isMalformed(file(old, name: name), line: 4)) }
        // XML 1.1 has those of the fifth.
        if isKnown || name.unicodeScalars.first == "\u{10000}" {
            #expect(error(file(new, name: name)) == nil)
        }
    }

    @Test("both readers agree on all of them")
    func plain() {
        var scratch = PlainDocView()
        for text in [
            file("<?xml version=\"1.2\" encoding=\"UTF-8\"?>"),
            file("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", name: "\u{2070}"),
            file("<?xml version=\"1.1\" encoding=\"UTF-8\"?>", value: "\u{85}"),
        ] {
            Array(text.utf8).withUnsafeBufferPointer { bytes in
                #expect(!scratch.reads(bytes) { _ in true })
            }
        }
    }

    @Test("a well-known prefix for another namespace is told of, with its line")
    func misleadingPrefixes() throws {
        func found(_ text: String) throws -> [String] {
            try DocViewDocument(parsing: Array(text.utf8)).misleadingDeclarations.map {
                "\($0.prefix) \($0.line)"
            }
        }
        #expect(try found("<jcr:root xmlns:jcr=\"http://www.jcp.org/jcr/1.0/\"/>") == ["jcr 1"])
        #expect(
            try found(
                "<jcr:root\n \(Self.jcr)\n xmlns:cq=\"http://www.day.com/jcr/cq/1.1\"\n xmlns:x=\"y\"/>") == [
                    "cq 3"
                ])
        #expect(
            try found("<jcr:root \(Self.jcr)>\n<a xmlns:nt=\"http://www.jcp.org/jcr/1.0\"/></jcr:root>") == [
                "nt 2"
            ])
        #expect(
            try found(
                "<j:root xmlns:j=\"http://www.jcp.org/jcr/1.0\" xmlns:acme=\"http://www.day.com/acme\"/>")
                == [])
    }
}
