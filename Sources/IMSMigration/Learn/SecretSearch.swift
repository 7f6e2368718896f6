// SPDX-License-Identifier: Apache-2.0

/// Finds the properties that hold the new client secret. Its value may be the mapping's, or what AEM made of that by
/// encrypting it, which nobody can tell from the outside.
struct SecretSearch {
    /// The properties that hold it.
    var properties: Set<String> = []
    /// Properties of which it cannot be told whether they do.
    var doubtful: Set<String> = []

    init(_ context: LearningContext) {
        let clues = context.examples.map { Clues($0, context.base) }
        guard let first = clues.first else { return }
        func isPossible(_ property: String) -> Bool { clues.allSatisfy { $0.possible.contains(property) } }
        let certain = clues.reduce(into: Set<String>()) { $0.formUnion($1.certain) }
        guard certain.isEmpty else {
            properties = certain.filter(isPossible)
            doubtful = certain.subtracting(properties)
            return
        }
        let likely = clues.dropFirst().reduce(first.likely) { $0.intersection($1.likely) }
        let clear = clues.first { $0.likely.count == 1 && likely.isSuperset(of: $0.likely) }
        if let clear {
            properties = clear.likely
        } else if likely.count == 1 {
            properties = likely
        } else {
            doubtful = likely.isEmpty ? clues.reduce(into: []) { $0.formUnion($1.likely) } : likely
        }
    }

    /// What one pair says.
    private struct Clues {
        /// The properties with exactly the mapping's secret.
        var certain: Set<String> = []
        /// The properties that it may be, by the name that the built-in profile knows or by exclusion.
        var likely: Set<String> = []
        /// The properties of which it is at least not impossible.
        var possible: Set<String> = []

        init(_ example: LearningContext.Example, _ base: Profile) {
            let secret = example.pair.secret?.revealed()
            var changed: Set<String> = []
            var named: Set<String> = []
            for (name, value) in example.after.properties where !value.isMultiple {
                let isProtected = ValueDisclosure.looksProtected(value.values)
                if let secret, value.text.utf8.elementsEqual(secret.utf8) { certain.insert(name) }
                let isNamed = base.property(name, holds: .clientSecret)
                guard isProtected || certain.contains(name) || (isNamed && secret == nil) else { continue }
                possible.insert(name)
                let isChanged = example.before[name].map { !$0.isExactly(value) } ?? true
                if isChanged { changed.insert(name) }
                if isNamed { named.insert(name) }
            }
            let namedAndChanged = named.intersection(changed)
            likely = [certain, namedAndChanged, changed, named].first { !$0.isEmpty } ?? []
        }
    }
}
