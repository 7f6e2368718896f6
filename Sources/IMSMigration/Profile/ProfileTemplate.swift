// SPDX-License-Identifier: Apache-2.0

/// A text with fields in braces: `{authorizationServer}/ims/token/v3`.
public struct ProfileTemplate: Sendable, Equatable {
    enum Part: Sendable, Equatable {
        case text(String)
        case field(Profile.Field)
    }

    let parts: [Part]

    /// The fields in it.
    public var fields: [Profile.Field] {
        parts.compactMap { if case .field(let field) = $0 { field } else { nil } }
    }

    /// Nil where a brace is not closed, or holds no field that a mapping gives, or a secret, which belongs into a property
    /// of its own.
    init?(_ written: String) {
        var parts: [Part] = []
        var rest = written[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}"),
                let field = Profile.Field(rawValue: String(rest[rest.index(after: open)..<close])),
                field.isOfMapping, field != .clientSecret
            else { return nil }
            parts.append(.field(field))
            rest = rest[rest.index(after: close)...]
        }
        guard !rest.contains("}") else { return nil }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    /// The text with the fields' values; nil where one is missing.
    func text(_ value: (Profile.Field) -> String?) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .text(let part): text += part
            case .field(let field):
                guard let value = value(field) else { return nil }
                text += value
            }
        }
        return text
    }
}

extension Profile.Field {
    /// Whether a row of the mapping gives it.
    public var isOfMapping: Bool {
        switch self {
        case .clientID, .clientSecret, .orgID, .scopes, .authorizationServer, .title, .cloudService: true
        case .jwtClientID, .technicalAccount, .claims, .name: false
        }
    }
}
