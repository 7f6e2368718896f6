// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import DocView

@Suite("What is refused, and how it is said")
struct RefusalTests {
    /// Stands where a secret would; no error may repeat it.
    static let secret = "s3cr3tV4lue"

    private static let malformedTable: [(name: String, text: String, line: Int, words: String)] = [
        ("empty", "", 1, "empty"),
        ("white space only", "\n\n", 3, "root element"),
        ("no markup", secret, 1, "root element"),
        ("mismatched tag", "<a>\n<\(secret)></a>", 2, "does not match its start tag"),
        ("not closed", "<a>\n<b>", 2, "not closed"),
        ("second root", "<a/>\n<b/>", 2, "after the end of the root element"),
        ("text after the root", "<a/>\n\(secret)", 2, "after the end of the root element"),
        ("unclosed attribute", "<a b=\"\(secret)", 1, "closing quote"),
        ("unescaped <", "<a\n b=\"\(secret)<\"/>", 2, "unescaped '<'"),
        ("attribute without quotes", "<a b=\(secret)/>", 1, "without quotes"),
        ("attribute without value", "<a \(secret)/>", 1, "without"),
        ("duplicate attribute", "<a b='\(secret)' b='2'/>", 1, "twice"),
        (
            "duplicate expanded name", "<a xmlns:x='u' xmlns:y='u' x:b='\(secret)' y:b='2'/>", 1,
            "the same name"
        ),
        ("undeclared prefix on an attribute", "<a\n x:\(secret)='1'/>", 2, "prefix that is not declared"),
        ("undeclared prefix on an element", "<a><\(secret):b/></a>", 1, "prefix that is not declared"),
        ("two colons", "<a x:y:z='1' xmlns:x='u'/>", 1, "colon"),
        ("undeclared entity", "<a b='&\(secret);'/>", 1, "entity that is not declared"),
        ("undeclared entity in text", "<a>&\(secret);</a>", 1, "entity that is not declared"),
        ("bare ampersand", "<a b='1 & \(secret)'/>", 1, "&amp;"),
        ("character reference to zero", "<a b='&#0;'/>", 1, "not allow"),
        ("control character", "<a b='\u{1}'/>", 1, "not allow"),
        ("zero byte after the root", "<a/>\n\0<x", 2, "zero byte"),
        ("zero byte in a value", "<a b='\0'/>", 1, "zero byte"),
        ("comment without an end", "<a/><!-- \(secret)", 1, "comment that does not end"),
        ("CDATA without an end", "<a><![CDATA[\(secret)", 1, "CDATA section that does not end"),
        ("no space between attributes", "<a b='1'c='2'/>", 1, "no white space"),
        ("XML declaration too late", "\n<?xml version='1.0'?><a/>", 2, "at the very start"),
        ("Velocity template", "#set($x = 1)\n<a/>", 1, "root element"),
        ("xml prefix redeclared", "<a xmlns:xml='\(secret)'/>", 1, "reserved"),
    ]

    @Test(
        "Malformed files are refused with line and words, and never with text of the file",
        arguments: malformedTable)
    func malformed(row: (name: String, text: String, line: Int, words: String)) throws {
        let error = try #require(docViewError { _ = try DocViewDocument(parsing: Array(row.text.utf8)) })
        guard case .malformed(let line, let column, let message) = error else {
            Issue.record("\(row.name): \(error)")
            return
        }
        #expect(line == row.line, "\(row.name): \(error)")
        #expect(column >= 1)
        #expect(message.contains(row.words), "\(row.name): \(error)")
        #expect(!error.description.contains(Self.secret))
    }

