// SPDX-License-Identifier: Apache-2.0

/// The one-letter type codes before a value. Lower case stands for Java's primitive type, of which arrays can be made;
/// `T`, String, is never written by Felix and has no primitive.
enum FelixType {
    static func type(ofCode code: UInt8) -> OSGiType? {
        switch code {
        case UInt8(ascii: "T"): .string
        case UInt8(ascii: "I"), UInt8(ascii: "i"): .integer
        case UInt8(ascii: "L"), UInt8(ascii: "l"): .long
        case UInt8(ascii: "F"), UInt8(ascii: "f"): .float
        case UInt8(ascii: "D"), UInt8(ascii: "d"): .double
        case UInt8(ascii: "X"), UInt8(ascii: "x"): .byte
        case UInt8(ascii: "S"), UInt8(ascii: "s"): .short
        case UInt8(ascii: "C"), UInt8(ascii: "c"): .character
        case UInt8(ascii: "B"), UInt8(ascii: "b"): .boolean
        default: nil
        }
    }

    /// Whether Felix reads a value of that type from the text at all. It takes the first character of any text, and
    /// any text for a Boolean.
    static func isReadable(_ text: String, as type: OSGiType) -> Bool {
        switch type {
        case .character: !text.isEmpty
        case .boolean: true
        default: type.accepts(text, asBits: true)
        }
    }
}
