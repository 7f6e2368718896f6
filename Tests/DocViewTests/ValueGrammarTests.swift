// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DocView

/// One row of a table: what an attribute says, and what FileVault reads from it.
struct ValueRow: CustomTestStringConvertible, Sendable {
    var raw: String
    var type: PropertyType?
    var isMultiple = false
    var values: [String]

    var testDescription: String { raw }

    static func single(_ raw: String, _ value: String, _ type: PropertyType? = nil) -> ValueRow {
        ValueRow(raw: raw, type: type, values: [value])
    }

    static func multiple(_ raw: String, _ values: [String], _ type: PropertyType? = nil) -> ValueRow {
        ValueRow(raw: raw, type: type, isMultiple: true, values: values)
    }
}

@Suite("Value grammar of docview attributes")
struct ValueGrammarTests {
    @Test(
        "A value without a type is itself",
        arguments: [
            ValueRow.single("", ""), .single("plain text", "plain text"), .single(" [a]", " [a]"),
            .single("a,b", "a,b"), .single("a]", "a]"), .single("a{Long}1", "a{Long}1"),
            .single("é☃😀", "é☃😀"),
            .single(" ", " "), .single("}", "}"), .single("]", "]"),
        ])
    func untyped(row: ValueRow) throws { try check(row) }

    @Test(
        "A type stands in braces at the very start, and only there",
        arguments: [
            ValueRow.single("{String}a", "a", .string), .single("{Binary}", "", .binary),
            .single("{Long}42", "42", .long), .single("{Double}1.5", "1.5", .double),
            .single("{Date}2023-02-07T09:14:03.512+01:00", "2023-02-07T09:14:03.512+01:00", .date),
            .single("{Boolean}true", "true", .boolean), .single("{Name}nt:file", "nt:file", .name),
            .single("{Path}/a/b", "/a/b", .path), .single("{Reference}x", "x", .reference),
            .single("{WeakReference}x", "x", .weakReference), .single("{URI}a:b", "a:b", .uri),
            .single("{Decimal}1.0", "1.0", .decimal), .single("{undefined}a", "a"),
            .single("{BinaryRef}id", "id", .binaryReference), .single("{Long}", "", .long),
            .single("{Long}{x}", "{x}", .long), .single("{Long}]x", "]x", .long),
            .single(#"{Long}\[x"#, "[x", .long), .single("{Long}x[y", "x[y", .long),
        ])
    func typed(row: ValueRow) throws { try check(row) }

    @Test("Every type that is written is read", arguments: PropertyType.allCases)
    func everyType(type: PropertyType) throws {
        #expect(
            try DocViewValue(docView: "{\(type.rawValue)}[]")
                == DocViewValue(type: type, isMultiple: true, values: []))
    }

    @Test(
        "An unknown type makes FileVault refuse the file",
        arguments: [
            "{foo}x", "{}", "{}x", "{boolean}x", "{string}", "{ Long}1", "{STRING}x", "{Long }1",
            "{00a1b2c3d4e5f60718293a4b5c6d7e8f}", "{binaryref}x", #"{Lo\ng}1"#,
        ])
    func unknownType(raw: String) {
        #expect(throws: DocViewValueError.unknownType) { try DocViewValue(docView: raw) }
    }

    @Test(
        "A type whose brace never closes loses the brace, without an error",
        arguments: [ValueRow.single("{foo", "foo"), .single("{", ""), .single("{Long[1,2]", "Long[1,2]")])
    func unterminatedType(row: ValueRow) throws { try check(row) }

