// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import IMSMigration

@Suite("RFC 4180, strictly")
struct CSVReaderTests {
    private static func texts(_ csv: String) -> [[String]] {
        CSVReader(Array(csv.utf8)).map { $0.fields.map(\.text) }
    }

    @Test(
        "rows and fields",
        arguments: [
            ("", []),
            ("a", [["a"]]),
            ("a\n", [["a"]]),
            ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
            ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
            ("a,b\nc,d\r\n", [["a", "b"], ["c", "d"]]),
            ("a,\n,b", [["a", ""], ["", "b"]]),
            (",", [["", ""]]),
            ("a,", [["a", ""]]),
            ("\"a\",\"b\"", [["a", "b"]]),
            ("\"\"", [[""]]),
            ("\"\",\"\"\n", [["", ""]]),
            ("\"a,b\"", [["a,b"]]),
            ("\"a\"\"b\"", [["a\"b"]]),
            ("\"\"\"\"", [["\""]]),
            ("\"a\nb\",c\nd,e", [["a\nb", "c"], ["d", "e"]]),
            ("\"a\r\nb\"", [["a\r\nb"]]),
            ("\"a\rb\"\n", [["a\rb"]]),
            (" a , b ", [[" a ", " b "]]),
            ("\u{FEFF}a,b", [["a", "b"]]),
            ("\u{FEFF}\"a\",b", [["a", "b"]]),
            ("\u{FEFF}", []),
            ("a\n\nb\n\n", [["a"], [""], ["b"], [""]]),
            ("é😀\u{1},x", [["é😀\u{1}", "x"]]),
        ])
    func sound(csv: String, expected: [[String]]) {
        #expect(Self.texts(csv) == expected)
        #expect(CSVReader(Array(csv.utf8)).allSatisfy { $0.fields.allSatisfy(\.problems.isEmpty) })
    }

    @Test("rows are numbered as a spreadsheet does, and blank ones are known")
    func numbers() {
        let rows = Array(CSVReader(Array("\"a\nb\"\n\n\"\"\nc".utf8)))
        #expect(rows.map(\.number) == [1, 2, 3, 4])
        #expect(rows.map(\.isBlank) == [false, true, true, false])
    }

    /// The problems of each field, row by row.
    private static func problems(_ bytes: [UInt8]) -> [[[CSVProblem]]] {
        CSVReader(bytes).map { $0.fields.map(\.problems) }
    }

    @Test(
        "what is no RFC 4180, and the reader goes on after it",
        arguments: [
            ("a,\"b\nc\n", [[[], [.unterminatedQuote]]]),
            ("\"", [[[.unterminatedQuote]]]),
            ("\"\"\"", [[[.unterminatedQuote]]]),
            ("a\"b\"c,d\n\"e\",f", [[[.quoteInUnquotedField], []], [[], []]]),
            (" \"a\",b", [[[.quoteInUnquotedField], []]]),
            ("\"a\"b\",c\nd,e", [[[.textAfterClosingQuote], []], [[], []]]),
            ("\"a\" ,b", [[[.textAfterClosingQuote], []]]),
            ("a\rb,c\nd", [[[.loneCarriageReturn], []], [[]]]),
            ("\"a\"\rb\n", [[[.loneCarriageReturn, .textAfterClosingQuote]]]),
            ("a\nb\r", [[[]], [[.loneCarriageReturn]]]),
            ("a,b\rc,d\re,f\r", [[[], [.carriageReturnEndsRow]], [[], []], [[], []]]),
            ("a\0b\0,c", [[[.nul], []]]),
            ("\"\0\",c", [[[.nul], []]]),
        ] as [(String, [[[CSVProblem]]])])
    func unsound(csv: String, expected: [[[CSVProblem]]]) {
        #expect(Self.problems(Array(csv.utf8)) == expected)
    }

    @Test(
        "bytes that are no UTF-8",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xE4], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect(Self.problems(Array("a,".utf8) + bytes + Array(",c".utf8)) == [[[], [.invalidUTF8], []]])
    }

    @Test("what a writer of its own writes is read as it was")
    func roundTrip() {
        let seed = SeededRandom.seed()
        var random = SeededRandom(seed: seed)
        let pieces = ["a", "\"", ",", "\n", "\r\n", "\r", " ", "é", "😀", ";", "=1+1", "\u{85}", "\u{FEFF}"]
        for _ in 0..<500 {
            let width = Int.random(in: 1...5, using: &random)
            let rows = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                (0..<width).map { _ in random.text(of: pieces, longest: 6) }
            }
            var csv = random.pick(["", "\u{FEFF}"])
            let rowEnd = random.pick(["\n", "\r\n"])
            for (place, row) in rows.enumerated() {
                if place > 0 { csv += rowEnd }
                csv += row.map { field in
                    let isPlain = field.unicodeScalars.allSatisfy {
                        !"\",\n\r\u{FEFF}".unicodeScalars.contains($0)
                    }
                    // A row of one empty field is a blank line unless it is quoted.
                    let mayBeBare = isPlain && !(width == 1 && field.isEmpty)
                    if mayBeBare, Bool.random(using: &random) { return field }
                    return "\"" + field.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
                        + "\""
                }.joined(separator: ",")
            }
            if Bool.random(using: &random) { csv += rowEnd }
            let read = Array(CSVReader(Array(csv.utf8)))
            let texts = read.map { $0.fields.map { Array($0.text.utf8) } }
            #expect(texts == rows.map { $0.map { Array($0.utf8) } }, "IMS_TEST_SEED=\(seed)")
            #expect(read.allSatisfy { $0.fields.allSatisfy(\.problems.isEmpty) }, "IMS_TEST_SEED=\(seed)")
        }
    }
}
