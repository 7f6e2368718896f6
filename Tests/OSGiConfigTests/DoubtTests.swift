// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OSGiConfig

@Suite("Values that AEM refuses, loses or replaces")
struct DoubtTests {
    @Test(
        ".config: a type letter that Felix does not know; the property is there, and is not edited",
        arguments: [#"k=Z"1""#, #"k=t"x""#, #"k=a["1"]"#, #"k=q("1")"#])
    func felixLetter(text: String) throws {
        let configuration = try OSGiConfiguration("a=\"1\"\n\(text)\nb=\"2\"\n", .felix)
        #expect(configuration.properties.map(\.name) == ["a", "k", "b"])
        #expect(configuration.properties[1].isOpaque)
        #expect(configuration.doubts.map(\.property) == ["k"])
        #expect(configuration.doubts.allSatisfy { !$0.dependsOnVersion && $0.line == 2 })
        #expect(throws: OSGiConfigError.self) { try configuration.edits(for: [.set(name: "k", value: "c")]) }
        #expect(try !configuration.edits(for: [.set(name: "a", value: "c")]).isEmpty)
    }

    @Test("White space around '=' is read by some versions")
    func versions() throws {
        #expect(try OSGiConfiguration(#"k = "1""#, .felix).doubts.map(\.dependsOnVersion) == [true])
    }

    @Test(
        ".cfg.json: numbers that do not fit, and objects",
        arguments: [
            #"{"k:Integer": 2147483648}"#, #"{"k:int": 1.5}"#, #"{"k:Byte": 128}"#, #"{"k:short": -32769}"#,
            #"{"k:Long": 9223372036854775808}"#, #"{"k": 9223372036854775808}"#, #"{"k": 1e999}"#,
            #"{"k:Float": 1e39}"#, #"{"k:Double": "x"}"#, #"{"k:float": "1e39"}"#,
            #"{"k:Integer[]": [1, 3000000000]}"#,
            #"{"k:Collection<Byte>": [1, 256]}"#, #"{"k": {"a": "b"}}"#, #"{"k": [{"a": 1}]}"#,
            #"{"k": [["a"]]}"#,
            #"{"k": ["a", null]}"#, #"{"k:Foo": "a"}"#, #"{"k:Double": "0x"}"#, #"{"k:Float": ""}"#,
        ])
    func json(text: String) throws {
        let configuration = try OSGiConfiguration(text, .json)
        #expect(configuration.doubts.map(\.property) == ["k"])
        #expect(configuration.doubts.allSatisfy { !$0.dependsOnVersion })
    }

    @Test(
        ".cfg.json: what AEM takes",
        arguments: [
            #"{"k:Integer": 2147483647}"#, #"{"k:Integer": 1.0}"#, #"{"k:Integer": 1e3}"#,
            #"{"k:Byte": -128}"#,
            #"{"k": 9223372036854775807}"#, #"{"k": 1.5}"#, #"{"k:Double": "1.5"}"#, #"{"k:Float": "-1e3f"}"#,
            #"{"k:Double": "NaN"}"#, #"{"k:Collection<String>": null}"#, #"{"k": []}"#, #"{"k": [1, 2.5]}"#,
            #"{"k:String": 1}"#, #"{"k:Boolean": "yes"}"#, #"{"k:char": "x"}"#, #"{"k:String[]": "a"}"#,
        ])
    func goodJSON(text: String) throws {
        #expect(try OSGiConfiguration(text, .json).doubts.isEmpty)
    }

    private func node(_ value: String) throws -> OSGiConfiguration {
        try OSGiConfiguration(
            """
            <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
                jcr:primaryType="sling:OsgiConfig" k="\(value)"/>
            """, .node)
    }

    @Test(
        "Nodes: values that are none of their type, and types that Sling leaves out",
        arguments: [
            "{Long}abc", "{Long}", "{Long}9223372036854775808", "{Double}x", "{Date}today", "{Long}[1,x]",
            "{Name}a", "{Decimal}1", "{Path}/a", "{Foo}a",
        ])
    func node(value: String) throws {
        #expect(try node(value).doubts.map(\.property) == ["k"])
    }

    @Test(
        "Nodes: what AEM takes",
        arguments: [
            "abc", "{Long}5", "{Double}1.5", "{Boolean}maybe", "{Date}2024-01-31T12:00:00.000+01:00", "[]",
            "[a,b]",
            "{Long}[]",
        ])
    func goodNode(value: String) throws {
        #expect(try node(value).doubts.isEmpty)
    }
}
