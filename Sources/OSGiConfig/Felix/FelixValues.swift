// SPDX-License-Identifier: Apache-2.0

/// Values: quoted texts, and lists of them.
extension FelixParser {
    /// Reads from the opening to the closing quote.
    mutating func readQuoted() throws(OSGiConfigError) -> String {
        let start = position
        position += 1
        var text = TextBuilder()
        while let next = source.byte(at: position) {
            switch next {
            case .doubleQuote:
                position += 1
                return text.text()
            case .backslash: try readEscape(into: &text)
            case .equals:
                throw malformed("an '=' within a value, which ends the value there (it is written \\=)")
            case .carriageReturn, .lineFeed:
                text.append(.lineFeed)
                position = source.endOfLineBreak(at: position)
            default:
                text.append(next)
                position += 1
            }
        }
        throw malformed("a quote that does not close", at: start)
    }

    /// Reads a backslash and what it stands before: `b`, `t`, `n`, `f`, `r`, `u` with four digits, or any other
    /// character, which then stands for itself.
    mutating func readEscape(into text: inout TextBuilder) throws(OSGiConfigError) {
        guard let next = source.byte(at: position + 1) else {
            throw malformed("a backslash at the end of the file")
        }
        position += 2
        switch next {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "t"): text.append(.tab)
        case UInt8(ascii: "n"): text.append(.lineFeed)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "r"): text.append(.carriageReturn)
        case UInt8(ascii: "u"):
            var unit: UInt16 = 0
            for _ in 0..<4 {
                guard let digit = source.byte(at: position)?.hexadecimalDigit else {
                    throw malformed("a \\u without four hexadecimal digits (a backslash is written \\\\)")
                }
                unit = unit << 4 | digit
                position += 1
            }
            text.append(unit: unit)
        case .carriageReturn, .lineFeed:
            text.append(.lineFeed)
            position = source.endOfLineBreak(at: position - 1)
        default: text.append(next)
        }
    }

    /// Reads from the opening to the closing bracket. Commas may stand before the first and behind the last value,
    /// and twice between values; Felix itself writes one behind the last.
    mutating func readList() throws(OSGiConfigError) -> (BracketedList, [String]) {
        let start = position
        let closing = source.byte(at: start) == .openBracket ? UInt8.closeBracket : .closeParenthesis
        position += 1
        var list = BracketedList(open: position, close: position)
        var values: [String] = []
        var needsComma = false
        while true {
            try skipListSpace()
            guard let next = source.byte(at: position) else {
                throw malformed("a list that does not close", at: start)
            }
            switch next {
            case closing:
                list.close = position
                position += 1
                return (list, values)
            case .comma:
                if needsComma { list.commas[list.commas.count - 1] = position }
                needsComma = false
                position += 1
            case .doubleQuote where !needsComma:
                let first = position
                values.append(try readQuoted())
                list.items.append(first..<position)
                list.commas.append(nil)
                needsComma = true
            default:
                throw malformed(
                    needsComma
                        ? "no comma or closing bracket behind a value of a list"
                        : "something in a list that is no quoted value")
            }
        }
    }

    /// White space, and the backslash before a line break.
    private mutating func skipListSpace() throws(OSGiConfigError) {
        try skipWhiteSpace()
        while source.byte(at: position) == .backslash, source.byte(at: position + 1)?.isLineBreak == true {
            position += 1
            try skipWhiteSpace()
        }
    }
}
