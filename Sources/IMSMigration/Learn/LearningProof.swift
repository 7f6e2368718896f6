// SPDX-License-Identifier: Apache-2.0

/// Applies a learned profile to what it was learned from.
struct LearningProof {
    let profile: Profile
    let context: LearningContext

    /// For each pair the properties that come out otherwise than they were done by hand; `ignored` are still to be
    /// decided. The name of a rule stands for a result that would not count as migrated.
    func differences(ignoring ignored: Set<String>) -> [(pair: String, properties: [String])] {
        context.examples.compactMap { example in
            let pair = example.pair
            let values = pair.values(by: profile)
            let result = pair.before.applying(
                profile.migrated.flatMap { $0.changes(of: pair.before, values: values) })
            let names = Set((result.properties + pair.after.properties).map(\.name)).filter {
                !VolatileProperties.contain($0) && !ignored.contains($0)
            }
            let different = names.filter { !isSame(result[$0], pair.after[$0], $0, pair) }.sorted()
            if !different.isEmpty { return (pair.name, different) }
            guard ignored.isEmpty else { return nil }
            let kind = Classifier.read(pair.after, line: 1, profile: profile).classification
            return kind == .oauth ? nil : (pair.name, ["oauth"])
        }
    }

    private func isSame(
        _ result: PropertyNode.Value?, _ after: PropertyNode.Value?, _ name: String, _ pair: LearningPair
    ) -> Bool {
        // Without the right mapping there is nothing to compare these with.
        if context.secretProperties.contains(name), let after {
            return pair.secret == nil || ValueDisclosure.looksProtected(after.values)
                || result?.isExactly(after) == true
        }
        let step = profile.migrated.first { $0.writtenProperty == name }
        if pair.row?.credential == nil, step?.scopeForm != nil { return true }
        if pair.lacksCompanion, result == nil || after == nil,
            profile.companion?.properties.contains(name) == true
        {
            return true
        }
        guard let result, let after else { return result == nil && after == nil }
        if result.isExactly(after) { return true }
        guard let form = step?.scopeForm else { return false }
        return LearningContext.areSameScopes(result, after, form)
    }
}
