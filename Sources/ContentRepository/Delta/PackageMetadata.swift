// SPDX-License-Identifier: Apache-2.0

/// Text for XML files of our own making.
enum XMLText {
    /// `text` as an attribute value in double quotes or as character data; what XML cannot hold becomes U+FFFD.
    static func attribute(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r": result += "&#x\(String(scalar.value, radix: 16));"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Regular expressions of `java.util.regex`, which workspace filters hold.
extension JavaPattern {
    /// A pattern that matches `text` alone.
    static func quoted(_ text: String) -> String {
        var result = ""
        // Not by characters, to which an accent is one with the dot before it.
        for scalar in text.unicodeScalars {
            if "\\^$.|?*+()[]{}".unicodeScalars.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}

/// `META-INF/vault/properties.xml`.
struct DeltaProperties {
    let text: String

    init(_ package: DeltaPackage) {
        let entries = [
            ("name", package.identity.name),
            ("group", package.identity.group),
            ("version", package.identity.version),
            ("description", package.description),
            ("packageType", package.packageType),
            ("packageFormatVersion", "2"),
            ("created", package.createdAt.replacing("Z", with: ".000Z")),
            ("requiresRoot", "false"),
            // "Overwrite" and "Clear" take the access control list off changed nodes up to FileVault 3.5.8.
            ("acHandling", "ignore"),
        ]
        var text = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"no\"?>\n"
        text += "<!DOCTYPE properties SYSTEM \"http://java.sun.com/dtd/properties.dtd\">\n<properties>\n"
        text += "<comment>FileVault Package Properties</comment>\n"
        for (key, value) in entries { text += "<entry key=\"\(key)\">\(XMLText.attribute(value))</entry>\n" }
        self.text = text + "</properties>\n"
    }
}
