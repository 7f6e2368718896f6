// SPDX-License-Identifier: Apache-2.0

/// The text of attribute values in XML: what the bytes between the quotes stand for, and how to write a value there.
enum AttributeText {
    /// Whether bytes stand for themselves: no reference, and no white space that XML normalises.
    static func isPlain(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { $0 != .ampersand && ($0 >= .space) }
    }

    /// Resolves character references and the five predefined entities, and turns each literal tab, line feed and
    /// line ending into one space (XML 1.0, 2.11 and 3.3.3).
    ///
    /// - Returns: UTF-8, or `nil` for any other reference.
    static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            switch byte {
            case .ampersand:
                guard let end = bytes[index...].firstIndex(of: .semicolon),
                    let scalar = scalar(forReference: bytes[index..<end])
                else { return nil }
                result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                index = end + 1
            case .carriageReturn:
                result.append(.space)
                if index < bytes.endIndex, bytes[index] == .lineFeed { index += 1 }
            case .lineFeed, .tab: result.append(.space)
            default: result.append(byte)
            }
        }
        return result
    }

    private static func scalar(forReference name: ArraySlice<UInt8>) -> Unicode.Scalar? {
        let text = String(decoding: name, as: UTF8.self)
        switch text {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: return characterReference(text)
        }
    }

    private static func characterReference(_ text: String) -> Unicode.Scalar? {
        guard text.hasPrefix("#") else { return nil }
        let isHexadecimal = text.hasPrefix("#x")
        let digits = text.dropFirst(isHexadecimal ? 2 : 1)
        guard let first = digits.first, first != "+", first != "-",
            let number = UInt32(digits, radix: isHexadecimal ? 16 : 10)
        else { return nil }
        return Unicode.Scalar(number)
    }

    /// Whether libxml2's spelling of an attribute value says the same as ours.
    ///
    /// Without `XML_PARSE_NOENT` libxml2 spells every ampersand `&#38;`, for the tree builder to read again.
    static func agree(decoded: ArraySlice<UInt8>, reported: ArraySlice<UInt8>) -> Bool {
        let spelled = Array("&#38;".utf8)
        var rest = reported
        for byte in decoded {
            guard let next = rest.popFirst(), next == byte else { return false }
            if byte == .ampersand {
                guard rest.starts(with: spelled.dropFirst()) else { return false }
                rest = rest.dropFirst(spelled.count - 1)
            }
        }
        return rest.isEmpty
    }

    /// A value as FileVault writes it between quotes: `&amp;` `&lt;`, the quote in use, and the white space that a
    /// parser would turn into spaces. `>` and characters beyond ASCII stay.
    static func escaped(_ value: String, quote: UInt8) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(value.utf8.count)
        for byte in value.utf8 {
            switch byte {
            case .ampersand: result.append(contentsOf: "&amp;".utf8)
            case .lessThan: result.append(contentsOf: "&lt;".utf8)
            case .tab: result.append(contentsOf: "&#x9;".utf8)
            case .lineFeed: result.append(contentsOf: "&#xa;".utf8)
            case .carriageReturn: result.append(contentsOf: "&#xd;".utf8)
            case .doubleQuote where quote == byte: result.append(contentsOf: "&quot;".utf8)
            case .singleQuote where quote == byte: result.append(contentsOf: "&apos;".utf8)
            default: result.append(byte)
            }
        }
        return result
    }
}