    @Test(
        "A DOCTYPE is refused at its line, whatever is in it, and nothing is loaded for it",
        arguments: [
            "<!DOCTYPE a>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>",
            "<!DOCTYPE a SYSTEM\n 'http://localhost:1/x'>",
            "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "<!DOCTYPE a PUBLIC 'p' 's' []>",
            "<!DOCTYPE a [<!ENTITY a0 'x'><!ENTITY a1 '&a0;&a0;'>]>",
            "<!DOCTYPE a [<!ATTLIST a b CDATA 'default'>]>", "<!DOCTYPE a [<!ENTITY % p SYSTEM 'x'> %p;]>",
            "<!DOCTYPE", "<!DOCTYPE a SYSTEM '\(String(repeating: "x", count: 5_000))'>",
        ])
    func doctype(declaration: String) {
        let text = "<?xml version='1.0'?>\n\n\(declaration)<a b='&e;'/>"
        #expect(throws: DocViewError.doctypeRefused(line: 3)) {
            _ = try DocViewDocument(parsing: Array(text.utf8))
        }
    }

    private static let encodingTable: [(name: String, bytes: [UInt8], line: Int, words: String)] = [
        ("UTF-16 LE with mark", [0xFF, 0xFE, 0x3C, 0], 1, "UTF-16"),
        ("UTF-16 BE with mark", [0xFE, 0xFF, 0, 0x3C], 1, "UTF-16"),
        ("UTF-16 LE without mark", [0x3C, 0, 0x61, 0], 1, "UTF-16"),
        ("UTF-16 BE without mark", [0, 0x3C, 0, 0x61], 1, "UTF-16"),
        ("UTF-32 LE", [0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0], 1, "UTF-32"),
        ("UTF-32 BE", [0, 0, 0, 0x3C], 1, "UTF-32"),
        ("Latin 1 declared", Array("<?xml version='1.0' encoding='ISO-8859-1'?><a/>".utf8), 1, "ISO-8859-1"),
        (
            "declared on the second line", Array("<?xml version='1.0'\n encoding = \"latin1\" ?><a/>".utf8),
            2, "latin1"
        ),
        (
            "Latin 1 declared far behind",
            Array(
                "<?xml version='1.0'\(String(repeating: " ", count: 2000))encoding='ISO-8859-1'?><a/>".utf8),
            1, "ISO-8859-1"
        ),
        (
            "UTF-16 declared, UTF-8 in fact", Array("<?xml version='1.0' encoding='utf-16'?><a/>".utf8), 1,
            "utf-16"
        ),
        (
            "a name that no one should print", Array("<?xml version='1.0' encoding='a\u{1B}[31m'?><a/>".utf8),
            1, "unknown"
        ),
        ("Latin 1 undeclared", Array("<a>\n<b c='".utf8) + [0xE9] + Array("'/></a>".utf8), 2, "byte 11"),
        ("an overlong sequence", [0x3C, 0x61, 0xC0, 0xAF], 1, "no UTF-8"),
        ("a surrogate", [0x3C, 0x61, 0xED, 0xA0, 0x80], 1, "no UTF-8"),
        ("beyond Unicode", [0x3C, 0x61, 0xF4, 0x90, 0x80, 0x80], 1, "no UTF-8"),
        ("cut within a character", [0x3C, 0x61, 0xE2, 0x82], 1, "no UTF-8"),
    ]

    @Test("Only UTF-8 is read", arguments: encodingTable)
    func encodings(row: (name: String, bytes: [UInt8], line: Int, words: String)) throws {
        let error = try #require(docViewError { _ = try DocViewDocument(parsing: row.bytes) })
        guard case .encodingUnsupported(row.line, let description) = error else {
            Issue.record("\(row.name): \(error)")
            return
        }
        #expect(description.contains(row.words))
        #expect(!description.contains("\u{1B}"))
    }

    @Test(
        "UTF-8 may be declared in any spelling, or not at all",
        arguments: [
            "", "encoding='UTF-8'", "encoding='utf-8'", "encoding = \"Utf8\"",
            "encoding='UTF-8' standalone='yes'",
        ])
    func utf8(declaration: String) throws {
        let text = "<?xml version='1.0' \(declaration)?><a b='é'/>"
        #expect(try DocViewDocument(parsing: Array(text.utf8)).nodes.count == 1)
        #expect(try DocViewDocument(parsing: Array(("\u{FEFF}" + text).utf8)).nodes.count == 1)
    }

    @Test("Limits are refused as such, not as faults of the file")
    func limits() throws {
        func isLimit(_ text: String, _ limits: DocViewLimits = .standard) -> Bool {
            guard
                case .limitReached? = docViewError({
                    _ = try DocViewDocument(parsing: Array(text.utf8), limits: limits)
                })
            else { return false }
            return true
        }
        let nested = { (depth: Int) in
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(try DocViewDocument(parsing: Array(nested(256).utf8)).nodes.count == 256)
        #expect(isLimit(nested(257)))
        #expect(isLimit(nested(10_000)))
        #expect(isLimit("<a b='\(String(repeating: "x", count: 9_000_001))'/>"))
        #expect(isLimit("<a b='\(String(repeating: "x", count: 10_000_001))'/>"))
        #expect(isLimit("<a \(String(repeating: "x", count: 60_000))='1'/>"))
        let attributes = (0..<10_001).map { " a\($0)=''" }.joined()
        #expect(isLimit("<a\(attributes)/>"))
        let namespaces = (0..<600).map { " xmlns:a\($0)='u'" }.joined()
        #expect(isLimit("<a\(namespaces)><b\(namespaces)/></a>"))
        #expect(
            try DocViewDocument(parsing: Array("<a><b\(namespaces)/><b\(namespaces)/></a>".utf8)).nodes.count
                == 3)
        let small = DocViewLimits(maximumBytes: 20, maximumDepth: 2, maximumNodes: 3)
        #expect(isLimit("<a b='0123456789012'/>", small))
        #expect(isLimit("<a><b><c/></b></a>", small))
        #expect(isLimit("<a><b/><b/><b/></a>", small))
    }

    @Test("Large files within the limits are read")
    func large() throws {
        let value = String(repeating: "&amp;x\n", count: 200_000)
        let nodes = String(repeating: "<n a='1' b=\"&lt;\"/>\n", count: 20_000)
        let document = try DocViewDocument(parsing: Array("<a v='\(value)'>\(nodes)</a>".utf8))
        #expect(document.nodes.count == 20_001)
        #expect(document.nodes[0].properties[0].rawValue.utf8.count == 600_000)
        #expect(document.nodes[20_000].line == 220_000)
    }

    @Test("A file cut off at any byte is refused with a typed error, unless only white space is missing")
    func truncations() throws {
        let text = """
            \u{FEFF}<?xml version="1.0" encoding="UTF-8"?>
            <!-- licence é -->
            <jcr:root \(jcr) a="&lt;é😀&#x41;"\r
                b='x'><![CDATA[ < ]]><?pi x?><c d = "1" /></jcr:root>

            """
        let bytes = Array(text.utf8)
        for count in 0..<(bytes.count - 1) {
            let error = docViewError { _ = try DocViewDocument(parsing: Array(bytes.prefix(count))) }
            #expect(
                (1...5).contains(error?.line ?? 0), "cut after \(count) bytes: \(String(describing: error))")
        }
        #expect(throws: Never.self) { try DocViewDocument(parsing: bytes) }
    }

    @Test("Any bytes at all give a document or a typed error", arguments: SeededRandom.seeds(10))
    func noise(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pieces = [
            "<", ">", "/", "a", " ", "=", "'", "\"", "&", ";", "&amp;", "<!--", "-->", "<![CDATA[", "]]>",
            "<?", "?>",
            "xmlns", ":", "\n", "\r", "<a b='1'>", "</a>", "é", "{", "<!DOCTYPE a", "#", "x41", "jcr",
        ]
        for _ in 0..<2_000 {
            var bytes = (0..<Int.random(in: 1...12, using: &random)).flatMap { _ in
                Array(random.pick(pieces).utf8)
            }
            if random.chance(oneIn: 10) { bytes.append(UInt8.random(in: 0...255, using: &random)) }
            do throws(DocViewError) {
                _ = try DocViewDocument(parsing: bytes)
            } catch {
                if case .positionsUncertain = error {
                    Issue.record("\(String(decoding: bytes, as: UTF8.self)): \(error)")
                }
            }
        }
    }

    @Test(
        "After the first fault nothing more is parsed, so that hostile files cannot hide their cost behind one",
        arguments: [
            "<a b=>", "<a b=c>", "<a><?1 ", "<a><!FOO>", "<a b='<'>", "<a>&", "<a></b>", "<a>",
            "<!DOCTYPE a [ ",
        ])
    func costBehindFault(fault: String) {
        // libxml2 2.9 compares each of these attributes with each other, which would take minutes.
        let attributes = (0..<400_000).map { " a\($0)=''" }.joined()
        #expect(throws: DocViewError.self) {
            try DocViewDocument(parsing: Array("\(fault)<x\(attributes)/></a>".utf8))
        }
    }

    @Test("Every error says what is wrong, where, and what to do")
    func descriptions() {
        let errors: [DocViewError] = [
            .malformed(line: 7, column: 3, message: "m"), .doctypeRefused(line: 7),
            .encodingUnsupported(line: 7, description: "d"), .limitReached(line: 7, description: "d"),
            .positionsUncertain(line: 7, description: "d"), .editImpossible(line: 7, description: "d"),
            .verificationFailed(line: 7, description: "d"),
        ]
        for error in errors {
            #expect(error.line == 7)
            #expect(error.description.hasPrefix("line 7"))
            #expect(error.description.hasSuffix("."))
        }
    }
}
