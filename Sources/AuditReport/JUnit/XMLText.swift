// SPDX-License-Identifier: Apache-2.0

/// Text of a record in an XML 1.0 document.
enum XMLText {
    /// `text` on one line, for an attribute or for character data.
    static func escaped(_ text: String) -> String {
        var result = ""
        var previous: Unicode.Scalar?
        for scalar in HarmlessText.line(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            // Two hashes or colons begin a command to build servers.
            case "#" where previous == "#": result += "&#35;"
            case ":" where previous == ":": result += "&#58;"
            // The only scalars that are no XML 1.0 character and no control either.
            case "\u{FFFE}", "\u{FFFF}": result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
            previous = scalar
        }
        return result
    }

    /// Attributes with a blank before each; those without a value are left out.
    static func attributes(_ attributes: KeyValuePairs<String, String?>) -> String {
        attributes.map { name, value in value.map { " \(name)=\"\(escaped($0))\"" } ?? "" }.joined()
    }
}
