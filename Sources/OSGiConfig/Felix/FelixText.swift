// SPDX-License-Identifier: Apache-2.0

/// Names and values as Felix writes them between quotes.
enum FelixText {
    /// Escaped as `ConfigurationHandler.writeQuoted` does it: a backslash before `\`, `"`, space and `=`; `\b`, `\t`,
    /// `\n`, `\f`, `\r`; `\u` with four digits in lower case for other control characters. All else stays, so that
    /// every release of Felix reads the same from it.
    static func escaped(_ text: String) -> [UInt8] {
        EscapedText.bytes(of: text, marking: [.backslash, .doubleQuote, .space, .equals])
    }

    /// A name at the beginning of a line. Felix does not escape what would make it something else than a name, but
    /// reads such an escape like any other.
    static func escapedName(_ name: String) -> [UInt8] {
        let escaped = escaped(name)
        guard let first = escaped.first, [.numberSign, .comma].contains(first) || isBracket(first) else {
            return escaped
        }
        return [.backslash] + escaped
    }

    static func isBracket(_ byte: UInt8) -> Bool {
        [.openBracket, .closeBracket, .openParenthesis, .closeParenthesis].contains(byte)
    }

    /// Whether a white space character beyond ASCII begins at an offset: one that Java's `Character.isWhitespace`
    /// knows, which are Unicode's spaces except those that do not break a line.
    static func isWideSpace(in bytes: [UInt8], at offset: Int) -> Bool {
        guard offset + 2 < bytes.count else { return false }
        switch (bytes[offset], bytes[offset + 1], bytes[offset + 2]) {
        case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x86), (0xE2, 0x80, 0x88...0x8A),
            (0xE2, 0x80, 0xA8...0xA9),
            (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
            return true
        default: return false
        }
    }
}
