// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OSGiConfig

@Suite("What is refused in .cfg.json")
struct JSONRefusalTests {
    typealias Case = RefusedText

    @Test(
        "Whatever is no strict JSON",
        arguments: [
            Case("", 1, 1, "no object"), Case("[]", 1, 1, "no object"), Case("\"SECRET\"", 1, 1, "no object"),
            Case("# SECRET\n{}", 1, 1, "no object"), Case("{} SECRET", 1, 4, "behind the object"),
            Case("{}{}", 1, 3, "behind the object"),
            Case("{", 1, 2, "no name"), Case("{\"a\"", 1, 5, "no ':'"), Case("{\"a\":", 1, 6, "no value"),
            Case("{\"a\":1", 1, 7, "does not close"),
            Case("{\"a\" 1}", 1, 6, "no ':'"), Case("{a:1}", 1, 2, "no name in quotes"),
            Case("{'a':1}", 1, 2, "no name"),
            Case("{\"a\":1 \"b\":2}", 1, 8, "no comma"), Case("{\"a\":1,}", 1, 8, "a comma before"),
            Case("{,\"a\":1}", 1, 2, "no name"),
            Case("{\"a\":[1,]}", 1, 9, "a comma before"), Case("{\"a\":[1 2]}", 1, 9, "no comma"),
            Case("{\"a\":[1", 1, 8, "does not close"),
            Case("{\"a\":[,1]}", 1, 7, "no value"), Case("{\"a\":(1)}", 1, 6, "no value"),
            Case("{\"a\":SECRET}", 1, 6, "no value"),
            Case("{\"a\":TRUE}", 1, 6, "no value"), Case("{\"a\":truex}", 1, 10, "no comma"),
            Case("{\"a\":NaN}", 1, 6, "no value"),
            Case("{\"a\":'SECRET'}", 1, 6, "no value"),
            // Strings.
            Case("{\"a\":\"SECRET", 1, 6, "does not close"),
            Case("{\"a\":\"SECRET\n\"}", 1, 6, "does not close on its line"),
            Case("{\"a\":\"x\ty\"}", 1, 8, "a control character"), Case("{\"a\":\"\\x\"}", 1, 7, "no escape"),
            Case("{\"a\":\"\\\n\"}", 1, 7, "no escape"),
            Case("{\"a\":\"\\u12G4\"}", 1, 7, "four hexadecimal digits"),
            Case("{\"a\":\"\\", 1, 7, "no escape"), Case("{\"a\":\"\\u1", 1, 7, "four hex"),
            // Numbers.
            Case("{\"a\":01}", 1, 7, "no comma"), Case("{\"a\":+1}", 1, 6, "no value"),
            Case("{\"a\":.5}", 1, 6, "no value"),
            Case("{\"a\":1.}", 1, 8, "without a digit"), Case("{\"a\":1.e5}", 1, 8, "without a digit"),
            Case("{\"a\":-}", 1, 7, "without a digit"),
            Case("{\"a\":1e}", 1, 8, "without a digit"), Case("{\"a\":1e+}", 1, 9, "without a digit"),
            Case("{\"a\":0x1}", 1, 7, "no comma"),
            // Comments, and the text as such.
            Case("{} /* SECRET", 1, 4, "a comment that does not end"),
            Case("{/*/}", 1, 2, "a comment that does not end"), Case("{} /", 1, 4, "behind the object"),
            Case("{// x\r\"a\":1}", 1, 6, "CR alone"), Case("{\"a\":\"\0\"}", 1, 7, "a zero byte"),
            Case("{\u{A0}}", 1, 2, "no name"),
        ])
    func refusals(refused: Case) {
        refused.check(.json)
    }

    @Test(
        "A name that occurs twice, at any depth, and for properties also in other case or with another type hint",
        arguments: [
            #"{"a":1,"a":2}"#, #"{"a":1,"A":2}"#, #"{"a":1,"a:Integer":2}"#, #"{"a:String[]":[],"a":"x"}"#,
            #"{"a":1,"\u0061":2}"#,
            #"{"b":{"a":1,"a":2}}"#, #"{"b":[[{"a":1,"a":2}]]}"#,
        ])
    func duplicates(text: String) {
        let error = configError { _ = try OSGiConfiguration(text, .json) }
        guard case .duplicateProperty(1, let name?) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(name.lowercased() == "a")
    }

    @Test("Nested objects may repeat names of each other")
    func noDuplicates() throws {
        #expect(try OSGiConfiguration(#"{"a":{"a":{"a":1,"A":2}}}"#, .json).properties.count == 1)
    }

    @Test("Nesting beyond the limit ends in an error", arguments: ["[", "{\"a\":", "[{\"a\":"])
    func depth(opening: String) {
        for count in [64, 100, 200_000] {
            let text = "{\"k\":" + String(repeating: opening, count: count)
            let error = configError { _ = try OSGiConfiguration(text, .json) }
            guard case .limitReached(1, _) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        let allowed = String(repeating: "[", count: 63) + String(repeating: "]", count: 63)
        #expect((try? OSGiConfiguration("{\"k\":\(allowed)}", .json)) != nil)
    }
}
