// SPDX-License-Identifier: Apache-2.0

/// Finds rules of a profile that contradict each other.
///
/// A migration is tried on nodes that are made up from the profile's own rules: whatever it takes for JWT must be OAuth
/// afterwards, and nothing else.
package enum ProfileConsistency {
    /// Throws the first contradiction.
    package static func check(_ profile: Profile) throws(ProfileError) {
        if let problem = problem(of: profile) { throw problem }
    }

    static func problem(of profile: Profile) -> ProfileError? {
        equalEvidence(of: profile) ?? writtenEvidence(of: profile) ?? leftBehind(by: profile)
    }

    /// What proves JWT cannot prove OAuth.
    private static func equalEvidence(of profile: Profile) -> ProfileError? {
        for (rule, evidence) in profile.jwt.enumerated() {
            if let same = profile.oauth.firstIndex(where: { $0.when == evidence.when }) {
                return ProfileError(
                    place: "oauth[\(same)]", reason: "is the same as jwt[\(rule)], and proves nothing then")
            }
        }
        return nil
    }

    /// A property that proves JWT by being there must not be written by the migration.
    private static func writtenEvidence(of profile: Profile) -> ProfileError? {
        for (rule, evidence) in profile.jwt.enumerated() {
            for property in evidence.when.provingProperties {
                let step = profile.migrated.firstIndex {
                    if case .keepEntries = $0 { return false }
                    return $0.writtenProperty == property
                }
                guard let step else { continue }
                return ProfileError(
                    place: "migrated[\(step)]",
                    reason:
                        "the migration writes \(property), which by jwt[\(rule)] proves JWT by being there")
            }
        }
        return nil
    }

    /// What the migration makes of a JWT configuration must be an OAuth configuration.
    private static func leftBehind(by profile: Profile) -> ProfileError? {
        for (rule, evidence) in profile.jwt.enumerated() {
            for recognition in profile.recognise {
                for node in MadeUpNode.nodes(satisfying: [recognition.when, evidence.when]) {
                    if let problem = problem(with: node, jwt: rule, of: profile) { return problem }
                }
            }
        }
        return nil
    }

    private static func problem(
        with node: PropertyNode, jwt rule: Int, of profile: Profile
    ) -> ProfileError? {
        guard !profile.oauth.contains(where: { $0.when.holds(in: node) }) else { return nil }
        let migrated = node.applying(
            profile.migrated.flatMap { $0.changes(of: node, values: MadeUpNode.credential) })
        if let left = profile.jwt.firstIndex(where: { $0.when.holds(in: migrated) }) {
            return ProfileError(
                place: "jwt[\(left)]",
                reason:
                    "a configuration that is JWT by jwt[\(rule)] would still be JWT by this rule after the "
                    + "migration; let a step under migrated take the evidence away")
        }
        guard profile.oauth.contains(where: { $0.when.holds(in: migrated) }) else {
            return ProfileError(
                place: "oauth",
                reason:
                    "no rule holds for what the migration makes of a configuration that is JWT by jwt[\(rule)]; "
                    + "let one look for what the steps under migrated write")
        }
        return nil
    }

    /// The rules for JWT that a migration would not take away.
    static func lastingRules(of profile: Profile) -> Set<Int> {
        var lasting: Set<Int> = []
        for rule in profile.jwt.indices {
            for node in MadeUpNode.nodes(satisfying: [profile.jwt[rule].when]) {
                let changes = profile.migrated.flatMap { $0.changes(of: node, values: MadeUpNode.credential) }
                if profile.jwt[rule].when.holds(in: node.applying(changes)) { lasting.insert(rule) }
            }
        }
        return lasting
    }
}

extension Condition {
    /// Whether the condition holds.
    func holds(in node: PropertyNode) -> Bool { matchedProperties(in: node) != nil }

    /// The properties each of which makes the condition hold just by being there.
    fileprivate var provingProperties: [String] {
        switch self {
        case .present(let property): [property]
        case .any(let parts), .atLeast(1, let parts): parts.flatMap(\.provingProperties)
        case .all(let parts): parts.count == 1 ? parts[0].provingProperties : []
        default: []
        }
    }
}
