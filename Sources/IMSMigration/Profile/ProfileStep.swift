// SPDX-License-Identifier: Apache-2.0

extension Profile {
    /// How scopes stand in a property.
    package enum ScopeForm: Sendable, Hashable {
        /// In one text, with this between them.
        case joined(String)
        /// As the values of an array.
        case array
    }

    /// One step from the JWT configuration to the OAuth configuration.
    package enum Step: Sendable, Hashable {
        /// The property goes away.
        case remove(property: String)
        /// The property goes by another name from now on; where it is not there, there is nothing to do.
        case rename(property: String, to: String)
        /// The property gets what another one has, which stays; where that is not there, there is nothing to do.
        case copy(property: String, from: String)
        /// The property gets this value, whatever it was.
        case setConstant(property: String, value: PropertyNode.Value)
        /// The property gets the credential's value of this field; where the mapping leaves an optional field
        /// empty, the property stays as it is.
        case setField(property: String, field: Field)
        /// The property gets the credential's scopes in a form other than comma-joined.
        case setScopes(property: String, form: ScopeForm)
        /// The property gets this text, in which the credential's values stand for the fields.
        case setTemplate(property: String, template: ProfileTemplate)
        /// Of the property's values only members of a JSON object with this key stay.
        case keepEntries(property: String, key: String)

        /// The property that the step is about: of one that is renamed, the one that is there before.
        package var property: String {
            switch self {
            case .remove(let property), .rename(let property, _), .copy(let property, _),
                .setConstant(let property, _), .setField(let property, _), .setScopes(let property, _),
                .setTemplate(let property, _), .keepEntries(let property, _):
                property
            }
        }

        /// The properties that another step must leave alone.
        package var changedProperties: [String] {
            if case .rename(let property, let name) = self { [property, name] } else { [property] }
        }

        /// The property that is there afterwards because of the step.
        package var writtenProperty: String? {
            switch self {
            case .remove: nil
            case .rename(_, let name): name
            default: property
            }
        }

        /// Whether the step writes this field of the credential, alone or among other things.
        func writes(_ field: Field) -> Bool {
            switch self {
            case .setField(_, field): true
            case .setScopes: field == .scopes
            case .setTemplate(_, let template): template.fields.contains(field)
            default: false
            }
        }
    }

    /// All properties that a migration changes.
    package var changedProperties: [String] { migrated.flatMap(\.changedProperties) }

    /// Whether a migration sets some property to this field of the credential, and to nothing else.
    func sets(_ field: Field) -> Bool {
        migrated.contains { if case .setField(_, field) = $0 { true } else { false } }
    }

    /// The properties that a migration copies.
    var copiedProperties: [String] {
        migrated.compactMap { if case .copy(_, let source) = $0 { source } else { nil } }
    }
}
