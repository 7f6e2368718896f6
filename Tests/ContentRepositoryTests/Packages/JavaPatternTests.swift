// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@testable import ContentRepository

@Suite("Patterns of filters")
struct JavaPatternTests {
    private func matches(_ pattern: String, _ path: String) -> Bool? {
        JavaPattern(pattern)?.matches(JavaPattern.text(path))
    }

    @Test(
        "Patterns match whole paths, as Java's do",
        arguments: [
            ("/foo", ["/foo"], ["/foo/", "/foobar", "x/foo", ""]),
            ("/foo.*", ["/foo", "/foobar", "/foo/bar"], ["/fo"]),
            ("^.*/foo[^/]*$", ["/a/foo", "/a/foobar"], ["/a/foo/b"]),
            ("/foo(/.*)?", ["/foo", "/foo/bar"], ["/foobar"]),
            ("/a/(b|c)/d", ["/a/b/d", "/a/c/d"], ["/a/d/d", "/a/b"]),
            ("/a|/b", ["/a", "/b"], ["/a|/b", "/"]),
            ("/(?:ab){2,3}", ["/abab", "/ababab"], ["/ab", "/abababab"]),
            ("/a{2}b{1,}c{0,1}", ["/aab", "/aabbc"], ["/ab", "/aabcc"]),
            ("/a+?b*?c??", ["/a", "/aabbc"], ["/b"]),
            ("(a*)*b", ["b", "aaab"], ["a"]),
            ("/jcr:content/[\\w.-]+", ["/jcr:content/a.b-c_1"], ["/jcr:content/", "/jcr:content/a b"]),
            ("/\\Qa.b*(\\E/.*", ["/a.b*(/x"], ["/axb*(/x"]),
            ("/a\\.b\\/c\\-d", ["/a.b/c-d"], ["/axb/c-d"]),
            ("/[^a-c/]/[-x]/[x-]", ["/d/-/-", "/-/x/x"], ["/a/-/-", "/d/y/-", "///-/-"]),
            ("/\\d\\D\\s\\S\\w\\W", ["/1a b_/"], ["/aa b_/", "/\u{0661}a b_/"]),
            ("/(?!private).*", ["/public", "/"], ["/private", "/privately"]),
            ("/(?=.*x)[a-x]+", ["/ax", "/xa"], ["/a"]),
            ("/(?!(a|b)/(?!c)).*", ["/a/c", "/d/d"], ["/a/d", "/b/x"]),
            (".", ["é", "\u{1F600}"], ["", "ab", "\n", "\u{2028}"]),
            ("[a-\u{e9}]", ["\u{e9}"], ["e\u{301}"]),
            ("a^b", [], ["ab", "a^b"]),
            ("a$", ["a"], ["a\n", "a\r\n"]),
            // `$` also stands before a line break at the end, which still has to be matched.
            ("a$\n", ["a\n"], ["a"]),
            ("a$\r\n", ["a\r\n"], []),
            ("a\r$\n", [], ["a\r\n"]),
            ("a$\n\n", [], ["a\n\n"]),
            ("", [""], ["/"]),
            ("()|a", ["", "a"], ["b"]),
            ("/}]", ["/}]"], []),
        ])
    func whole(pattern: String, yes: [String], no: [String]) {
        for path in yes { #expect(matches(pattern, path) == true, "\(pattern) and \(path.debugDescription)") }
        for path in no { #expect(matches(pattern, path) == false, "\(pattern) and \(path.debugDescription)") }
    }

    @Test(
        "What is no pattern of Java's, rare, or of another meaning here and there is not understood",
        arguments: [
            "*", "a**", "a*+", "a++", "a?+", "a{", "{", "a{1", "a{2,1}", "a{,2}", "(", ")", "(a", "a)", "[",
            "[a",
            "[]", "[]a]", "[^]", "[z-a]", "[a-c-e]", "[[a]]", "[a[b]]", "[a&&b]", "[a-\\d]", "[\\d-z]",
            "[\\D]",
            "[[:alpha:]]", "\\", "\\1", "(a)\\1", "\\p{L}", "\\x41", "\\u0041", "\\b", "\\A", "\\z", "\\G",
            "\\k<a>", "\\h",
            "(?i)a", "(?i:a)", "(?<a>b)", "(?<=a)b", "(?<!a)b", "(?>a)", "(?=a)*", "^*", "$+", "\\Qa\\E*",
            "a{99999}",
            "(((a{100}){100}){100})", String(repeating: "(", count: 200) + String(repeating: ")", count: 200),
        ])
    func notUnderstood(pattern: String) {
        #expect(JavaPattern(pattern) == nil, "\(pattern)")
    }

    @Test(
        "No pattern takes long, however it is made",
        arguments: ["(a+)+b", "(a|a)*b", "(.*)*(.*)*(.*)*x", "(?:a?){300}a{300}b", "(?!(a+)+b).*"])
    func bounded(pattern: String) {
        let path = String(repeating: "a", count: 2000)
        #expect(matches(pattern, path) == pattern.hasPrefix("(?!"))
    }

    @Test("A lookahead is not tried on paths of any length")
    func longPaths() {
        let path = "/" + String(repeating: "a", count: 5000)
        #expect(matches("/(?!b).*", path) == nil)
        #expect(matches("/.*", path) == true)
    }

    @Test(
        "Patterns that are understood mean what they mean to Python, which agrees with Java on them",
        .enabled(if: Python.isThere, "python3 is not there to compare with"),
        arguments: PackageRandom.seeds(4))
    func asPython(seed: UInt64) throws {
        var random = PackageRandom(seed: seed)
        // Loops in loops are left out: Python would take too long.
        func any(_ depth: Int, loops: Bool = true) -> String {
            func one(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
            let repetition = one(
                ["", "", "", "?", "{2}", "{1,2}"] + (loops ? ["*", "+", "{0,}", "*?", "+?"] : []))
            let mayLoop = loops && !repetition.contains { "*+,".contains($0) }
            let atom: String
            switch Int.random(in: 0..<(depth > 0 ? 12 : 7), using: &random) {
            case 0...3: atom = one(["a", "b", "/", "c"])
            case 4: atom = "."
            case 5: atom = one(["[ab]", "[^/]", "[a-c]", "[^a-b/]", "[-a]", "[b-]"])
            case 6: atom = one(["\\w", "\\d", "\\.", "\\W"])
            case 7: return "(?=" + any(depth - 1, loops: loops) + ")"
            case 8: return "(?!" + any(depth - 1, loops: loops) + ")"
            case 9: return one(["^", "$"])
            default:
                atom =
                    (Bool.random(using: &random) ? "(" : "(?:") + any(depth - 1, loops: mayLoop)
                    + (Bool.random(using: &random) ? "|" + any(depth - 1, loops: mayLoop) : "") + ")"
            }
            let rest =
                Int.random(in: 0..<4, using: &random) > 0 && depth > 0 ? any(depth - 1, loops: loops) : ""
            return atom + repetition + rest
        }
        var questions: [[String]] = []
        for _ in 0..<400 {
            let pattern = any(4)
            for _ in 0..<8 {
                let length = Int.random(in: 0...7, using: &random)
                questions.append([
                    pattern,
                    String((0..<length).map { _ in "aabbc/1.".randomElement(using: &random) ?? "a" }),
                ])
            }
        }
        let folder = try PackageFolder()
        try folder.write(Array(try JSONEncoder().encode(questions)), to: "questions.json")
        let answers = try folder.python(
            """
            import re
            questions = json.load(open('questions.json'))
            print(json.dumps([re.compile(p, re.ASCII).fullmatch(t) is not None for p, t in questions]))
            """)
        let expected = try JSONDecoder().decode([Bool].self, from: Data(answers.utf8))
        for (question, answer) in zip(questions, expected) {
            #expect(matches(question[0], question[1]) == answer, "seed \(seed): \(question)")
        }
        #expect(Set(expected).count == 2)
    }

    @Test(
        "What is quoted matches itself alone",
        arguments: [
            ("/a.b", "/axb"), ("/(x)[y]{2}", "/xyy"), ("/a|b", "/a"), ("^$?*+\\", ""), ("é", "e\u{301}"),
            // To Swift's characters an accent is one with the dot before it.
            ("/a.\u{301}b", "/ax\u{301}b"),
        ])
    func quoted(text: String, other: String) {
        #expect(matches(JavaPattern.quoted(text), text) == true)
        #expect(matches(JavaPattern.quoted(text), other) == false)
    }
}
