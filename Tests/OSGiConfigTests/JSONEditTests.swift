// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OSGiConfig

@Suite("Edits in .cfg.json, to the byte")
struct JSONEditTests {
    typealias Golden = FelixEditTests.Golden

    @Test("A provider as people write it")
    func provider() throws {
        let before = #"""
            // IMS
            {
              "name": "adobe-ims-x",
              "auth.token.provider.client.id": "client-old", // from the console
              "auth.token.provider.conn.timeout:Integer": 5000,
              "auth.token.provider.default.claims": [
                "\"sub\" : \"T@techacct.adobe.com\"",
                "\"iss\" : \"ORG@AdobeOrg\"" // the org
              ],
              "auth.access.token.request": "%s/ims/exchange/jwt",
              /* no scope with JWT */
              "auth.token.provider.scope": ""
            }

            """#
        let after = #"""
            // IMS
            {
              "name": "adobe-ims-x",
              "auth.token.provider.client.id": "client-new", // from the console
              "auth.token.provider.conn.timeout:Integer": 5000,
              "auth.token.provider.default.claims": [
                "\"iss\" : \"ORG@AdobeOrg\"" // the org
              ],
              "auth.access.token.request": "https://ims.example.com/ims/token/v3",
              /* no scope with JWT */
              "auth.token.provider.scope": "openid,AdobeID",
              "auth.token.provider.authorization.grants": "client_credentials",
              "auth.token.provider.orgId": "ORG@AdobeOrg"
            }

            """#
        #expect(try edited(before, .json, FelixEditTests.migration) == after)
        func windows(_ text: String) -> String { text.replacing("\n", with: "\r\n") }
        #expect(try edited(windows(before), .json, FelixEditTests.migration) == windows(after))
    }

    private static let newB = OSGiChange.set(name: "b", value: "2")
    private static let newList = OSGiChange.set(name: "b", values: ["x", "y"], isMultiple: true)

    @Test(
        "A new property is laid out like the last one",
        arguments: [
            Golden("{\n  \"a\": \"1\"\n}\n", [newB], "{\n  \"a\": \"1\",\n  \"b\": \"2\"\n}\n"),
            Golden("{\r\n\t\"a\" : \"1\"\r\n}", [newB], "{\r\n\t\"a\" : \"1\",\r\n\t\"b\" : \"2\"\r\n}"),
            Golden(#"{"a":"1"}"#, [newB], #"{"a":"1","b":"2"}"#),
            Golden(#"{"a": "1"}"#, [newB], #"{"a": "1", "b": "2"}"#),
            Golden(#"{ "a": "1" }"#, [newB], #"{ "a": "1", "b": "2" }"#),
            Golden(
                #"{"x":0, "a":"1"}"#, [newB, .set(name: "c", value: "3")],
                #"{"x":0, "a":"1", "b":"2", "c":"3"}"#),
            Golden(
                "{\n  \"x\": 0,\n\n  \"a\": 1\n\n}", [newB],
                "{\n  \"x\": 0,\n\n  \"a\": 1,\n  \"b\": \"2\"\n\n}"),
            Golden("{\n  \"a\": 1 // one\n}", [newB], "{\n  \"a\": 1, // one\n  \"b\": \"2\"\n}"),
            Golden(
                "{\n  \"a\": 1 /* one */ // two\n  // end\n}", [newB],
                "{\n  \"a\": 1, /* one */ // two\n  \"b\": \"2\"\n  // end\n}"),
            Golden("{ \"a\": 1 // one\n}", [newB], "{ \"a\": 1, // one\n\"b\": \"2\"\n}"),
            Golden("{\n  // one\n  \"a\": 1\n}", [newB], "{\n  // one\n  \"a\": 1,\n  \"b\": \"2\"\n}"),
            Golden("{\n  /* one */ \"a\": 1\n}", [newB], "{\n  /* one */ \"a\": 1,\n  \"b\": \"2\"\n}"),
            Golden("{}", [newB], "{\"b\": \"2\"}"), Golden("{ }", [newB], "{ \"b\": \"2\" }"),
            Golden("{\n}", [newB], "{\n  \"b\": \"2\"\n}"),
            Golden("{\n}", [newB, .set(name: "c", value: "3")], "{\n  \"b\": \"2\",\n  \"c\": \"3\"\n}"),
            Golden("{ // x\n}", [newB], "{ // x\n  \"b\": \"2\"\n}"),
            Golden("{/* x */}", [newB], "{/* x */\"b\": \"2\"}"),
            Golden(
                "{\"a\":1}", [.set(name: "\"b\\", value: "/\t\u{1}é😀\u{2028}\u{7F}\r")],
                "{\"a\":1,\"\\\"b\\\\\":\"/\\t\\u0001é😀\u{2028}\u{7F}\\r\"}"),
            // Lists.
            Golden(#"{"a":1}"#, [newList], #"{"a":1,"b":["x","y"]}"#),
            Golden(#"{"a": 1}"#, [newList], #"{"a": 1, "b": ["x", "y"]}"#),
            Golden(
                "{\n  \"a\": [\n    1\n  ]\n}", [newList],
                "{\n  \"a\": [\n    1\n  ],\n  \"b\": [\n    \"x\",\n    \"y\"\n  ]\n}"),
            Golden(
                "{\n  \"a\": [ 1, 2 ]\n}", [newList], "{\n  \"a\": [ 1, 2 ],\n  \"b\": [ \"x\", \"y\" ]\n}"),
            Golden("{\"a\": 1}", [.set(name: "b", values: [], isMultiple: true)], "{\"a\": 1, \"b\": []}"),
        ])
    func additions(golden: Golden) throws {
        #expect(try edited(golden.before, .json, golden.changes) == golden.after)
    }

    private static let goneA = OSGiChange.remove(name: "a")
    private static let goneX = OSGiChange.remove(name: "x")

    @Test(
        "What goes takes its comma and its line with it, and comments stay",
        arguments: [
            Golden("{\n  \"a\": 1,\n  \"b\": 2\n}", [goneA], "{\n  \"b\": 2\n}"),
            Golden("{\n  \"x\": 1,\n  \"a\": 2\n}", [goneA], "{\n  \"x\": 1\n}"),
            Golden("{\n  \"x\": 1,\n  \"a\": 2,\n  \"b\": 3\n}", [goneA], "{\n  \"x\": 1,\n  \"b\": 3\n}"),
            Golden("{\n  \"x\": 1,\n  \"a\": 2,\n  \"b\": 3\n}", [goneA, goneX], "{\n  \"b\": 3\n}"),
            Golden("{\n  \"b\": 1,\n  \"x\": 2,\n  \"a\": 3\n}", [goneA, goneX], "{\n  \"b\": 1\n}"),
            Golden(#"{"a": 1, "b": 2}"#, [goneA], #"{"b": 2}"#),
            Golden(#"{"x": 1, "a": 2, "b": 3}"#, [goneA], #"{"x": 1, "b": 3}"#),
            Golden(#"{"x": 1, "a": 2}"#, [goneA], #"{"x": 1}"#), Golden(#"{"a": 1}"#, [goneA], "{}"),
            Golden(#"{ "a": 1 }"#, [goneA], "{ }"),
            Golden("{\n  \"a\": 1\n}", [goneA], "{\n}"),
            Golden("{\"x\": 0, \"a\": 1,\n \"b\": 2}", [goneA], "{\"x\": 0,\n \"b\": 2}"),
            Golden("{\"x\": 0\n, \"a\": 1\n, \"b\": 2}", [goneA], "{\"x\": 0\n, \"b\": 2}"),
            // Comments.
            Golden(
                "{\n  // one\n  \"a\": 1, // two\n  \"b\": 2\n}", [goneA],
                "{\n  // one\n  // two\n  \"b\": 2\n}"),
            Golden(
                "{\n  \"x\": 1, // one\n  \"a\": 2 // two\n}", [goneA], "{\n  \"x\": 1 // one\n // two\n}"),
            Golden("{\n  \"x\": 1, // one\n  \"a\": 2 }", [goneA], "{\n  \"x\": 1 // one\n }"),
            Golden("{\n  \"x\": 1, // one\n  \"a\": 2\n}", [goneA], "{\n  \"x\": 1 // one\n}"),
            Golden(
                "{ // one\n \"x\": 1, // two\n \"a\": 2 /* three */ }", [goneA, goneX],
                "{ // one\n // two\n /* three */ }"),
            Golden(
                "{\"x\": 1 /* one */, \"a\": 2 /* two */, \"b\": 3}", [goneA],
                "{\"x\": 1 /* one */,  /* two */ \"b\": 3}"),
            Golden("{\"x\": [1, /* in */ 2], \"a\": 2}", [goneX], "{\"a\": 2}"),
            Golden("{\"a\": 2, \"x\": [1, /* in */ 2]}", [goneX], "{\"a\": 2}"),
            // Together with what is new.
            Golden(#"{"x": 1, "a": 2}"#, [goneA, newB], #"{"x": 1, "b": "2"}"#),
            Golden("{\n  \"a\": 1\n}", [goneA, newB], "{\n  \"b\": \"2\"\n}"),
            Golden("{\n  \"x\": 1,\n  \"a\": 1\n}", [goneX, goneA, newB], "{\n  \"b\": \"2\"\n}"),
            Golden("{\"a\": 1}", [goneA, newB, .set(name: "c", value: "3")], "{\"b\": \"2\", \"c\": \"3\"}"),
            Golden("{\"a\": 1, \"y\": 1}", [goneA, newB], "{\"y\": 1, \"b\": \"2\"}"),
        ])
    func removals(golden: Golden) throws {
        #expect(try edited(golden.before, .json, golden.changes) == golden.after)
    }

    @Test(
        "A value keeps its type, its hint and the way it is written",
        arguments: [
            Golden(#"{"a": "x"}"#, [.set(name: "a", value: "y\"")], #"{"a": "y\""}"#),
            Golden(#"{"a": 5}"#, [.set(name: "a", value: "6")], #"{"a": 6}"#),
            Golden(#"{"a:Integer": "5"}"#, [.set(name: "a", value: "6")], #"{"a:Integer": "6"}"#),
            Golden(#"{"a": true}"#, [.set(name: "A", value: "false")], #"{"a": false}"#),
            Golden(#"{"a": 1.5}"#, [.set(name: "a", value: "2.5")], #"{"a": 2.5}"#),
            Golden(#"{"a:Float": 1.5}"#, [.set(name: "a", value: "2")], #"{"a:Float": 2}"#),
            Golden(#"{"\u0061": "\u0041"}"#, [.set(name: "a", value: "A")], #"{"\u0061": "\u0041"}"#),
            // From one value to a list and back.
            Golden(
                #"{"a": "x"}"#, [.set(name: "a", values: ["x", "y"], isMultiple: true)], #"{"a": ["x", "y"]}"#
            ),
            Golden(#"{"a": ["x", "y"]}"#, [.set(name: "a", value: "x")], #"{"a": "x"}"#),
            Golden(
                #"{"a:Integer": 5}"#, [.set(name: "a", values: ["5"], isMultiple: true)],
                #"{"a:Integer[]": [5]}"#),
            Golden(#"{"a:int[]": [5]}"#, [.set(name: "a", value: "6")], #"{"a:int": 6}"#),
            Golden(#"{"a:Collection<String>": []}"#, [.set(name: "a", value: "6")], #"{"a:String": "6"}"#),
            Golden(#"{"a:Collection": [5]}"#, [.set(name: "a", value: "6")], #"{"a": 6}"#),
            Golden(
                #"{"a:String[]": "x"}"#, [.set(name: "a", values: ["x"], isMultiple: true)],
                #"{"a:String[]": "x"}"#),
            Golden(
                #"{"a:String[]": "x"}"#, [.set(name: "a", values: ["x", "y"], isMultiple: true)],
                #"{"a:String[]": ["x", "y"]}"#),
            Golden(
                #"{"a:Collection<Long>": null}"#, [.set(name: "a", values: ["1"], isMultiple: true)],
                #"{"a:Collection<Long>": [1]}"#),
        ])
    func values(golden: Golden) throws {
        #expect(try edited(golden.before, .json, golden.changes) == golden.after)
    }

    private static func list(_ values: String...) -> [OSGiChange] {
        [.set(name: "a", values: values, isMultiple: true)]
    }

    @Test(
        "An array keeps its layout with fewer, more and other values",
        arguments: [
            Golden(#"{"a": [1, 2, 3]}"#, list("2"), #"{"a": [2]}"#),
            Golden(#"{"a":[1,2]}"#, list("1", "2", "3"), #"{"a":[1,2,3]}"#),
            Golden(#"{"a":["x"]}"#, list("x", "y"), #"{"a":["x","y"]}"#),
            Golden(#"{"a": ["x"]}"#, list("x", "y"), #"{"a": ["x", "y"]}"#),
            Golden(#"{"a": [ "x" ]}"#, list(), #"{"a": [ ]}"#),
            Golden(#"{"a": []}"#, list("x", "y"), #"{"a": ["x", "y"]}"#),
            Golden(#"{"a:Integer[]": []}"#, list("1"), #"{"a:Integer[]": [1]}"#),
            Golden("{\n  \"a\": [\n  ]\n}", list("x", "y"), "{\n  \"a\": [\n    \"x\",\n    \"y\"\n  ]\n}"),
            Golden(
                "{\n\t\"a\": [\n\t\t\"x\"\n\t]\n}", list("w", "x", "y"),
                "{\n\t\"a\": [\n\t\t\"w\",\n\t\t\"x\",\n\t\t\"y\"\n\t]\n}"),
            Golden(
                "{\"a\": [ // one\n 1, // two\n 2 // three\n]}", list("1", "2", "3"),
                "{\"a\": [ // one\n 1, // two\n 2, // three\n 3\n]}"),
            Golden(
                "{\"a\": [ // one\n 1, // two\n 2 // three\n]}", list("2"),
                "{\"a\": [ // one\n // two\n 2 // three\n]}"),
            Golden(
                "{\"a\": [ // one\n 1, // two\n 2 // three\n]}", list("1"),
                "{\"a\": [ // one\n 1 // two\n // three\n]}"),
            Golden(
                "{\"a\": [ // one\n 1, // two\n 2 // three\n]}", list(),
                "{\"a\": [ // one\n // two\n // three\n]}"),
            Golden("{\"a\": [\"\\u0041\", \"b\"]}", list("A", "c"), "{\"a\": [\"\\u0041\", \"c\"]}"),
        ])
    func arrays(golden: Golden) throws {
        #expect(try edited(golden.before, .json, golden.changes) == golden.after)
    }

    @Test(
        "What cannot be expressed is said without the value",
        arguments: [
            (#"{"a": 1}"#, [OSGiChange.set(name: "a", value: "SECRET")]),
            (#"{"a": 1}"#, [.set(name: "a", value: "1.5")]),
            (#"{"a": 1.5}"#, [.set(name: "a", value: "1")]),
            (#"{"a": true}"#, [.set(name: "a", value: "SECRET")]),
            (#"{"a:Float": 1.5}"#, [.set(name: "a", value: "nan")]),
            (#"{"a:String": true}"#, [.set(name: "a", value: "SECRET")]),
            (#"{"a": {}}"#, [.set(name: "a", value: "SECRET")]),
            (#"{"a": null}"#, [.set(name: "a", value: "SECRET")]),
            (#"{"a": [1, "x"]}"#, [.set(name: "a", values: ["SECRET"], isMultiple: true)]),
            (#"{"a": 1}"#, [.set(name: "b:Integer", value: "1")]),
            (#"{"a\u003aString": "x"}"#, [.set(name: "a", values: ["x"], isMultiple: true)]),
        ])
    func impossible(text: String, changes: [OSGiChange]) throws {
        let configuration = try OSGiConfiguration(text, .json)
        let error = configError { _ = try configuration.edits(for: changes) }
        guard case .editImpossible = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.description.contains("SECRET") == false)
    }
}
