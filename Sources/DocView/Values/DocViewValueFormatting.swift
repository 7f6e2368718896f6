// SPDX-License-Identifier: Apache-2.0

extension DocViewValue {
    /// The value as FileVault writes it into an attribute, before XML escaping.
    ///
    /// A type is written unless it is String or the property is one whose type everyone knows; text is escaped in
    /// String, Name, Path and untyped values; a lone empty value is `\0`.
    ///
    /// - Parameter name: the property's JCR name.
    public func formatted(forProperty name: String) -> String {
        var result = ""
        if let type, type != .string, name != "jcr:primaryType", name != "jcr:mixinTypes" {
            result += "{\(type.rawValue)}"
        }
        if isMultiple { result += "[" }
        if values == [""] {
            result += "\\0"
        } else {
            result += values.map { isTextual ? escaped($0) : $0 }.joined(separator: ",")
        }
        if isMultiple { result += "]" }
        return result
    }

    /// Whether FileVault escapes values of this type; those of other types it writes as they are.
    private var isTextual: Bool {
        switch type {
        case nil, .string, .name, .path: true
        default: false
        }
    }

    private func escaped(_ value: String) -> String {
        var result = ""
        for (index, scalar) in value.unicodeScalars.enumerated() {
            switch scalar {
            case "\\": result += "\\\\"
            case "," where isMultiple: result += "\\,"
            case "[" where index == 0 && !isMultiple, "{" where index == 0 && !isMultiple:
                result += "\\\(scalar)"
            case _ where Self.needsUnicodeEscape(scalar):
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// FileVault tests each UTF-16 unit for being an XML 1.0 character, so that halves of pairs fail too.
    private static func needsUnicodeEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xFFFD: false
        default: true
        }
    }
}
