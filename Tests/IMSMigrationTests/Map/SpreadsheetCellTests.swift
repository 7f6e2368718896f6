// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import IMSMigration

@Suite("Cells that a spreadsheet would run as a formula")
struct SpreadsheetCellTests {
    @Test(
        "are written with an apostrophe in front, and read back as what they were",
        arguments: [
            ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"),
            ("\nx", "'\nx"), ("＝1", "'＝1"), ("=", "'="),
            // An apostrophe of their own stays.
            ("'=1", "''=1"), ("''+x", "'''+x"),
            // These are no formulas.
            ("", ""), ("x=1", "x=1"), ("'", "'"), ("'x", "'x"), ("''", "''"), (" =1", " =1"), ("1-1", "1-1"),
        ])
    func harmless(text: String, cell: String) {
        #expect(SpreadsheetCell.harmless(text) == cell)
        #expect(SpreadsheetCell.plain(cell) == text)
    }

    @Test("a quote or a combining mark after the character does not hide it")
    func combining() {
        #expect(SpreadsheetCell.harmless("=\u{301}x") == "'=\u{301}x")
        #expect(SpreadsheetCell.plain("'=\u{301}x") == "=\u{301}x")
        #expect(SpreadsheetCell.harmless("\r\nx") == "'\r\nx")
    }

    @Test("the reader drops the apostrophe in every column but the secret's")
    func reading() throws {
        let csv = """
            path,jwt_client_id,client_id,client_secret,org_id,scopes,title,cloud_service
            /a,'-key,'=id,'=secret,'-o@AdobeOrg,'-scope,'=T(),'-service

            """
        let row = try #require(try MappingReader.read(Array(csv.utf8), sources: nil).rows.first)
        #expect(row.jwtClientID == "-key")
        #expect(row.credential?.clientID == "=id")
        #expect(row.credential?.secret.value?.revealed() == "'=secret")
        #expect(row.credential?.orgID == "-o@AdobeOrg")
        #expect(row.credential?.scopes == ["-scope"])
        #expect(row.title == "=T()")
        #expect(row.cloudService == "-service")
    }

    @Test(
        "control and invisible characters cannot stand in a cell, line feeds can",
        arguments: [
            ("plain", true), ("Zürich – Łódź", true), ("two\nlines", true), ("emoji 😀", true), ("", true),
            ("a\u{1B}[31m", false), ("a\rb", false), ("a\tb", false), ("a\u{202E}b", false),
            ("a\u{200B}b", false), ("a\u{85}b", false), ("a\u{2028}b", false), ("a\u{E000}", false),
        ])
    func fit(text: String, isFit: Bool) {
        #expect(SpreadsheetCell.isFit(text) == isFit)
    }

    @Test("what people only read is shown by code point instead")
    func shown() {
        #expect(SpreadsheetCell.shown("a\u{1B}b\nc") == "a\\u{1b}b\\u{a}c")
    }
}

@Suite("Writing CSV")
struct CSVWriterTests {
    @Test(
        "fields are quoted where they must be",
        arguments: [
            ("a", "a"), ("", ""), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""),
            (" a", "\" a\""),
            ("a;b", "\"a;b\""), ("\"\u{301}", "\"\"\"\u{301}\""),
        ])
    func fields(text: String, field: String) {
        #expect(CSVWriter.row([text, "x"]) == field + ",x\n")
    }

    @Test("the reader gives back what the writer was given", arguments: [SeededRandom.seed()])
    func roundTrip(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pieces = ["a", "\"", ",", "\n", "\r\n", "\r", ";", " ", "'", "=", "é", "\u{301}", "😀", "|"]
        for _ in 0..<300 {
            let rows = (0..<3).map { _ in (0..<3).map { _ in random.text(of: pieces, longest: 6) } }
            let csv = rows.map(CSVWriter.row).joined()
            let read = Array(CSVReader(Array(csv.utf8)))
            #expect(
                read.map { $0.fields.map { Array($0.text.utf8) } } == rows.map { $0.map { Array($0.utf8) } },
                "IMS_TEST_SEED=\(seed)")
            #expect(read.allSatisfy { $0.fields.allSatisfy(\.problems.isEmpty) }, "IMS_TEST_SEED=\(seed)")
        }
    }
}
