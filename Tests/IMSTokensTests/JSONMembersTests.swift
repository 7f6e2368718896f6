// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSTokens

@Suite("Members of an answer are found where they are")
struct JSONMembersTests {
    private func text(_ name: String, in json: String) -> String? {
        Array(json.utf8).withUnsafeBufferPointer { JSONMembers(of: $0, names: [name])?.text(name) }
    }

    private func isObject(_ json: String) -> Bool {
        Array(json.utf8).withUnsafeBufferPointer { JSONMembers(of: $0, names: []) != nil }
    }

    @Test("strings, whatever stands beside them")
    func strings() {
        #expect(text("a", in: #"{"a":"b"}"#) == "b")
        #expect(
            text("a", in: " {\n\t\"x\" : [1, {\"a\": \"no\"}, null], \"a\" : \"b\" , \"y\":-1.5e3}\r\n")
                == "b")
        #expect(text("a", in: #"{"x": "\"a\":\"no\"", "a": "yes"}"#) == "yes")
        #expect(text("a", in: #"{"a": "\u007bab\u007d\n\"\\\/"}"#) == "{ab}\n\"\\/")
        #expect(text("a", in: #"{"a": 1}"#) == nil)
        #expect(text("a", in: #"{"A": "b"}"#) == nil)
    }

    @Test(
        "what is no object",
        arguments: [
            "", "null", "[]", #""a""#, "{", #"{"a"}"#, #"{"a":}"#, #"{"a":"b""#, #"{"a":"b"} x"#,
            #"{"a":"b",}"#,
            "{\"a\":\"\n\"}", #"{"a":"b\"#, "<html></html>", "{a:1}", #"{"a":"b"}{"#,
        ])
    func noObject(_ json: String) { #expect(!isObject(json)) }

    @Test("too deep is no answer, and no overflow")
    func depth() {
        #expect(isObject(String(repeating: "{\"a\":", count: 20) + "1" + String(repeating: "}", count: 20)))
        #expect(!isObject(String(repeating: "{\"a\":", count: 100_000)))
        #expect(!isObject("{\"a\":" + String(repeating: "[", count: 100_000)))
    }

    @Test("whatever bytes come, there is an answer (seed in the message)")
    func anyBytes() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var state = seed
        let alphabet = Array(#"{}[]":,\u0a-1.e "#.utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<24).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return alphabet[Int(state >> 33) % alphabet.count]
            }
            bytes.withUnsafeBufferPointer { buffer in
                guard let members = JSONMembers(of: buffer, names: ["a", ""]) else { return }
                #expect(bytes.contains(UInt8(ascii: "{")), "seed \(seed)")
                _ = members.text("a")
                _ = members.text("")
            }
        }
    }
}
