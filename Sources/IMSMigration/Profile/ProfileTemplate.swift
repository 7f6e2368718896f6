// SPDX-License-Identifier: Apache-2.0

/// A text with fields in braces: `{authorizationServer}/ims/token/v3`.
package struct ProfileTemplate: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case text(String)
        case field(Profile.Field)
    }

    let parts: [Part]

    /// The fields in it.
    package var fields: [Profile.Field] {
        parts.compactMap { if case .field(let field) = $0 { field } else { nil } }
    }

    /// The template as it is written.
    package var text: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .field(let field): "{\(field.rawValue)}"
            }
        }.joined()
    }

    /// A template that is one field alone.
    init(_ field: Profile.Field) { parts = [.field(field)] }

    /// A template of these parts.
    init(parts: [Part]) { self.parts = parts }

    /// Nil where a brace is not closed, or holds no field that can be written, or a secret, which belongs into a property
    /// of its own.
    ///
    /// `extra` is a field that counts although no mapping gives it.
    init?(_ written: String, alsoAllowing extra: Profile.Field? = nil) {
        var parts: [Part] = []
        var rest = written[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}"),
                let field = Profile.Field(rawValue: String(rest[rest.index(after: open)..<close])),
                field.isWritable || field == extra, field != .clientSecret
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
    /// Whether a migration can write it: the mapping gives it, or the configuration tells it.
    package var isWritable: Bool {
        switch self {
        case .clientID, .clientSecret, .orgID, .scopes, .authorizationServer, .title, .cloudService,
            .technicalAccount:
            true
        case .jwtClientID, .claims, .keyAlias, .name: false
        }
    }

    /// Whether a row of the mapping may leave it empty to say that the property stays as it is.
    var isOptional: Bool {
        switch self {
        case .authorizationServer, .title, .cloudService: true
        default: false
        }
    }
}
