// SPDX-License-Identifier: Apache-2.0

/// Decides whether a value may become a constant of a profile: one that is the same for every configuration, and
/// nobody's secret.
struct ConstantCheck {
    /// What speaks against a value.
    enum Objection: Equatable {
        /// It could be a credential, so that it must not be shown either.
        case maybeSecret
        /// It belongs to this one configuration.
        case specific(String)
        /// It has a type that cannot be written.
        case unwritable(String)
    }

    private let secrets: [String]
    private let examples: [LearningContext.Example]
    private let isOSGi: Bool
    /// Whether the secret could be anything, because it was not found.
    private let isSecretAtLarge: Bool

    init(_ context: LearningContext) {
        secrets = context.secrets
        examples = context.examples
        isOSGi = context.base.documents == .osgi
        isSecretAtLarge = context.secretProperties.isEmpty
    }

    func objection(to value: PropertyNode.Value, of property: String) -> Objection? {
        if ValueDisclosure.looksProtected(value.values) || value.values.contains(where: isMaybeSecret) {
            return .maybeSecret
        }
        if isOSGi, let type = value.type { return .unwritable("it is of the type \(type)") }
        if value.type == "Date" { return .specific("it is a time") }
        for text in value.values {
            if Self.hasTellingName(property), !Self.isTrivial(text), text.contains(where: \.isNumber) {
                return .maybeSecret
            }
            if let reason = specifics(of: text) { return .specific(reason) }
        }
        return nil
    }

    /// Yes and no, numbers, single letters: values that two properties can share by accident.
    static func isTrivial(_ text: String) -> Bool {
        ["true", "false", "yes", "no", "none", "null", "on", "off", ""].contains(text.lowercased())
            || text.count < 3 || text.allSatisfy(\.isNumber)
    }

    private func isMaybeSecret(_ text: String) -> Bool {
        if secrets.contains(where: { text.contains($0) || (text.count >= 6 && $0.contains(text)) }) {
            return true
        }
        if isSecretAtLarge, text.count >= 6, !text.allSatisfy({ $0.isLetter || $0 == "_" }) { return true }
        // Letters and digits mixed without a break: a key, a token, a part of one.
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || "+=_".contains($0))) }
        return words.contains { word in
            guard word.count >= 16 else { return false }
            let digits = word.count(where: \.isNumber)
            let letters = word.count(where: \.isLetter)
            return digits >= 3 && (letters >= 3 || digits >= 16)
        } || text.contains("-----BEGIN ")
    }

    private static func hasTellingName(_ property: String) -> Bool {
        let name = property.lowercased()
        return ["secret", "password", "passwd", "credential", "private", "token"].contains {
            name.contains($0)
        }
    }

    private func specifics(of text: String) -> String? {
        for example in examples {
            let path = PathPattern.withoutContent(example.before.path)
            if path.count > 1, text.contains(path) { return "it holds the path of this configuration" }
            if let name = path.split(separator: "/").last, name.count > 3, text == name {
                return "it is the name of this configuration"
            }
            for (field, known) in example.values.texts where ![.title, .cloudService].contains(field) {
                if known.count >= 8, text.contains(known) || (text.count >= 8 && known.contains(text)) {
                    return "it holds a part of the \(field.words)"
                }
            }
        }
        return nil
    }
}
