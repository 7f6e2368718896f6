// SPDX-License-Identifier: Apache-2.0

/// Puts what was learned on top of the profile by which the configurations are recognised.
struct ProfileBuilder {
    let context: LearningContext
    let steps: Decisions
    /// What the pairs do not tell about the rules.
    private(set) var questions: [LearningQuestion] = []

    init(context: LearningContext, steps: Decisions) {
        self.context = context
        self.steps = steps
    }

    private var examples: [LearningContext.Example] { context.examples }

    mutating func profile() -> Profile {
        var profile = context.base
        profile.name = context.base.name + "-learned"
        profile.sha256 = ""
        profile.migrated = steps.migrated(context.base)
        profile.fields = fields(profile.migrated)
        if profile.companion != nil {
            let names = examples.reduce(into: Set<String>()) { $0.formUnion($1.pair.inCompanion) }
            let known = profile.companion?.properties ?? []
            profile.companion?.properties += names.filter { !known.contains($0) }.sorted()
        }
        profile.oauth = oauthRules(profile.migrated)
        if profile.oauth.isEmpty {
            questions.append(
                LearningQuestion(
                    property: "oauth", place: "oauth",
                    text: "Nothing tells a migrated configuration from one that is not.", options: []))
        }
        profile.jwt = jwtRules(profile)
        recognise(in: &profile)
        let newNames = profile.migrated.compactMap(\.writtenProperty).filter { name in
            examples.contains { $0.before[name] == nil } && context.secretProperties.contains(name)
        }
        profile.markers += newNames.filter { !profile.markers.contains($0) }.sorted()
        return profile
    }

    /// Which property holds which field: what was learned comes first, and the old names stay, because a configuration
    /// that is still JWT has those.
    private func fields(_ migrated: [Profile.Step]) -> [Profile.Field: [String]] {
        var fields = context.base.fields
        var learned: [String: Profile.Field] = [:]
        for step in migrated {
            guard let property = step.writtenProperty else { continue }
            if let field = step.explanation.field {
                learned[property] = field
            } else if case .rename(let source, _) = step {
                learned[property] = context.base.fields.first { $0.value.contains(source) }?.key
            }
        }
        for (property, field) in learned.sorted(by: { $0.key > $1.key }) {
            var names = fields[field] ?? []
            if !names.contains(property) { names.insert(property, at: 0) }
            fields[field] = names
            // A name that now holds something else; the client id is under jwtClientID as well, as it was before.
            for other in fields.keys where other != field && other != .jwtClientID {
                let isOld = examples.contains { $0.before[property] != nil }
                if !isOld { fields[other]?.removeAll { $0 == property } }
            }
        }
        return fields.filter { !$0.value.isEmpty }
    }

    // MARK: Evidence

    /// What is new in every migrated configuration.
    private func oauthRules(_ migrated: [Profile.Step]) -> [Profile.Rule] {
        var rules: [Profile.Rule] = []
        func add(_ conditions: [Condition], _ reason: String) {
            guard let first = conditions.first else { return }
            let when = conditions.count == 1 ? first : Condition.all(conditions)
            guard !rules.contains(where: { $0.when.isSame(as: when) }) else { return }
            rules.append(Profile.Rule(when: when, reason: reason))
        }
        for rule in context.base.oauth where isNew(rule.when) { rules.append(rule) }
        let constants = migrated.compactMap { step -> Condition? in
            guard case .setConstant(let property, let value) = step, !value.isMultiple, !value.text.isEmpty
            else { return nil }
            let condition = Condition.equals(property: property, value: value.text)
            return isNew(condition) ? condition : nil
        }
        add(constants, "marks a migrated configuration")
        let fields = newFields(migrated).map { Condition.present(property: $0) }
        if fields.count > 1 || rules.isEmpty { add(fields, "what a migration adds") }
        guard rules.isEmpty else { return rules }
        let removed = removedProperties
        let secrets = context.secretProperties.sorted().map { Condition.present(property: $0) }
        add(
            secrets + removed.map { .absent(property: $0) },
            "a client secret without what a migration takes away")
        return rules.isEmpty ? context.base.oauth : rules
    }

    /// Whether the condition holds for every migrated configuration, and for none before.
    private func isNew(_ condition: Condition) -> Bool {
        examples.allSatisfy { condition.holds(in: $0.after) && !condition.holds(in: $0.before) }
    }

