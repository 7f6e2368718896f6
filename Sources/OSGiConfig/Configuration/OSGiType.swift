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
        case .string, .date: true
        case .integer: Int32(text) != nil
        case .long: Int64(text) != nil
        case .byte: Int8(text) != nil
        case .short: Int16(text) != nil
        case .float: asBits ? Int32(text) != nil : Double(text) != nil
        case .double: asBits ? Int64(text) != nil : Double(text) != nil
        case .character: text.utf16.count == 1
        case .boolean: text == "true" || text == "false"
        }
    }
}
