// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OSGiConfig

@Suite("What .cfg.json means")
struct JSONGrammarTests {
    @Test(
        "Values without a type hint",
        arguments: [
            Expected(#""v""#, single: "v"), Expected(#""""#, single: ""),
            Expected("true", .boolean, single: "true"),
            Expected("false", .boolean, single: "false"), Expected("5", .long, single: "5"),
            Expected("-0", .long, single: "-0"),
            Expected("1.0", .double, single: "1.0"), Expected("1e2", .double, single: "1e2"),
            Expected("1.5e1", .long, single: "1.5e1"),
            Expected("-12.5E-3", .double, single: "-12.5E-3"), Expected(#"["a"]"#, list: ["a"]),
            Expected("[]", list: []),
            Expected("[ 1, 2 ]", .long, list: ["1", "2"]), Expected("[1,2.5]", .double, list: ["1", "2.5"]),
            Expected("[true,false]", .boolean, list: ["true", "false"]),
            Expected(#""\"\\\/\b\f\n\r\té😀""#, single: "\"\\/\u{8}\u{C}\n\r\té😀"),
            Expected(#""\u0041\uD83D\uDE00\u00e9\u0000""#, single: "A😀é\0"),
            Expected(#""\ud83d!\ude00""#, single: "\u{FFFD}!\u{FFFD}"),
            Expected(#""https://x/*y*/""#, single: "https://x/*y*/"), .opaque(#"{"a": [1, {"b": null}]}"#),
            .opaque("{}"),
            .opaque(#"[{"a": 1}]"#), .opaque("[[1]]"),
        ])
    func values(expected: Expected) throws {
        let configuration = try OSGiConfiguration(#"{"k": "# + expected.text + "}", .json)
        let property = try #require(configuration.properties.first)
        expected.check(property)
        #expect(configuration.bytes[property.valueSpan].elementsEqual(expected.text.utf8))
    }

    @Test(
        "Type hints",
        arguments: [
            Expected(#""k:Integer": 5"#, .integer, single: "5"),
            Expected(#""k:int": "5""#, .integer, single: "5"),
            Expected(#""k:Long": 5"#, .long, single: "5"),
            Expected(#""k:Boolean": "true""#, .boolean, single: "true"),
            Expected(#""k:Float": 1.5"#, .float, single: "1.5"),
            Expected(#""k:double": 1"#, .double, single: "1"),
            Expected(#""k:Byte": 1"#, .byte, single: "1"), Expected(#""k:short": 1"#, .short, single: "1"),
            Expected(#""k:Character": "c""#, .character, single: "c"),
            Expected(#""k:String": 5"#, single: "5"),
            Expected(#""k:String[]": ["a"]"#, list: ["a"]),
            Expected(#""k:Integer[]": [1, "2"]"#, .integer, list: ["1", "2"])
                .unlike, Expected(#""k:int[]": [1]"#, .integer, list: ["1"]),
            Expected(#""k:long[]": []"#, .long, list: []),
            Expected(#""k:String[]": "a""#, list: ["a"]),
            Expected(#""k:Collection<Integer>": [1]"#, .integer, list: ["1"]),
            Expected(#""k:Collection": ["a"]"#, list: ["a"]),
            Expected(#""k:Collection": [1]"#, .long, list: ["1"]),
            Expected(#""k:Collection<String>": null"#, list: []),
            Expected(#"":configurator:policy": "force""#, name: ":configurator:policy", single: "force"),
            Expected(#"":configurator:x:Integer": 5"#, name: ":configurator:x", .integer, single: "5"),
            Expected(#""k\u003aInteger": 5"#, .integer, single: "5"),
            Expected(#""": 5"#, name: "", .long, single: "5"),
        ])
    func hints(expected: Expected) throws {
        let configuration = try OSGiConfiguration("{" + expected.text + "}", .json)
        expected.check(try #require(configuration.properties.first))
    }

    @Test(
        "What AEM would not take is a doubt",
        arguments: [
            #"{"k": null}"#, #"{"k:String": null}"#, #"{"k:Integer": "SECRET"}"#,
            #"{"k:Integer[]": ["1", "SECRET"]}"#,
            #"{"k:Integer": [1]}"#, #"{"k": ["SECRET", 1]}"#, #"{"k": [null]}"#, #"{"k:integer": 1}"#,
            #"{"k:": 1}"#,
            #"{"k:binary": "x"}"#, #"{"k:String[][]": []}"#, #"{"k:Collection<int>": [1]}"#,
            #"{"k://x": "y"}"#,
            #"{"k:Integer": {}}"#,
        ])
    func doubts(text: String) throws {
        let configuration = try OSGiConfiguration(text, .json)
        #expect(configuration.doubts.map(\.property) == ["k"])
        #expect(configuration.doubts.allSatisfy { !$0.reason.contains("SECRET") })
    }

    @Test("Comments, odd white space, and the places of everything")
    func file() throws {
        let text =
            "// Configuration created by Apache Sling JCR Installer\r\n{ /**/\"a\" /* : */ :\t\"1\" ,\n\n  \"b:Integer\":2//\n, \"c\":[ ] }\n/* end */"
        let configuration = try OSGiConfiguration(text, .json)
        #expect(configuration.properties.map(\.name) == ["a", "b", "c"])
        #expect(configuration.properties.map(\.line) == [2, 4, 5])
        func slice(_ span: Range<Int>) -> String {
            String(decoding: configuration.bytes[span], as: UTF8.self)
        }
        #expect(
            configuration.properties.map { slice($0.span) } == [
                "\"a\" /* : */ :\t\"1\"", "\"b:Integer\":2", "\"c\":[ ]",
            ])
        #expect(configuration.properties.map { slice($0.nameSpan) } == ["a", "b:Integer", "c"])
        #expect(configuration.properties.map { slice($0.valueSpan) } == ["\"1\"", "2", "[ ]"])
    }

    @Test("An empty object", arguments: ["{}", " { } ", "{\n}\n", "{ // nothing\n}"])
    func empty(text: String) throws {
        #expect(try OSGiConfiguration(text, .json).properties.isEmpty)
    }
}

extension Expected {
    /// An array of unlike things is not taken apart, even with a hint.
    fileprivate var unlike: Expected { .opaque(text, name: name) }
}
