// SPDX-License-Identifier: Apache-2.0

/// The pairs, and what is known of each while its properties are explained.
struct LearningContext {
    /// A pair and what a migration of it would write.
    struct Example {
        var pair: LearningPair
        var values: CredentialValues

        var before: PropertyNode { pair.before }
        var after: PropertyNode { pair.after }
    }

    let base: Profile
    let examples: [Example]
    /// The properties that hold the new client secret, once they are known.
    var secretProperties: Set<String> = []

    init(base: Profile, pairs: [LearningPair]) {
        self.base = base
        examples = pairs.map { Example(pair: $0, values: $0.values(by: base)) }
    }

    /// The names of all properties that can be explained, in alphabetical order.
    var names: [String] {
        examples.reduce(into: Set<String>()) { $0.formUnion($1.pair.names) }.sorted {
            Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
        }
    }

    /// Whether the step, or none at all, makes of the property what it became, in every pair.
    func explains(_ step: Profile.Step?, _ property: String) -> Bool {
        examples.allSatisfy { example in
            let changes = step?.changes(of: example.before, values: example.values) ?? []
            let change = changes.first { $0.property == property }
            let expected = change == nil ? example.before[property] : change?.after?.revealed
            return same(expected, example.after[property], step: step)
        }
    }

    private func same(
        _ expected: PropertyNode.Value?, _ actual: PropertyNode.Value?, step: Profile.Step?
    ) -> Bool {
        guard let expected, let actual else { return expected == nil && actual == nil }
        if expected.isExactly(actual) { return true }
        guard let form = step?.scopeForm else { return false }
        return Self.areSameScopes(expected, actual, form)
    }

    /// Whether both hold the same scopes in the same form; their order means nothing.
    static func areSameScopes(
        _ one: PropertyNode.Value, _ other: PropertyNode.Value, _ form: Profile.ScopeForm
    ) -> Bool {
        guard one.isMultiple == other.isMultiple else { return false }
        func scopes(_ value: PropertyNode.Value) -> [String] {
            guard case .joined(let separator) = form else { return value.values.sorted() }
            return value.text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
                .sorted()
        }
        return scopes(one) == scopes(other)
    }

    /// Texts that must not come into a profile: secrets, old and new, known or only suspected.
    var secrets: [String] {
        examples.flatMap { example in
            let known = (base.fields[.clientSecret] ?? []) + secretProperties
            let held = known.flatMap {
                (example.before[$0]?.values ?? []) + (example.after[$0]?.values ?? [])
            }
            return held + (example.pair.secret.map { [$0.revealed()] } ?? [])
        }.filter { !$0.isEmpty }
    }
}

extension Profile.Step {
    /// The form of the scopes that the step writes, where it writes some.
    var scopeForm: Profile.ScopeForm? {
        switch self {
        case .setField(_, .scopes): .joined(",")
        case .setScopes(_, let form): form
        default: nil
        }
    }
}
