// SPDX-License-Identifier: Apache-2.0

/// Text from a repository, made so that showing it does nothing but show it.
///
/// Names and values can hold anything: escape sequences that drive a terminal, characters that turn the reading
/// direction round. They are shown by their code point instead.
package enum HarmlessText {
    /// `text` on one line, fit for a terminal and for a page: controls and direction marks become `\u{…}`.
    package static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHarmful) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isHarmful(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// As `line`, but keeps line feeds and tabs.
    package static func block(_ text: String) -> String {
        // By scalars: to Swift, CR LF is one character, and no line feed.
        let kept: Set<Unicode.Scalar> = ["\n", "\t"]
        guard text.unicodeScalars.contains(where: { isHarmful($0) && !kept.contains($0) }) else {
            return text
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if kept.contains(scalar) {
                result.append(scalar)
            } else {
                result.append(contentsOf: line(String(scalar)).unicodeScalars)
            }
        }
        return String(result)
    }

    /// A diff to be read: as `block`, and the carriage returns of a file with CRLF are not shown at the end of each line.
    static func diff(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\r")) else { return block(text) }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\n", result.last == "\r" { result.removeLast() }
            result.append(scalar)
        }
        return block(String(result))
    }

    /// C0 and C1 controls, line and paragraph separators, the marks that change the reading direction, and what
    /// takes no place. The joiners U+200C and U+200D stay: words of several scripts, and emoji, are spelled with them.
    static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x180E, 0x200B, 0x200E...0x200F, 0x2028...0x202E,
            0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// How many columns a terminal needs for `text`, which holds no control characters.
    static func width(_ text: String) -> Int {
        text.reduce(0) { width, character in
            width + (character.unicodeScalars.contains(where: isWide) ? 2 : 1)
        }
    }

    /// East Asian wide and fullwidth characters, and what is shown as an emoji.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x1100: false
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE0F, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
            0x1AFF0...0x1B2FF, 0x1F1E6...0x1F265, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: scalar.properties.isEmojiPresentation
        }
    }
}
