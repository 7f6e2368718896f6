// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OSGiConfig

@Suite("What Felix's format means")
struct FelixGrammarTests {
    @Test(
        "Every spelling of a value",
        arguments: [
            Expected(#"k="v""#, single: "v"), Expected(#"k="""#, single: ""),
            Expected(#"k=T"v""#, single: "v"),
            Expected(#"k=B"true""#, .boolean, single: "true"),
            Expected(#"k=b"false""#, .boolean, single: "false"),
            Expected(#"k=I"30000""#, .integer, single: "30000"),
            Expected(#"k=i"-1""#, .integer, single: "-1"),
            Expected(#"k=L"9223372036854775807""#, .long, single: "9223372036854775807"),
            Expected(#"k=l"0""#, .long, single: "0"),
            Expected(#"k=F"1065353216""#, .float, single: "1065353216"),
            Expected(#"k=f"0""#, .float, single: "0"),
            Expected(#"k=D"4607182418800017408""#, .double, single: "4607182418800017408"),
            Expected(#"k=d"0""#, .double, single: "0"), Expected(#"k=X"-128""#, .byte, single: "-128"),
            Expected(#"k=x"1""#, .byte, single: "1"), Expected(#"k=S"32767""#, .short, single: "32767"),
            Expected(#"k=s"1""#, .short, single: "1"), Expected(#"k=C"c""#, .character, single: "c"),
            Expected(#"k=c"\ ""#, .character, single: " "),
            // Escapes.
            Expected(#"k="a\"b\\c\ d\=e""#, single: #"a"b\c d=e"#),
            Expected(#"k="\r\n\t\b\f""#, single: "\r\n\t\u{8}\u{C}"),
            Expected(#"k="\u0041\u00e9\u00E9""#, single: "Aéé"),
            Expected(#"k="\ud83d\ude00""#, single: "😀"),
            Expected(#"k="\ud83dx\ude00""#, single: "\u{FFFD}x\u{FFFD}"),
            Expected(#"k="\u0000""#, single: "\0"), Expected(#"k="\q\{\é\]""#, single: "q{é]"),
            Expected(#"k="{\"iss\"\:\ 1}""#, single: #"{"iss": 1}"#),
            // What needs no escape.
            Expected(#"k="a b  c""#, single: "a b  c"), Expected(#"k="é☃😀""#, single: "é☃😀"),
            Expected(#"k="[x],(y)#z""#, single: "[x],(y)#z"),
            Expected("k=\"a\nb\r\nc\rd\"", single: "a\nb\nc\nd"),
            Expected("k=\"a\\\nb\\\r\nc\"", single: "a\nb\nc"),
            Expected("k=\"a\tb\u{1}\"", single: "a\tb\u{1}"),
        ])
    func values(expected: Expected) throws {
        let configuration = try OSGiConfiguration(expected.text, .felix)
        expected.check(try #require(configuration.properties.first))
        #expect(configuration.properties.count == 1)
        #expect(configuration.doubts.isEmpty)
    }

    @Test(
        "Every spelling of a list",
        arguments: [
            Expected("k=[]", list: []), Expected("k=()", list: []), Expected("k=[ ]", list: []),
            Expected("k=[ \\\r\n  ]", list: []), Expected("k=( \\\r\n)", list: []),
            Expected(#"k=["a"]"#, list: ["a"]), Expected(#"k=["a","b"]"#, list: ["a", "b"]),
            Expected(#"k=[ "a", "b" ]"#, list: ["a", "b"]), Expected(#"k=( "a", "b", )"#, list: ["a", "b"]),
            Expected(#"k=["a" , "b"]"#, list: ["a", "b"]), Expected(#"k=["","",""]"#, list: ["", "", ""]),
            Expected("k=[ \\\r\n  \"a\", \\\r\n  \"b\", \\\r\n  ]", list: ["a", "b"]),
            Expected("k=( \\\r\n  \"a\", \\\r\n)", list: ["a"]),
            Expected("k=[\\\n\"a\",\\\n\"b\"\\\n]", list: ["a", "b"]),
            Expected("k=[\n  \"a\",\n  \"b\"\n]", list: ["a", "b"]), Expected("k=[\\\n\\\r\n]", list: []),
            Expected(#"k=[,,"a",,"b",,]"#, list: ["a", "b"]),
            Expected(#"k=I["1", "2"]"#, .integer, list: ["1", "2"]),
            Expected(#"k=i["1"]"#, .integer, list: ["1"]),
            Expected(#"k=B( "true", )"#, .boolean, list: ["true"]),
            Expected(#"k=["a]","(b","c,d"]"#, list: ["a]", "(b", "c,d"]),
            Expected("k=[\"first\n  line\",\\\n\"x\"]", list: ["first\n  line", "x"]),
        ])
    func lists(expected: Expected) throws {
        let configuration = try OSGiConfiguration(expected.text, .felix)
        expected.check(try #require(configuration.properties.first))
        #expect(configuration.doubts.isEmpty)
    }

    @Test(
        "Names",
        arguments: [
            Expected(#"auth.token.provider-x_1="v""#, name: "auth.token.provider-x_1", single: "v"),
            Expected(#"a\ b\=c\"d\\e="v""#, name: #"a b=c"d\e"#, single: "v"),
            Expected(#"a[0](x),y="v""#, name: "a[0](x),y", single: "v"),
            Expected(#"é/ü:="v""#, name: "é/ü:", single: "v"),
            Expected("\\#k=\"v\"", name: "#k", single: "v"),
            Expected(#"k\u0041="v""#, name: "kA", single: "v"),
            Expected(#"a#b="v""#, name: "a#b", single: "v"), Expected(#"B="v""#, name: "B", single: "v"),
        ])
    func names(expected: Expected) throws {
        let configuration = try OSGiConfiguration(expected.text, .felix)
        let property = try #require(configuration.properties.first)
        expected.check(property)
        #expect(configuration.bytes[property.nameSpan].elementsEqual(expected.text.utf8.dropLast(4)))
    }

    @Test("Properties, comments and empty lines, with the places of everything")
    func file() throws {
        let text = "# Adobe IMS\r\n\r\n  # second\r\n  a=\"1\"  # third\r\nb=I[\"2\",\"3\"]\tc=\"4\"\r\n#end"
        let configuration = try OSGiConfiguration(text, .felix)
        #expect(configuration.properties.map(\.name) == ["a", "b", "c"])
        #expect(configuration.properties.map(\.line) == [4, 5, 5])
        func slice(_ span: Range<Int>) -> String {
            String(decoding: configuration.bytes[span], as: UTF8.self)
        }
        #expect(configuration.properties.map { slice($0.span) } == [#"a="1""#, #"b=I["2","3"]"#, #"c="4""#])
        #expect(configuration.properties.map { slice($0.nameSpan) } == ["a", "b", "c"])
        #expect(configuration.properties.map { slice($0.valueSpan) } == [#""1""#, #"I["2","3"]"#, #""4""#])
        #expect(configuration.property(named: "B")?.values == ["2", "3"], "OSGi ignores case in names")
        #expect(configuration.property(named: "d") == nil)
        #expect(configuration.doubts.isEmpty)
    }

    @Test(
        "Files without a property",
        arguments: ["", "\n", "# only a comment", "  \r\n\r\n# x\r\n", "\t\u{B}\u{C}\u{1F} "])
    func empty(text: String) throws {
        #expect(try OSGiConfiguration(text, .felix).properties.isEmpty)
    }

    @Test(
        "White space around '=' is read as meant, with the doubt that AEM does not",
        arguments: [#"k ="v""#, #"k= "v""#, "k \t=\t\"v\"", "k=\n\"v\"", "k\n=\"v\""])
    func spaceAroundEquals(text: String) throws {
        let configuration = try OSGiConfiguration("a=\"1\"\n" + text, .felix)
        #expect(configuration.properties.last?.name == "k")
        #expect(configuration.properties.last?.values == ["v"])
        #expect(configuration.doubts.map(\.property) == ["k"])
        #expect(configuration.doubts.map(\.line) == [2])
    }

    @Test(
        "A text that is no value of its type is a doubt",
        arguments: [
            #"k=I"x7""#, #"k=I"2147483648""#, #"k=L"1.5""#, #"k=F"1.5""#, #"k=D"x7""#, #"k=X"128""#,
            #"k=S"""#,
            #"k=C"""#, #"k=I["1","x7","x8"]"#,
        ])
    func unreadableNumber(text: String) throws {
        let configuration = try OSGiConfiguration(text, .felix)
        #expect(configuration.doubts.count == 1)
        #expect(configuration.doubts.allSatisfy { !$0.reason.contains("x7") })
    }

    @Test("a first line of slashes is a comment, which an edit keeps; further down it is an error")
    func slashes() throws {
        let text = "// written by a console\na=\"1\"\n"
        #expect(
            try OSGiConfiguration(parsing: Array(text.utf8), format: .felix).properties.map(\.name) == ["a"])
        #expect(throws: OSGiConfigError.self) {
            try OSGiConfiguration(parsing: Array("a=\"1\"\n// no comment\n".utf8), format: .felix)
        }
    }
}