    @Test(
        "A bracket at the start, or right after the type, begins a list",
        arguments: [
            ValueRow.multiple("[a,b]", ["a", "b"]), .multiple("[]", []), .multiple("{Long}[]", [], .long),
            .multiple("{Long}[1,2]", ["1", "2"], .long), .multiple("[a,b]c", ["a", "b]c"]),
            .multiple("[a", ["a"]),
            .multiple("[", []), .multiple("[,", [""]), .multiple("[[x],{y}]", ["[x]", "{y}"]),
            .multiple(#"[a,b\]"#, ["a", "b]"]), .multiple(#"[\0]"#, [""]), .multiple("[a,]", ["a", ""]),
            .multiple("[,a]", ["", "a"]), .multiple("[,,,]", ["", "", "", ""]),
            .multiple("[ a , b ]", [" a ", " b "]),
            .multiple(#"[a\,b,c]"#, ["a,b", "c"]), .multiple("[a]]", ["a]"]),
            .multiple("{Name}[nt:file]", ["nt:file"], .name),
            .multiple(#"[\0"#, []), .multiple(#"[a,\0]"#, ["a", ""]), .multiple("[{Long}1]", ["{Long}1"]),
            .multiple("{Binary}[]", [], .binary), .multiple("{Binary}[,]", ["", ""], .binary),
        ])
    func lists(row: ValueRow) throws { try check(row) }

    @Test(
        "A backslash takes the next character as it is, but u begins a UTF-16 unit and 0 stands for nothing",
        arguments: [
            ValueRow.single(#"\{x}"#, "{x}"), .single(#"\[x]"#, "[x]"), .single(#"a\\b"#, #"a\b"#),
            .single(#"a\nb"#, "anb"), .single(#"\0"#, ""), .single(#"a\0b"#, "ab"), .single(#"\u0041"#, "A"),
            .single(#"a\u00e9b"#, "aéb"), .single(#"a\u00E9b"#, "aéb"), .single(#"\ud83d\ude00"#, "😀"),
            .single(#"\u41"#, ""), .single(#"x\u004"#, "x"), .single(#"a\"#, "a"), .single(#"\"#, ""),
            .single(#"\😀"#, "😀"), .single(#"{Binary}\0"#, "", .binary), .single(#"a\,b"#, "a,b"),
            .single(#"\u0000"#, "\0"), .single(#"\u00412"#, "A2"),
        ])
    func escapes(row: ValueRow) throws { try check(row) }

    @Test("Half a surrogate pair has no place in a Swift string and becomes U+FFFD")
    func loneSurrogate() throws {
        #expect(try DocViewValue(docView: #"a\ud83db"#).values == ["a\u{FFFD}b"])
    }

    @Test("Digits that make a negative code are refused; others come out as Java computes them")
    func faultyUnicodeEscapes() throws {
        #expect(throws: DocViewValueError.faultyUnicodeEscape) { try DocViewValue(docView: #"\uzzzz"#) }
        #expect(throws: DocViewValueError.faultyUnicodeEscape) { try DocViewValue(docView: #"a\u000g"#) }
        #expect(try DocViewValue(docView: #"\u1z00"#).values == ["\u{0F00}"])
    }

    @Test(
        "Inline binaries are refused; a reference to one is not",
        arguments: ["{Binary}x", "{Binary}[a]", "{Binary}[,a]"])
    func inlineBinaries(raw: String) throws {
        #expect(throws: DocViewValueError.inlineBinary) { try DocViewValue(docView: raw) }
        #expect(try DocViewValue(docView: "{BinaryRef}x").values == ["x"])
    }

    @Test("Only a single value that is String or untyped counts as a single String")
    func singleString() throws {
        #expect(try DocViewValue(docView: #"\{x}"#).singleString == "{x}")
        #expect(try DocViewValue(docView: "{String}x").singleString == "x")
        #expect(try DocViewValue(docView: "[x]").singleString == nil)
        #expect(try DocViewValue(docView: "{Name}x").singleString == nil)
    }

    private func check(_ row: ValueRow) throws {
        let expected = DocViewValue(type: row.type, isMultiple: row.isMultiple, values: row.values)
        #expect(try DocViewValue(docView: row.raw) == expected)
    }
}