    /// The properties of the credential that every migrated configuration has and none before had.
    private func newFields(_ migrated: [Profile.Step]) -> [String] {
        credentialProperties(migrated).filter { isNew(.present(property: $0)) }
    }

    /// The properties that a migration writes whatever the configuration: no JWT payload need tell the account.
    private func credentialProperties(_ migrated: [Profile.Step]) -> [String] {
        migrated.compactMap { step in
            let fields: [Profile.Field] = [.clientID, .clientSecret, .orgID, .scopes]
            guard let field = step.explanation.field, fields.contains(field) else { return nil }
            return step.writtenProperty
        }
    }

    /// The properties that a migration takes away, those that every JWT configuration had.
    private var removedProperties: [String] {
        context.names.filter { name in
            examples.allSatisfy { $0.before[name] != nil && $0.after[name] == nil }
        }
    }

    /// The evidence of the built-in profile. What a migration leaves there counts only without what a migration adds.
    /// More where that is not enough.
    private mutating func jwtRules(_ profile: Profile) -> [Profile.Rule] {
        let examples = self.examples
        let marker = alwaysAdded(profile.migrated)
        let lasting = ProfileConsistency.lastingRules(of: profile)
        var rules = profile.jwt.enumerated().compactMap { index, rule -> Profile.Rule? in
            guard lasting.contains(index) || examples.contains(where: { rule.when.holds(in: $0.after) })
            else {
                return rule
            }
            return marker.map {
                Profile.Rule(
                    when: .all([rule.when, .absent(property: $0)]), reason: "\(rule.reason), and no \($0)")
            }
        }
        func isEnough() -> Bool {
            examples.allSatisfy { example in rules.contains { $0.when.holds(in: example.before) } }
        }
        if isEnough() { return rules }
        rules += removedProperties.map {
            Profile.Rule(when: .present(property: $0), reason: "\($0), which a migration takes away")
        }
        if isEnough() { return rules }
        if let marker {
            rules.append(
                Profile.Rule(
                    when: .absent(property: marker), reason: "no \(marker), which a migration adds"))
        }
        rules += replacedValues(profile.migrated)
        if !isEnough() {
            questions.append(
                LearningQuestion(
                    property: "jwt", place: "jwt",
                    text: "Nothing tells a configuration before its migration from one after it.", options: []
                ))
        }
        return rules.isEmpty ? profile.jwt : rules
    }

    /// A property that every migration adds.
    private func alwaysAdded(_ migrated: [Profile.Step]) -> String? {
        let constants = migrated.compactMap { step -> String? in
            if case .setConstant(let property, _) = step { property } else { nil }
        }
        return (constants + credentialProperties(migrated)).first { isNew(.present(property: $0)) }
    }

    /// What stood where a migration puts a constant, where that was the same in all examples.
    private func replacedValues(_ migrated: [Profile.Step]) -> [Profile.Rule] {
        migrated.compactMap { step in
            guard case .setConstant(let property, _) = step else { return nil }
            let values = Set(examples.map { $0.before[property]?.text ?? "" })
            guard values.count == 1, let value = values.first, !value.isEmpty,
                ConstantCheck(context).objection(to: .init([value]), of: property) == nil
            else { return nil }
            return Profile.Rule(
                when: .equals(property: property, value: value),
                reason: "\(property) is what a migration replaces")
        }
    }

    // MARK: Recognition

    /// A migrated configuration must still be one, also where it was recognised by what is gone now.
    private func recognise(in profile: inout Profile) {
        let constants = profile.migrated.compactMap { step -> Condition? in
            guard case .setConstant(let property, let value) = step, !value.isMultiple, !value.text.isEmpty,
                !VolatileProperties.structural.contains(property)
            else { return nil }
            return .equals(property: property, value: value.text)
        }
        let fields = credentialProperties(profile.migrated).map { Condition.present(property: $0) }
        let conditions = constants + fields
        let everything = Condition.all(conditions)
        guard profile.documents == .docview, conditions.count >= 3,
            !profile.recognise.contains(where: { $0.when == everything }),
            examples.allSatisfy({ everything.holds(in: $0.after) })
        else { return }
        profile.recognise.append(
            Profile.Rule(when: everything, reason: "everything that was seen in a migrated configuration"))
    }
}

extension Condition {
    /// Whether both are the same but for the order of parts that must all hold.
    fileprivate func isSame(as other: Condition) -> Bool {
        guard case .all(let parts) = self, case .all(let others) = other else { return self == other }
        return parts.count == others.count && parts.allSatisfy(others.contains)
    }
}
