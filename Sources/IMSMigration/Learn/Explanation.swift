// SPDX-License-Identifier: Apache-2.0

/// How a property of a migrated configuration came to be what it is.
package struct LearnedProperty: Sendable, Equatable {
    /// The kind of the explanation, for programs.
    package enum Kind: String, Sendable, Codable {
        /// It is as it was.
        case kept
        /// It is gone.
        case removed
        /// It has the value that another one had, which is gone.
        case renamed
        /// It has the value of another one, which stays.
        case copied
        /// It holds a field of the credential.
        case field
        /// It holds a text with fields in it.
        case template
        /// Of its values some stayed.
        case entries
        /// It holds a fixed value.
        case constant
        /// The repository writes it itself; it is ignored.
        case volatile
        /// The examples do not tell.
        case question
    }

    /// Its name.
    package var property: String
    /// The kind of the explanation.
    package var kind: Kind
    /// The explanation in words, without any value that may not be shown.
    package var text: String
    /// Where it came from, for one that was renamed or copied.
    package var source: String?
    /// Which field of the credential it holds.
    package var field: Profile.Field?
}

/// Something that the pairs do not tell, or tell in two ways.
package struct LearningQuestion: Sendable, Equatable {
    /// One answer: a step for `migrated`, or none where nothing is to be done.
    package struct Option: Sendable, Equatable {
        /// What the answer says.
        package var meaning: String
        /// The step to put into `migrated`.
        package var step: Profile.Step?
    }

    /// The property that it is about; the key of the profile where it is about all of that.
    package var property: String
    /// The key of the profile that the answer goes to.
    package var place: String
    /// The question itself, without any value that may not be shown.
    package var text: String
    /// The answers that fit the pairs; none where nothing does.
    package var options: [Option]
}

extension Profile.Step {
    /// What the step says of the property that it writes, for people.
    var explanation: LearnedProperty {
        var explained = LearnedProperty(
            property: writtenProperty ?? property, kind: .kept, text: "", source: nil, field: nil)
        switch self {
        case .remove:
            (explained.kind, explained.text) = (.removed, "removed")
        case .rename(let source, _):
            (explained.kind, explained.text) = (.renamed, "renamed from \(source)")
            explained.source = source
        case .copy(_, let source):
            (explained.kind, explained.text) = (.copied, "the value of \(source), which it had before")
            explained.source = source
        case .setConstant(_, let value):
            let text = value.isMultiple ? "[\(value.text)]" : value.text
            let type = value.type.map { " (\($0))" } ?? ""
            (explained.kind, explained.text) = (.constant, "constant: \(text)\(type)")
        case .setField(_, let field):
            (explained.kind, explained.text) = (.field, field.words)
            explained.field = field
        case .setScopes(_, let form):
            explained.field = .scopes
            (explained.kind, explained.text) = (.field, "scopes, \(form.words)")
        case .setTemplate(_, let template):
            explained.kind = template.onlyField == nil ? .template : .field
            explained.field = template.onlyField
            explained.text = template.onlyField?.words ?? "made of \(template.text)"
        case .keepEntries(_, let key):
            (explained.kind, explained.text) = (.entries, "reduced to its entries \"\(key)\"")
        }
        return explained
    }
}

extension Profile.ScopeForm {
    fileprivate var words: String {
        switch self {
        case .array: "an array"
        case .joined(" "): "joined with spaces"
        case .joined(let separator): "joined with \"\(separator)\""
        }
    }
}

extension ProfileTemplate {
    /// The field that is all of it.
    var onlyField: Profile.Field? {
        if parts.count == 1, case .field(let field) = parts[0] { field } else { nil }
    }
}

extension Profile.Field {
    /// The field's name for people.
    var words: String {
        switch self {
        case .clientID: "client id"
        case .jwtClientID: "client id of the JWT credential"
        case .clientSecret: "client secret"
        case .orgID: "org"
        case .scopes: "scopes, comma-joined"
        case .authorizationServer: "authorization server"
        case .title: "title"
        case .cloudService: "cloud service"
        case .technicalAccount: "technical account"
        case .claims: "JWT payload"
        case .keyAlias: "key store alias"
        case .name: "name"
        }
    }
}
