// SPDX-License-Identifier: Apache-2.0

/// A text taken apart as scopes.
struct ScopeText {
    var scopes: [String] = []
    /// What stands between all of them; nil where that differs, or there is something around them. A comma for one alone.
    var separator: String?

    init(_ text: String) {
        var separators: Set<String> = []
        var word = ""
        var gap = ""
        for scalar in text.unicodeScalars {
            if scalar == "," || scalar.properties.isWhitespace {
                if !word.isEmpty { scopes.append(word) }
                word = ""
                gap.unicodeScalars.append(scalar)
            } else {
                if !gap.isEmpty { separators.insert(scopes.isEmpty ? "" : gap) }
                gap = ""
                word.unicodeScalars.append(scalar)
            }
        }
        if !word.isEmpty { scopes.append(word) }
        guard gap.isEmpty, !separators.contains(""), separators.count <= 1 else { return }
        separator = separators.first ?? ","
    }

    /// Whether the text looks like scopes of Adobe: one of those that nearly every credential has is among them.
    var looksLikeScopes: Bool {
        !Set(scopes.map { $0.lowercased() }).isDisjoint(with: ["openid", "adobeid", "read_organizations"])
    }
}
