// SPDX-License-Identifier: Apache-2.0

/// Decides what of a property's value may be shown in any output. What is not known to be harmless is not shown.
public struct ValueDisclosure: Sendable {
    /// What stands for a value that this tool knows nothing about: it could be another product's credential.
    public static let unknownPlaceholder = "(not shown)"

    private let profiles: [Profile]

    /// Disclosure by the fields and properties that the profiles of one storage form know.
    public init(profiles: [Profile], storage: String) {
        self.profiles = profiles.filter { $0.storage == storage }
    }

    /// Whether the property's values are secret.
    public func isSecret(_ property: String) -> Bool {
        profiles.contains {
            $0.property(property, holds: .clientSecret)
                || $0.migrated.contains(.setField(property: property, field: .clientSecret))
        }
    }

    /// The text that may be shown for a value that was in the repository.
    public func text(of property: String, value: PropertyNode.Value) -> String {
        if isSecret(property) { return Secret.placeholder }
        if profiles.contains(where: { $0.property(property, holds: .claims) }) {
            return JWTClaims(payload: value.text)?.summary ?? JWTClaims.unreadable
        }
        if Self.looksProtected(value) { return Secret.placeholder }
        return isKnown(property) ? value.text : Self.unknownPlaceholder
    }

    /// The text that may be shown for a value that is going to be written.
    public func text(of property: String, value: PlannedValue) -> String {
        switch value {
        case .secret: Secret.placeholder
        case .text(let text): isSecret(property) ? Secret.placeholder : text
        }
    }

    /// Properties that the profile names, and the node's own administration, which FileVault puts into every file.
    private func isKnown(_ property: String) -> Bool {
        if profiles.contains(where: { $0.names(property) }) { return true }
        return ["jcr:", "cq:", "sling:", "mix:", "nt:"].contains { property.hasPrefix($0) }
    }

    /// A value encrypted by AEM (`{hex}`, 32 digits are enough to be careful) or a PEM block.
    private static func looksProtected(_ value: PropertyNode.Value) -> Bool {
        value.values.contains { text in
            if text.contains("-----BEGIN ") { return true }
            guard text.hasPrefix("{"), text.hasSuffix("}"), text.utf8.count >= 34 else { return false }
            return text.dropFirst().dropLast().allSatisfy(\.isHexDigit)
        }
    }
}

extension Profile {
    /// Whether the profile knows what the property is for.
    fileprivate func names(_ property: String) -> Bool {
        fields.values.contains { $0.contains(property) } || migrated.contains { $0.property == property }
    }
}
