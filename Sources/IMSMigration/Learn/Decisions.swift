// SPDX-License-Identifier: Apache-2.0

/// The decisions about all properties, made to fit together.
struct Decisions {
    /// What is to be done for each property of the pairs; none for one that stays.
    private(set) var steps: [String: Profile.Step] = [:]
    /// Steps of the built-in profile for properties that no pair has.
    private(set) var unseen: [Profile.Step] = []
    private(set) var questions: [LearningQuestion] = []
    /// Properties that stay although the built-in profile would write a credential there.
    private(set) var kept: Set<String> = []
    /// Properties that go away because another one takes their value.
    private var moved: [String: [String]] = [:]

    init(_ context: LearningContext, doubtful: Set<String>) {
        let decider = StepDecider(context)
        for name in context.names {
            if doubtful.contains(name) {
                let step = Profile.Step.setField(property: name, field: .clientSecret)
                add(
                    decider.ask(name, "may hold the new client secret, and so may another property", [step]),
                    name)
            } else {
                add(decider.decide(name), name)
            }
        }
        settleMoves()
    }

    private mutating func add(_ decision: StepDecision, _ name: String) {
        switch decision {
        case .keep: kept.insert(name)
        case .step(let step): steps[name] = step
        case .question(let question): questions.append(question)
        }
    }

    /// A property can be renamed once: where two take its value, both copy it. Renaming takes it away, so that no other
    /// step is needed for that.
    private mutating func settleMoves() {
        for (name, step) in steps {
            if case .rename(let source, _) = step { moved[source, default: []].append(name) }
        }
        for (source, names) in moved {
            if names.count == 1 {
                steps[source] = nil
            } else {
                for name in names { steps[name] = .copy(property: name, from: source) }
                steps[source] = .remove(property: source)
                moved[source] = nil
            }
        }
    }

    /// A migrated configuration needs its client id and org; where no step writes them, the property that has the value
    /// already is the one that holds it.
    mutating func writeCredential(_ context: LearningContext) {
        for field in [Profile.Field.clientID, .orgID, .scopes] {
            let isWritten = (Array(steps.values) + unseen).contains { $0.writes(field) }
            let isAsked = questions.contains { question in
                question.options.contains { $0.step?.writes(field) ?? false }
            }
            guard !isWritten, !isAsked else { continue }
            let holders = kept.sorted().compactMap { name -> (String, Profile.Step)? in
                guard context.examples.allSatisfy({ $0.after[name] != nil }) else { return nil }
                let step = StepCandidates(for: name, in: context).fields.first { $0.field == field }?.step
                return step.map { (name, $0) }
            }
            guard holders.count == 1 else { continue }
            steps[holders[0].0] = holders[0].1
            kept.remove(holders[0].0)
        }
    }

    /// Without a secret a migrated configuration is of no use.
    mutating func askForSecret(_ context: LearningContext) {
        let isAsked = questions.contains { question in
            question.options.contains { $0.step?.writes(.clientSecret) ?? false }
        }
        let inCompanion = context.base.companion?.properties ?? []
        let isElsewhere =
            context.examples.allSatisfy { $0.pair.lacksCompanion }
            && context.base.fields[.clientSecret]?.contains(where: inCompanion.contains) == true
        guard context.secretProperties.isEmpty, !isAsked, !isElsewhere else { return }
        let choices = kept.sorted().filter { name in
            context.examples.allSatisfy {
                $0.after[name].map { ValueDisclosure.looksProtected($0.values) } ?? false
            }
        }.map { Profile.Step.setField(property: $0, field: .clientSecret) }
        questions.append(
            LearningQuestion(
                property: choices.count == 1 ? choices[0].property : "clientSecret", place: "migrated",
                text: "No property was recognised that holds the new client secret.",
                options: choices.map { .init(meaning: "\($0.property) holds it", step: $0) }))
    }

