// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import DocView

@Suite("Values as FileVault writes them")
struct ValueFormattingTests {
    @Test(
        "Single Strings are escaped where they would be read as something else",
        arguments: [
            ("plain", "plain"), ("", #"\0"#), ("{435c}", #"\{435c}"#), ("[a]", #"\[a]"#), ("a{b[c", "a{b[c"),
            (#"a\b"#, #"a\\b"#), ("a,b", "a,b"), ("😀", #"\ud83d\ude00"#), ("a\u{1}b", #"a\u0001b"#),
            ("\u{FFFE}", #"\ufffe"#), ("\u{FFFF}", #"\uffff"#), ("é\t\n\r☃", "é\t\n\r☃"), ("\0", #"\u0000"#),
            ("\u{7F}\u{85}\u{A0}", "\u{7F}\u{85}\u{A0}"), ("\r\n", "\r\n"), ("e\u{301}", "e\u{301}"),
        ])
    func singleStrings(value: String, written: String) {
        #expect(DocViewValue(value).formatted(forProperty: "p") == written)
        #expect(DocViewValue(type: .string, values: [value]).formatted(forProperty: "p") == written)
    }

    @Test("In a list the comma is escaped, and brackets and braces are not")
    func lists() {
        func formatted(_ values: [String], _ type: PropertyType? = nil) -> String {
            DocViewValue(type: type, isMultiple: true, values: values).formatted(forProperty: "p")
        }
        #expect(formatted([]) == "[]")
        #expect(formatted([""]) == #"[\0]"#)
        #expect(formatted(["", ""]) == "[,]")
        #expect(formatted(["a,b", "[c]", "{d}", #"e\"#]) == #"[a\,b,[c],{d},e\\]"#)
        #expect(formatted(["1", "2"], .long) == "{Long}[1,2]")
        #expect(formatted([], .name) == "{Name}[]")
        #expect(formatted(["nt:a,b"], .name) == #"{Name}[nt:a\,b]"#)
        #expect(formatted(["/a,b"], .path) == #"{Path}[/a\,b]"#)
    }

    @Test(
        "Types other than String, Name and Path are written as they are, so that a comma gets lost, as in FileVault"
    )
    func typesThatAreNotEscaped() throws {
        let uris = DocViewValue(type: .uri, isMultiple: true, values: ["a,b"])
        #expect(uris.formatted(forProperty: "p") == "{URI}[a,b]")
        #expect(try DocViewValue(docView: uris.formatted(forProperty: "p")).values == ["a", "b"])
        #expect(DocViewValue(type: .binary, values: [""]).formatted(forProperty: "p") == #"{Binary}\0"#)
        #expect(
            DocViewValue(type: .binaryReference, values: ["id"]).formatted(forProperty: "p")
                == "{BinaryRef}id")
    }

    @Test("jcr:primaryType and jcr:mixinTypes never get a type, and {String} is never written")
    func impliedTypes() {
        let name = DocViewValue(type: .name, values: ["nt:file"])
        #expect(name.formatted(forProperty: "jcr:primaryType") == "nt:file")
        #expect(name.formatted(forProperty: "other") == "{Name}nt:file")
        let mixins = DocViewValue(type: .name, isMultiple: true, values: ["mix:a", "mix:b"])
        #expect(mixins.formatted(forProperty: "jcr:mixinTypes") == "[mix:a,mix:b]")
        #expect(DocViewValue(type: .string, values: ["x"]).formatted(forProperty: "p") == "x")
    }

    @Test(
        "What is written is read again as the same, for all types that FileVault escapes",
        arguments: SeededRandom.seeds(20))
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let letters = [
            "a", ",", "[", "]", "{", "}", "\\", "0", "u", "\u{1}", "😀", "é", " ", "\n", "\u{FFFF}", "x",
        ]
        for _ in 0..<500 {
            let isMultiple = random.chance(oneIn: 2)
            let count = isMultiple ? Int.random(in: 0...4, using: &random) : 1
            let values = (0..<count).map { _ in
                (0..<Int.random(in: 0...5, using: &random)).map { _ in random.pick(letters) }.joined()
            }
            let type = random.pick([nil, PropertyType.name, .path])
            let value = DocViewValue(type: type, isMultiple: isMultiple, values: values)
            let written = value.formatted(forProperty: "p")
            #expect(try DocViewValue(docView: written) == value, "\(written)")
        }
    }
}
