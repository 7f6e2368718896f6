// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OSGiConfig

@Suite("What is refused in Felix's format")
struct FelixRefusalTests {
    typealias Case = RefusedText

    @Test(
        "Where Felix would lose something without a word",
        arguments: [
            // Behind a value.
            Case(#"k="SECRET"x"#, 1, 11, "right behind a value"),
            Case(#"k="SECRET"l="x""#, 1, 11, "right behind"),
            Case(#"k="SECRET";"#, 1, 11, "right behind"), Case(#"k="SECRET","#, 1, 11, "right behind"),
            Case("k=\"SECRET\" x\nl=\"y\"", 2, 1, "no '='"),
            Case(#"k="SECRET" ,"#, 1, 12, "a comma where a name"),
            Case(#"k="SECRET" "x""#, 1, 12, "a quote where a name"),
            Case(#"k="a"SECRET"b""#, 1, 6, "right behind"),
            Case(#"k="{"SECRET":1}""#, 1, 6, "right behind"),
            // Within a value.
            Case(#"k="SECRET=x""#, 1, 10, "an '=' within a value"),
            Case(#"k="SECRET"#, 1, 3, "does not close"),
            Case("a=\"1\"\nk=\"SECRET\nl=\"2\"\n", 3, 2, "an '=' within a value"),
            Case(#"k="SECRET\"#, 1, 10, "a backslash"),
            Case(#"k="SECRET\u12x4""#, 1, 14, "four hexadecimal digits"),
            Case(#"k="\u+041""#, 1, 6, "four hex"),
            Case(#"k="\u12"#, 1, 8, "four hex"),
            // Lists.
            Case(#"k=["SECRET""#, 1, 3, "a list that does not close"),
            Case("k=[", 1, 3, "a list that does not"),
            Case(#"k=["SECRET" "b"]"#, 1, 13, "no comma or closing"),
            Case(#"k=["SECRET")"#, 1, 12, "no comma or closing"),
            Case(#"k=("SECRET"]"#, 1, 12, "no comma or closing"),
            Case(#"k=[SECRET]"#, 1, 4, "no quoted value"),
            Case(#"k=["a", I"SECRET"]"#, 1, 9, "no quoted value"),
            Case("k=[\\ \n\"a\"]", 1, 4, "no quoted value"),
            Case("k=[\n# x\n\"a\"]", 2, 1, "no quoted value"), Case(#"k=[["a"]]"#, 1, 4, "no quoted value"),
            Case(#"k=["a"]]"#, 1, 8, "right behind"),
            // No value.
            Case("k=", 1, 3, "no value"), Case("k=SECRET", 1, 4, "no value"), Case("k=I", 1, 4, "no value"),
            Case(#"k=I "1""#, 1, 4, "no value"), Case(#"k=Z1"#, 1, 3, "no value"),
            Case(#"k=t1"#, 1, 3, "no value"),
            Case("k='SECRET'", 1, 3, "no value"), Case("k=\\\n\"a\"", 1, 3, "no value"),
            Case("k==\"a\"", 1, 3, "no value"),
            // Names.
            Case("k", 1, 2, "no '='"), Case("k l=\"v\"", 1, 3, "no '='"),
            Case("SECRET\nl=\"v\"", 2, 1, "no '='"),
            Case(#"="v""#, 1, 1, "an '=' where a name"), Case(#"k"x="v""#, 1, 2, "a quote where a name"),
            Case(#"[k]="v""#, 1, 1, "a bracket or a comma"),
            Case("k\u{1}=\"v\"", 1, 2, "a control character"),
            Case(#"k\ ="v""#, 1, 1, "begins or ends with white space"),
            Case(#"\ k="v""#, 1, 1, "begins or ends"),
            Case(#"k\nl="v""#, 1, 1, "a control character"), Case("k\u{3000}=\"v\"", 1, 2, "not ASCII"),
            Case("\u{2003}k=\"v\"", 1, 1, "not ASCII"),
            Case("k=\u{2028}\"SECRET\"", 1, 3, "no value"), Case("a=\"1\"\rk=\"SECRET\"", 1, 6, "CR alone"),
            Case("k=[\r\"SECRET\"]", 1, 4, "CR alone"),
            Case("k\\", 1, 2, "a backslash"),
            // The text as such.
            Case("k=\"SEC\0RET\"", 1, 7, "a zero byte"), Case("# x\rk=\"SECRET\"", 1, 4, "CR alone"),
        ])
    func refusals(refused: Case) {
        refused.check(.felix)
    }

    @Test(
        "A property that occurs twice, also in other case, is for a person to decide",
        arguments: ["a=\"1\"\nk=\"2\"\na=\"SECRET\"", "a.B=\"1\"\n\nA.b=I\"1\"\n", "a=\"1\" a=\"1\" a=\"1\""])
    func duplicates(text: String) {
        let error = configError { _ = try OSGiConfiguration(text, .felix) }
        guard case .duplicateProperty(_, let name?) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(name.lowercased().hasPrefix("a"))
    }

    @Test("A name that could be a piece of a value is not shown")
    func unusualDuplicate() {
        let error = configError { _ = try OSGiConfiguration(#"\{SECRET}="1" \{SECRET}="2""#, .felix) }
        #expect(error == .duplicateProperty(line: 1, name: nil))
        #expect(error?.description.contains("SECRET") == false)
    }

    @Test(
        "Anything but UTF-8 without a mark",
        arguments: [
            (Array("\u{FEFF}k=\"v\"".utf8), 1), (Array("k=\"v\"\nl=\"caf".utf8) + [0xE9, 0x22], 2),
            ([0xFF, 0xFE, 0x6B, 0], 1), ([0xFE, 0xFF, 0, 0x6B], 1),
            ([0x6B, 0x3D, 0x22, 0xED, 0xA0, 0x80, 0x22], 1),
        ])
    func encodings(bytes: [UInt8], line: Int) {
        for format in [OSGiFormat.felix, .json] {
            let error = configError { _ = try OSGiConfiguration(parsing: bytes, format: format) }
            guard case .encodingUnsupported(line, _) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test("A file beyond the limit")
    func limit() {
        let limits = OSGiConfigLimits(maximumBytes: 8)
        let error = configError {
            _ = try OSGiConfiguration(parsing: Array(#"k="SECRET""#.utf8), format: .felix, limits: limits)
        }
        guard case .limitReached(1, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
