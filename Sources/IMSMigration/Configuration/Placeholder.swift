// SPDX-License-Identifier: Apache-2.0

/// Placeholders in values of OSGi configurations, as the interpolation plugin of Apache Felix replaces them when a
/// configuration is read: `$[env:NAME;type=String;default=VALUE]`, also nested, with directives in any order. A backslash
/// before the dollar sign makes it plain text.
enum Placeholder {
    /// What stands for a placeholder whose value only the running AEM knows.
    static let unknown: Unicode.Scalar = "\u{FFFC}"

    /// A text taken apart.
    enum Part: Equatable {
        case text(String)
        /// As it is written, and its default.
        case placeholder(String, default: String?)
    }

    /// Whether a text holds a placeholder.
    static func isIn(_ text: String) -> Bool {
        text.contains("$[")
            && parts(of: text).contains { if case .placeholder = $0 { true } else { false } }
    }

    /// The text with the default of each placeholder in its place, and ``unknown`` where it has none.
    static func resolved(_ text: String) -> String { resolved(text, depth: 0) }

    /// The text with ``unknown`` for each placeholder, whether it has a default or not.
    static func masked(_ text: String) -> String {
        parts(of: text).map { part in
            if case .text(let text) = part { text } else { String(unknown) }
        }.joined()
    }

    /// The text with the placeholders that `masked` left out, in the order in which they stand.
    static func restored(_ masked: String, from original: String) -> String {
        var written = parts(of: original).compactMap { part in
            if case .placeholder(let text, _) = part { text } else { nil }
        }[...]
        return String(
            String.UnicodeScalarView(
                masked.unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
                    guard scalar == unknown, let text = written.popFirst() else { return [scalar] }
                    return Array(text.unicodeScalars)
                }))
    }

    private static func resolved(_ text: String, depth: Int) -> String {
        guard text.contains("$[") else { return text }
        return parts(of: text).map { part in
            switch part {
            case .text(let text): text
            case .placeholder(_, let value?) where depth < 16: resolved(value, depth: depth + 1)
            case .placeholder: String(unknown)
            }
        }.joined()
    }

    static func parts(of text: String) -> [Part] {
        var parts: [Part] = []
        var plain = ""
        var rest = text.unicodeScalars[...]
        while let first = rest.first {
            if first == "\\", rest.dropFirst().starts(with: "$[".unicodeScalars) {
                plain.unicodeScalars += "$[".unicodeScalars
                rest = rest.dropFirst(3)
            } else if rest.starts(with: "$[".unicodeScalars), let end = end(of: rest),
                let value = directives(in: rest[..<end].dropFirst(2))
            {
                if !plain.isEmpty { parts.append(.text(plain)) }
                plain = ""
                let after = rest.index(after: end)
                parts.append(.placeholder(String(rest[..<after]), default: value.default))
                rest = rest[after...]
            } else {
                plain.unicodeScalars.append(first)
                rest = rest.dropFirst()
            }
        }
        if !plain.isEmpty { parts.append(.text(plain)) }
        return parts
    }

    /// The bracket that closes the one behind the dollar sign.
    private static func end(of text: Substring.UnicodeScalarView) -> String.Index? {
        var depth = 0
        var isEscaped = false
        for index in text.indices {
            switch text[index] {
            case "[" where !isEscaped: depth += 1
            case "]" where !isEscaped:
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
            isEscaped = text[index] == "\\" && !isEscaped
        }
        return nil
    }

    /// What stands behind the name; nil where there is no type, so that it is no placeholder.
    private static func directives(in text: Substring.UnicodeScalarView) -> Directives? {
        guard text.contains(":") else { return nil }
        var directives: [Substring.UnicodeScalarView] = []
        var start = text.startIndex
        var depth = 0
        for index in text.indices {
            switch text[index] {
            case "[": depth += 1
            case "]": depth -= 1
            case ";" where depth == 0:
                directives.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        directives.append(text[start...])
        let prefix = "default=".unicodeScalars
        let value = directives.dropFirst().last { $0.starts(with: prefix) }
        return Directives(default: value.map { String($0.dropFirst(prefix.count)) })
    }

    private struct Directives {
        var `default`: String?
    }
}
