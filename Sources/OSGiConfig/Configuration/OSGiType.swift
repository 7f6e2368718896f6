// SPDX-License-Identifier: Apache-2.0

/// The types of values of an OSGi configuration, and JCR's date.
///
/// A primitive type of Java and its wrapper count as one; the file keeps its spelling.
public enum OSGiType: String, CaseIterable, Sendable {
    /// Text.
    case string = "String"
    /// A whole number of 32 bits.
    case integer = "Integer"
    /// A whole number of 64 bits.
    case long = "Long"
    /// A number of 32 bits with a fraction.
    case float = "Float"
    /// A number of 64 bits with a fraction.
    case double = "Double"
    /// A whole number of 8 bits.
    case byte = "Byte"
    /// A whole number of 16 bits.
    case short = "Short"
    /// One UTF-16 unit.
    case character = "Character"
    /// `true` or `false`.
    case boolean = "Boolean"
    /// In nodes only.
    case date = "Date"

    /// Whether Java reads a value of this type from a text: `Integer.valueOf` and its like, a character's one UTF-16
    /// unit, and `true` or `false`.
    ///
    /// - Parameter asBits: whether Float and Double are written as the integer of their bits.
    func accepts(_ text: String, asBits: Bool) -> Bool {
        switch self {
        case .string: true
        case .date: Self.isDate(text)
        case .integer: Int32(text) != nil
        case .long: Int64(text) != nil
        case .byte: Int8(text) != nil
        case .short: Int16(text) != nil
        case .float: asBits ? Int32(text) != nil : Self.isFloatingPoint(text, as: Float.self)
        case .double: asBits ? Int64(text) != nil : Self.isFloatingPoint(text, as: Double.self)
        case .character: text.utf16.count == 1
        case .boolean: text == "true" || text == "false"
        }
    }

    /// Whether Java's `valueOf` makes a finite number of a text, or one of its own words for others.
    private static func isFloatingPoint<Number: BinaryFloatingPoint & LosslessStringConvertible>(
        _ text: String, as _: Number.Type
    ) -> Bool {
        let sign = text.first.map { "+-".contains($0) } ?? false
        if ["NaN", "Infinity"].contains(sign ? String(text.dropFirst()) : text) { return true }
        // Java takes a letter for the type behind the number.
        let number =
            text.last.map { "fFdD".contains($0) } == true && !isHexadecimal(text)
            ? String(text.dropLast()) : text
        guard number.utf8.contains(where: \.isDigit),
            number.utf8.allSatisfy({ $0.isDigit || "+-.eExXpPaAbBcCdDfF".utf8.contains($0) })
        else { return false }
        return Number(number)?.isFinite ?? false
    }

    private static func isHexadecimal(_ text: String) -> Bool { text.utf8.contains { $0 | 0x20 == 0x78 } }

    /// Whether a text is a date as JCR writes it: `2024-01-31T12:00:00.000+01:00`.
    private static func isDate(_ text: String) -> Bool {
        text.wholeMatch(
            of:
                /[+-]?[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}(Z|[+-][0-9]{2}:[0-9]{2})/
        )
            != nil
    }
}