    /// Takes over what the built-in profile does with properties that are in no pair, where that contradicts none.
    mutating func addUnseen(_ context: LearningContext) {
        let seen = Set(context.names)
        let inCompanion = context.base.companion?.properties ?? []
        let isAlone = context.examples.allSatisfy { $0.pair.lacksCompanion }
        unseen = context.base.migrated.filter { step in
            guard seen.isDisjoint(with: step.changedProperties) else { return false }
            if isAlone, inCompanion.contains(step.property) { return true }
            if case .setField(_, let field) = step, !field.isOptional { return false }
            return context.explains(step, step.property)
        }
    }

    /// All steps, in the order of the built-in profile, new ones behind.
    func migrated(_ base: Profile) -> [Profile.Step] {
        let order = base.migrated.map(\.property)
        func rank(_ step: Profile.Step) -> (Int, Int, String) {
            let place = order.firstIndex(of: step.property) ?? order.count
            return (place, step.writtenProperty == nil ? 0 : 1, step.property)
        }
        return (Array(steps.values) + unseen).sorted { rank($0) < rank($1) }
    }

    /// Every property of the pairs, explained.
    func explanations(_ context: LearningContext) -> [LearnedProperty] {
        let all = context.examples.flatMap { $0.before.properties + $0.after.properties }.map(\.name)
        let volatile = Set(all).filter { VolatileProperties.contain($0) }.map {
            LearnedProperty(property: $0, kind: .volatile, text: "kept by the repository itself; ignored")
        }
        let asked = Dictionary(questions.map { ($0.property, $0) }, uniquingKeysWith: { first, _ in first })
        let named = context.names.map { name -> LearnedProperty in
            if let question = asked[name] {
                return LearnedProperty(property: name, kind: .question, text: "? \(question.text)")
            }
            if let targets = moved[name] {
                return LearnedProperty(
                    property: name, kind: .removed, text: "removed; its value goes to \(targets[0])")
            }
            guard let step = steps[name] else {
                return LearnedProperty(property: name, kind: .kept, text: "kept")
            }
            return explanation(of: step, name, context)
        }
        return (named + volatile).sorted {
            Array($0.property.utf8).lexicographicallyPrecedes(Array($1.property.utf8))
        }
    }

    private func explanation(
        of step: Profile.Step, _ name: String, _ context: LearningContext
    ) -> LearnedProperty {
        var explained = step.explanation
        explained.property = name
        let isUnchanged = context.examples.allSatisfy { example in
            switch (example.before[name], example.after[name]) {
            case (let before?, let after?): before.isExactly(after)
            case (nil, nil): true
            default: false
            }
        }
        guard let field = explained.field else { return explained }
        if isUnchanged, field.isOptional {
            explained.kind = .kept
            explained.text = "kept; \(field.words), where the mapping gives one"
        } else {
            explained.text += origin(of: field, context)
        }
        return explained
    }

    /// Where a field's value came from.
    private func origin(of field: Profile.Field, _ context: LearningContext) -> String {
        let rows = context.examples.map(\.pair.row)
        func all(_ value: (MappingRow) -> Bool) -> Bool { rows.allSatisfy { $0.map(value) ?? false } }
        switch field {
        case .clientSecret:
            return rows.contains { $0 != nil } ? ", of the mapping" : ""
        case .scopes: return all { $0.credential != nil } ? ", of the mapping" : ""
        case .clientID:
            return all { $0.credential?.clientID != nil } ? ", of the mapping" : ", as before"
        case .orgID:
            if all({ $0.credential?.orgID != nil }) { return ", of the mapping" }
            let isIssuer = context.examples.allSatisfy {
                $0.pair.configuration(by: context.base).claims?.issuer != nil
            }
            return isIssuer ? ", iss of the JWT payload" : ", as before"
        case .technicalAccount:
            let isSubject = context.examples.allSatisfy {
                $0.pair.configuration(by: context.base).claims?.subject != nil
            }
            return isSubject ? ", sub of the JWT payload" : ", as before"
        default: return ""
        }
    }
}
