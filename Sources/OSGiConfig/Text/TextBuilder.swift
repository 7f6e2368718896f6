// SPDX-License-Identifier: Apache-2.0

/// Collects text that is given as bytes of UTF-8 and as escaped UTF-16 units.
struct TextBuilder {
    private var utf8: [UInt8] = []
    private var highSurrogate: UInt16?

    mutating func append(_ byte: UInt8) {
        flush()
        utf8.append(byte)
    }

    /// Appends one unit of UTF-16. Two of them make a pair; a half without its other half becomes U+FFFD, as no Swift
    /// string can hold it.
    mutating func append(unit: UInt16) {
        if let high = highSurrogate, UTF16.isTrailSurrogate(unit) {
            highSurrogate = nil
            append(UTF16.decode(UTF16.EncodedScalar([high, unit])))
        } else if UTF16.isLeadSurrogate(unit) {
            flush()
            highSurrogate = unit
        } else {
            flush()
            append(Unicode.Scalar(unit) ?? "\u{FFFD}")
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        utf8.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private mutating func flush() {
        guard highSurrogate != nil else { return }
        highSurrogate = nil
        append("\u{FFFD}" as Unicode.Scalar)
    }

    mutating func text() -> String {
        flush()
        return String(decoding: utf8, as: UTF8.self)
    }
}

/// Writes text between quotes with escapes that Felix's format and JSON have in common.
enum EscapedText {
    /// - Parameter marked: the characters that get a backslash before them.
    static func bytes(of text: String, marking marked: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 8)
        for byte in text.utf8 {
            switch byte {
            case 0x08: result += "\\b".utf8
            case .tab: result += "\\t".utf8
            case .lineFeed: result += "\\n".utf8
            case 0x0C: result += "\\f".utf8
            case .carriageReturn: result += "\\r".utf8
            case 0..<0x20:
                result += (byte < 0x10 ? "\\u000" : "\\u00").utf8
                result += String(byte, radix: 16).utf8
            case _ where marked.contains(byte): result += [.backslash, byte]
            default: result.append(byte)
            }
        }
        return result
    }
}

extension String {
    /// Whether two texts are the same byte for byte: Swift's `==` takes different spellings of an accent for equal.
    func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }

    /// What makes two property names the same one: Configuration Admin keeps case in them, and ignores it.
    var foldedName: String { lowercased() }
}
