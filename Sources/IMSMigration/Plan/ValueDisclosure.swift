// SPDX-License-Identifier: Apache-2.0

/// Decides what of a property's value may be shown in any output. What is not known to be harmless is not shown.
public struct ValueDisclosure: Sendable {
    /// What stands for a value that this tool knows nothing about: it could be another product's credential.
    package static let unknownPlaceholder = "(not shown)"

    private let profiles: [Profile]

    /// Disclosure by the fields and properties that the profiles of one storage form know.
    public init(profiles: [Profile], storage: String) {
        self.profiles = profiles.filter { $0.storage == storage }
    }

    /// Whether the property's values are secret.
    package func isSecret(_ property: String) -> Bool {
        profiles.contains {
            $0.property(property, getsOrHolds: .clientSecret)
        }
    }

    /// The text that may be shown for a value of a configuration that was in the repository.
    package func text(of property: String, value: PropertyNode.Value) -> String {
        if isSecret(property) { return Secret.placeholder }
        if profiles.contains(where: { $0.property(property, getsOrHolds: .claims) }) {
            return JWTClaims(value)?.summary ?? JWTClaims.unreadable
        }
        if Self.looksProtected(value.values) { return Secret.placeholder }
        return isKnown(property) ? value.text : Self.unknownPlaceholder
    }

    /// The text that may be shown for a value of a node that is no configuration of this form: what a profile knows
    /// does not count there, because an `apiKey` of another product is a secret.
    func textBesideConfigurations(of property: String, value: PropertyNode.Value) -> String {
        if isSecret(property) || Self.looksProtected(value.values) { return Secret.placeholder }
        return Self.administration.contains(property) ? value.text : Self.unknownPlaceholder
    }

    /// The text that may be shown for a value that is going to be written.
    package func text(of property: String, value: PlannedValue) -> String {
        switch value {
        case .secret: Secret.placeholder
        case .value(let value): self.text(of: property, value: value)
        case .texts(let texts): self.text(of: property, value: PropertyNode.Value(texts, isMultiple: true))
        case .text(let text): isSecret(property) || Self.looksProtected([text]) ? Secret.placeholder : text
        }
    }

    /// Properties that the profile names, and the repository's own administration.
    private func isKnown(_ property: String) -> Bool {
        Self.administration.contains(property) || profiles.contains { $0.names(property) }
    }

    /// What the repository and AEM keep about any node: who, when, what kind. A list of names and not of prefixes,
    /// because anybody can put a password into `cq:something`.
    static let administration: Set<String> = [
        "jcr:primaryType", "jcr:mixinTypes", "jcr:uuid", "jcr:title", "jcr:language", "jcr:isCheckedOut",
        "jcr:created", "jcr:createdBy", "jcr:lastModified", "jcr:lastModifiedBy",
        "cq:created", "cq:createdBy", "cq:lastModified", "cq:lastModifiedBy", "cq:template",
        "cq:allowedTemplates",
        "cq:lastReplicated", "cq:lastReplicatedBy", "cq:lastReplicationAction", "cq:lastPublished",
        "cq:lastPublishedBy", "cq:designPath", "cq:tags",
        "sling:resourceType", "sling:resourceSuperType", "sling:configRef",
    ]

    /// A value encrypted by AEM (`{hex}`, 32 digits are enough to be careful) or a PEM block, also within a text.
    static func looksProtected(_ values: [String]) -> Bool {
        values.contains { text in
            guard text.utf8.contains(UInt8(ascii: "{")) || text.utf8.contains(UInt8(ascii: "-")) else {
                return false
            }
            return text.contains("-----BEGIN ") || holdsDigitsInBraces(text.utf8)
        }
    }

    private static func holdsDigitsInBraces(_ text: String.UTF8View) -> Bool {
        var digits: Int?
        for byte in text {
            switch (byte, digits) {
            case (UInt8(ascii: "{"), _): digits = 0
            case (UInt8(ascii: "}"), let count?) where count >= 32: return true
            case (_, let count?) where Unicode.Scalar(byte).properties.isASCIIHexDigit: digits = count + 1
            default: digits = nil
            }
        }
        return false
    }
}

extension Profile {
    /// Whether the property holds the field, before a migration or because of one.
    fileprivate func property(_ property: String, getsOrHolds field: Field) -> Bool {
        self.property(property, holds: field)
            || migrated.contains { step in
                switch step {
                case .setField(property, field): true
                case .rename(let source, property), .copy(property, let source):
                    self.property(source, holds: field)
                default: false
                }
            }
    }

    /// Whether the profile knows what the property is for.
    fileprivate func names(_ property: String) -> Bool {
        fields.values.contains { $0.contains(property) } || changedProperties.contains(property)
            || shown.contains(property) || companion?.property == property
            || companion?.companionProperty == property
    }
}
