// SPDX-License-Identifier: Apache-2.0

/// The encoding of JCR names in file and folder names, FileVault's `PlatformNameFormat`: `jcr:content` is
/// `_jcr_content`, and what file systems dislike becomes `%hh`.
package enum PlatformName {
    /// The file name of a JCR name, without `.xml`, `.dir` and the like.
    package static func encode(_ name: String) -> String {
        if let colon = name.unicodeScalars.firstIndex(where: { $0 == ":" || $0 == "_" }),
            name.unicodeScalars[colon] == ":", colon != name.startIndex
        {
            let local = name.unicodeScalars.index(after: colon)
            return "_" + percentEncoded(name[..<colon]) + "_" + percentEncoded(name[local...])
        }
        // "_a_b" would be read as "a:b".
        let looksPrefixed =
            name.utf8.first == UInt8(ascii: "_") && name.utf8.count { $0 == UInt8(ascii: "_") } >= 2
        return (looksPrefixed ? "_" : "") + percentEncoded(name[...])
    }

    /// The JCR name of a file name.
    package static func decode(_ name: String) -> String {
        var scalars = name.unicodeScalars[...]
        guard scalars.first == "_", scalars.count > 1 else { return percentDecoded(scalars) }
        scalars.removeFirst()
        guard let next = scalars.popFirst() else { return name }
        if next == "_" { return "_" + percentDecoded(scalars) }
        // FileVault takes the character after the underscore as it is, even "%".
        guard let separator = scalars.firstIndex(of: "_") else {
            return "_" + String(next) + percentDecoded(scalars)
        }
        let local = scalars.index(after: separator)
        return String(next) + percentDecoded(scalars[..<separator]) + ":" + percentDecoded(scalars[local...])
    }

    private static func percentEncoded(_ name: Substring) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\\", "<", ">", "|", "\"", "/", "?", "%", ":":
                result += "%" + String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Two hexadecimal digits stand for a character up to U+00FF; anything else after a `%` is literal.
    private static func percentDecoded(_ scalars: Substring.UnicodeScalarView) -> String {
        var result = ""
        var rest = scalars
        while let scalar = rest.popFirst() {
            let digits = rest.prefix(2)
            if scalar == "%", digits.count == 2, digits.allSatisfy({ $0.properties.isASCIIHexDigit }),
                let code = UInt8(String(digits), radix: 16)
            {
                result.unicodeScalars.append(Unicode.Scalar(code))
                rest = rest.dropFirst(2)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
