// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OSGiConfig

@Suite("Java properties, as java.util.Properties reads them")
struct JavaPropertiesTests {
    struct Sample: CustomTestStringConvertible, Sendable {
        var text: String
        var pairs: [String]
        var testDescription: String { text.debugDescription }
        init(_ text: String, _ pairs: String...) { (self.text, self.pairs) = (text, pairs) }
    }

    @Test(
        "Names and values",
        arguments: [
            Sample(""), Sample("\n\r\n  \t"), Sample("# a = b\n! c = d"), Sample("a=b", "a|b"),
            Sample("a = b", "a|b"), Sample("a : b", "a|b"), Sample("a b", "a|b"), Sample("a\tb c ", "a|b c "),
            Sample("a", "a|"), Sample("a==b", "a|=b"), Sample("a = : b", "a|: b"), Sample("=b", "|b"),
            Sample("a\\ b=c", "a b|c"), Sample("a\\:b\\=c=d", "a:b=c|d"),
            Sample("a=b\\\n   c\\\r\n\td", "a|bcd"), Sample("a\\\n b=c", "ab|c"), Sample("a \\\n = b", "a|b"),
            Sample("a=\\u0041\\t\\n\\q\\\\", "a|A\t\nq\\"), Sample("a=\\ud83d\\ude00", "a|😀"),
            Sample("a=b\\", "a|b"), Sample("a=b\r\nc=d\re=f", "a|b", "c|d", "e|f"),
            Sample("# x \\\na=b", "a|b"), Sample("a=# b", "a|# b"),
        ], [OSGiFormat.properties, .cfg])
    func reading(sample: Sample, format: OSGiFormat) throws {
        let configuration = try OSGiConfiguration(sample.text, format)
        #expect(configuration.properties.map { "\($0.name)|\($0.values[0])" } == sample.pairs)
        #expect(configuration.properties.allSatisfy { $0.type == .string && !$0.isMultiple })
    }

    @Test("The encoding is ISO 8859-1, whatever the bytes are")
    func encoding() throws {
        let configuration = try OSGiConfiguration(
            parsing: [0x61, 0x3D, 0xE9, 0xFF], fileName: "x.cfg")
        #expect(configuration.properties[0].values == ["é\u{FF}"])
    }

    @Test("Lines and places")
    func places() throws {
        let text = "# comment\na = b\\\n  c\n\nsecond: d\n"
        let configuration = try OSGiConfiguration(text, .properties)
        #expect(configuration.properties.map(\.line) == [2, 5])
        let bytes = Array(text.utf8)
        let texts = configuration.properties.map { String(decoding: bytes[$0.valueSpan], as: UTF8.self) }
        #expect(texts == ["b\\\n  c", "d"])
    }

    @Test("What is not read", arguments: ["<?xml version=\"1.0\"?>", "a=\\u00g0", "a=b\nA=c", "a=\0"])
    func refused(text: String) {
        #expect(throws: OSGiConfigError.self) { try OSGiConfiguration(text, .properties) }
    }

    @Test("Properties are never edited")
    func editing() throws {
        let configuration = try OSGiConfiguration("a=b", .cfg)
        #expect(throws: OSGiConfigError.self) { try configuration.edits(for: [.set(name: "a", value: "c")]) }
        #expect(throws: OSGiConfigError.self) { try configuration.edits(for: [.remove(name: "b")]) }
        #expect(OSGiFormat.allCases.filter { !$0.isEditable } == [.properties, .cfg])
    }

    @Test("The last extension tells the format, and case counts")
    func names() {
        #expect(OSGiFormat(fileName: "x.config.cfg.json") == .json)
        #expect(OSGiFormat(fileName: "x.cfg") == .cfg)
        #expect(OSGiFormat(fileName: "x.cfg.config") == .felix)
        #expect(OSGiFormat(fileName: "x.CFG") == nil)
        #expect(OSGiFileName(fileName: "f-1.config.cfg.json", factories: ["f"])?.instance?.id == "1.config")
    }
}
