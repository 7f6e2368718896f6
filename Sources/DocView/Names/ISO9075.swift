// SPDX-License-Identifier: Apache-2.0
import CLibXML2

/// The encoding of JCR names in element and attribute names (ISO 9075-14): a character that XML does not allow at its
/// place becomes `_xHHHH_`, its UTF-16 code in lower-case hexadecimal digits.
package enum ISO9075 {
    /// The XML form of a JCR name. A prefix before the first colon stays as it is.
    package static func encode(_ name: String) -> String {
        guard let colon = name.utf8.firstIndex(of: .colon) else { return encodeLocal(name) }
        return String(name[...colon]) + encodeLocal(name[name.utf8.index(after: colon)...])
    }

    /// The JCR name of an XML name. Exactly `_x`, four hexadecimal digits of any case and `_` are decoded.
    package static func decode(_ name: String) -> String {
        guard mayBeEncoded(name.utf8) else { return name }
        let units = Array(name.utf16)
        var result: [UInt16] = []
        var index = 0
        while index < units.count {
            if let code = escapeCode(in: units, at: index), index + 6 < units.count,
                units[index + 6] == underscore
            {
                result.append(code)
                index += 7
            } else {
                result.append(units[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF16.self)
    }

    /// Whether bytes of a name hold `_x`, without which there is nothing to decode.
    static func mayBeEncoded(_ name: some Sequence<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for byte in name {
            if previous == 0x5F, byte == 0x78 { return true }
            previous = byte
        }
        return false
    }

    private static let underscore = UInt16(UInt8(ascii: "_"))

    /// The XML form of a local name, in which a colon has no meaning of its own.
    static func encodeLocal(_ name: some StringProtocol) -> String {
        let units = Array(name.utf16)
        var result = ""
        var index = 0
        for scalar in name.unicodeScalars {
            // A name that looks encoded gets its underscore encoded, so that decoding gives it back.
            let looksEncoded = scalar == "_" && escapeCode(in: units, at: index) != nil
            if isAllowed(scalar, first: index == 0) && !looksEncoded {
                result.unicodeScalars.append(scalar)
            } else {
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    let digits = String(unit, radix: 16)
                    result += "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
                }
            }
            index += UTF16.width(scalar)
        }
        return result
    }

    /// The code of `_xHHHH` at a place; the closing underscore is not looked at.
    private static func escapeCode(in units: [UInt16], at index: Int) -> UInt16? {
        guard index + 5 < units.count, units[index] == underscore,
            units[index + 1] == UInt16(UInt8(ascii: "x"))
        else { return nil }
        var code: UInt16 = 0
        for unit in units[(index + 2)..<(index + 6)] {
            guard let digit = hexadecimalDigit(unit) else { return nil }
            code = code << 4 | digit
        }
        return code
    }

    private static func hexadecimalDigit(_ unit: UInt16) -> UInt16? {
        switch unit {
        case 0x30...0x39: unit - 0x30
        case 0x41...0x46: unit - 0x41 + 10
        case 0x61...0x66: unit - 0x61 + 10
        default: nil
        }
    }

    /// XML 1.0's name characters up to the fourth edition, as Java's parsers have them. A colon would start a local
    /// name within the local name.
    private static func isAllowed(_ scalar: Unicode.Scalar, first: Bool) -> Bool {
        if scalar == "_" { return true }
        guard scalar.value <= 0xFFFF else { return false }
        if first { return ims_xml_is_letter(scalar.value) != 0 }
        return scalar == "-" || scalar == "." || ims_xml_is_later_name_char(scalar.value) != 0
    }
}
