// SPDX-License-Identifier: Apache-2.0

/// What stands behind the colon of a key, as in `"timeout:Integer"`: the type, and whether it is a list (OSGi
/// Compendium, chapter 150, and `TypeConverter` of Apache Felix's `cm.json`).
struct JSONTypeHint: Equatable, Sendable {
    /// As written.
    var text: String
    /// `nil` for `Collection` without a type, and for what Felix does not know or does not take in a file.
    var type: OSGiType?
    var isList: Bool
    /// Whether Felix takes the hint. It refuses the file for any other, and for `binary`.
    var isKnown: Bool

    /// The prefix of keys that are for the Configurator itself; colons in it are no type hint.
    private static let internalPrefix = ":configurator:"

    /// Takes a key apart at its first colon.
    static func split(_ key: String) -> (name: String, hint: JSONTypeHint?) {
        let isInternal = key.utf8.starts(with: internalPrefix.utf8)
        let start =
            isInternal ? key.utf8.index(key.startIndex, offsetBy: internalPrefix.utf8.count) : key.startIndex
        guard let colon = key.utf8[start...].firstIndex(of: .colon) else { return (key, nil) }
        return (String(key[..<colon]), JSONTypeHint(String(key[key.utf8.index(after: colon)...])))
    }

    init(_ text: String) {
        self.text = text
        if text == "Collection" {
            (type, isList, isKnown) = (nil, true, true)
        } else if text.hasSuffix("[]") {
            type = Self.scalars[String(text.dropLast(2))]
            (isList, isKnown) = (true, type != nil)
        } else if text.hasPrefix("Collection<"), text.hasSuffix(">") {
            let name = String(text.dropFirst("Collection<".count).dropLast())
            type = OSGiType(rawValue: name).flatMap { Self.scalars[name] == $0 ? $0 : nil }
            (isList, isKnown) = (true, type != nil)
        } else {
            type = Self.scalars[text]
            (isList, isKnown) = (false, type != nil)
        }
    }

    /// The hint of the same type for a single value or a list; `nil` for none.
    func adapted(toList wantsList: Bool) -> String? {
        guard wantsList != isList else { return text }
        if wantsList { return text + "[]" }
        if text.hasSuffix("[]") { return String(text.dropLast(2)) }
        return type?.rawValue
    }

    private static let scalars: [String: OSGiType] = [
        "String": .string, "Integer": .integer, "int": .integer, "Long": .long, "long": .long,
        "Float": .float, "float": .float, "Double": .double, "double": .double, "Byte": .byte,
        "byte": .byte, "Short": .short, "short": .short, "Character": .character, "char": .character,
        "Boolean": .boolean, "boolean": .boolean,
    ]
}
