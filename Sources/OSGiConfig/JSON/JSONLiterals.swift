// SPDX-License-Identifier: Apache-2.0

/// Strings and numbers (RFC 8259, 6 and 7).
extension JSONParser {
    /// Reads from the opening to the closing quote.
    mutating func readString() throws(OSGiConfigError) -> String {
        let start = position
        position += 1
        var text = TextBuilder()
        while let next = source.byte(at: position) {
            switch next {
            case .doubleQuote:
                position += 1
                return text.text()
            case .backslash: try readEscape(into: &text)
            case .carriageReturn, .lineFeed:
                throw malformed("a quote that does not close on its line", at: start)
            case 0..<0x20: throw malformed("a control character in a string, which has to be escaped")
            default:
                text.append(next)
                position += 1
            }
        }
        throw malformed("a quote that does not close", at: start)
    }

    private mutating func readEscape(into text: inout TextBuilder) throws(OSGiConfigError) {
        let start = position
        position += 2
        switch source.byte(at: start + 1) {
        case .doubleQuote: text.append(.doubleQuote)
        case .backslash: text.append(.backslash)
        case .slash: text.append(.slash)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(.lineFeed)
        case UInt8(ascii: "r"): text.append(.carriageReturn)
        case UInt8(ascii: "t"): text.append(.tab)
        case UInt8(ascii: "u"):
            var unit: UInt16 = 0
            for _ in 0..<4 {
                guard let digit = source.byte(at: position)?.hexadecimalDigit else {
                    throw malformed("a \\u without four hexadecimal digits", at: start)
                }
                unit = unit << 4 | digit
                position += 1
            }
            text.append(unit: unit)
        default: throw malformed("a backslash before a character that has no escape", at: start)
        }
    }

    mutating func readNumber() throws(OSGiConfigError) {
        if source.byte(at: position) == UInt8(ascii: "-") { position += 1 }
        if source.byte(at: position) == UInt8(ascii: "0") {
            position += 1
        } else {
            try readDigits()
        }
        if source.byte(at: position) == UInt8(ascii: ".") {
            position += 1
            try readDigits()
        }
        if let next = source.byte(at: position), next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            position += 1
            if let sign = source.byte(at: position), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                position += 1
            }
            try readDigits()
        }
    }

    private mutating func readDigits() throws(OSGiConfigError) {
        guard source.byte(at: position)?.isDigit == true else {
            throw malformed("a number without a digit where one was expected")
        }
        while source.byte(at: position)?.isDigit == true { position += 1 }
    }
}

/// Strings and numbers, written.
enum JSONText {
    /// A string between its quotes: the two characters that must be escaped, and control characters. All else stays.
    static func escaped(_ text: String) -> [UInt8] {
        EscapedText.bytes(of: text, marking: [.backslash, .doubleQuote])
    }

    /// Whether a text is one JSON number.
    static func isNumber(_ text: String) -> Bool {
        var rest = text.utf8[...]
        func digits(_ rest: inout Substring.UTF8View) -> Int {
            let run = rest.prefix(while: \.isDigit)
            rest = rest.dropFirst(run.count)
            return run.count
        }
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits(&rest)
        guard whole > 0, !startsWithZero || whole == 1 else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard digits(&rest) > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard digits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// Whether a number without a type hint becomes a Long, as `JsonNumber.isIntegral` decides: its scale, the number
    /// of digits behind the point less the exponent, is zero.
    static func isIntegral(_ number: String) -> Bool {
        let parts = number.lowercased().split(separator: "e", maxSplits: 1)
        let fraction = parts.first?.split(separator: ".", maxSplits: 1).dropFirst().first?.utf8.count ?? 0
        let exponent = parts.count > 1 ? Int(parts[1]) : 0
        return exponent == fraction
    }
}
