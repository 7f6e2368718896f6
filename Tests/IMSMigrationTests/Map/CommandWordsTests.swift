// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("The words of a command that prints a secret")
struct CommandWordsTests {
    @Test(
        "white space separates, quotes keep together, nothing is expanded",
        arguments: [
            ("op read op://vault/item/secret", ["op", "read", "op://vault/item/secret"]),
            ("  a \t b\nc  ", ["a", "b", "c"]),
            ("a 'b c' \"d e\"", ["a", "b c", "d e"]),
            ("a 'b'\"c\"d", ["a", "bcd"]),
            ("a '' \"\"", ["a", "", ""]),
            (#"a "b\"c\\d\e" '\"'"#, ["a", #"b"c\d\e"#, #"\""#]),
            (#"a b\ c \'d \\"#, ["a", "b c", "'d", #"\"#]),
            (
                "a $HOME `x` $(y) | z > w; v & *",
                ["a", "$HOME", "`x`", "$(y)", "|", "z", ">", "w;", "v", "&", "*"]
            ),
            ("é\u{301} 'ü'", ["é\u{301}", "ü"]),
        ])
    func words(text: String, words: [String]) throws {
        #expect(try CommandWords.split(text) == words)
    }

    @Test(
        "what is no command",
        arguments: [
            ("", CommandWords.Problem.noCommand), (" ", .noCommand), ("''", .noCommand), ("'' a", .noCommand),
            ("a 'b", .unterminatedQuote), ("a \"b", .unterminatedQuote), ("a \"b\\\"", .unterminatedQuote),
            ("a \\", .danglingBackslash),
        ])
    func problems(text: String, problem: CommandWords.Problem) {
        #expect(throws: problem) { try CommandWords.split(text) }
    }
}
