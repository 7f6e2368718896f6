// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("The variables of a .env file")
struct EnvironmentFileTests {
    @Test(
        "one a line",
        arguments: [
            ("A=secret", "secret"), ("A=secret\n", "secret"), ("A=secret\r\n", "secret"),
            ("\u{FEFF}A=secret", "secret"), ("\n\n# A=other\n  A = secret  \n", "secret"),
            ("export A=secret", "secret"), ("export\tA=secret", "secret"),
            ("A='a b'", "a b"), ("A='a\\nb\"$c'", "a\\nb\"$c"), ("A=''", ""),
            (#"A="a\nb\t\"c\"\\\$d\e""#, "a\nb\t\"c\"\\$d\\e"), ("A=\"a # b\" # comment", "a # b"),
            ("A=a # comment", "a"), ("A=a#b", "a#b"), ("A=#b", "#b"), ("A= # comment", ""), ("A=", ""),
            ("A=a b c", "a b c"), ("A=a=b=", "a=b="), ("A=$B", "$B"), ("A=it's", "it's"), ("A=é😀", "é😀"),
        ])
    func values(text: String, value: String) throws {
        let file = try EnvironmentFile(Array(text.utf8))
        #expect(file["A"] == value)
        #expect(file["B"] == nil)
    }

    @Test("every line that cannot be read is told, by its number and without its text")
    func problems() throws {
        let text = """
            A=1
            canary
            1 2=canary
            =canary
            A=canary
            B='canary
            C="canary" canary
            exportD=x
            """
        let error = #expect(throws: EnvironmentFile.Problems.self) { try EnvironmentFile(Array(text.utf8)) }
        let problems = try #require(error).problems.map(\.description)
        #expect(
            problems == [
                "line 2: there is no = in it; write NAME=value",
                "line 3: what stands before = is no name of a variable (letters, digits, _ . -)",
                "line 4: what stands before = is no name of a variable (letters, digits, _ . -)",
                "line 5: the variable is there already, in line 1",
                "line 6: the quote is not closed on the same line",
                "line 7: there is text after the closing quote",
            ])
        #expect(throws: EnvironmentFile.Problems.self) { try EnvironmentFile([0x41, 0x3D, 0xE9]) }
    }
}
