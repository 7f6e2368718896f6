// SPDX-License-Identifier: Apache-2.0

/// What a mapping's cells need because people open the file in a spreadsheet, and print it to a terminal.
///
/// A cell that a spreadsheet would run as a formula is written with an apostrophe before it, and an apostrophe that
/// stands before such a character is dropped when the cell is read. Secrets are never written or read like that.
enum SpreadsheetCell {
    /// The text as it is to be written: with one more apostrophe where a spreadsheet would take it for a formula, or
    /// where reading would drop an apostrophe of its own.
    static func harmless(_ text: String) -> String {
        startsFormula(text.unicodeScalars.drop { $0 == "'" }) ? "'" + text : text
    }

    /// The text that a cell was before it was made harmless.
    static func plain(_ cell: String) -> String {
        let scalars = cell.unicodeScalars
        guard scalars.first == "'", startsFormula(scalars.drop { $0 == "'" }) else { return cell }
        return String(scalars.dropFirst())
    }

    /// Whether a text can stand in a cell and be shown as it is: no control characters but line feeds, and none that
    /// are invisible or change the reading direction.
    static func isFit(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0 == "\n" || !isUnfit($0) }
    }

    /// A text for a cell that nobody reads back: on one line, what is unfit by its code point.
    static func shown(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if isUnfit(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
            true
        default: false
        }
    }

    /// The characters that spreadsheets take for the start of a formula, or skip before one; also the wide forms that
    /// some of them take for the same.
    private static func startsFormula(_ text: Substring.UnicodeScalarView) -> Bool {
        switch text.first {
        case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }
}
