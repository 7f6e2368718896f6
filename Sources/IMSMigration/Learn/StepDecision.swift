// SPDX-License-Identifier: Apache-2.0

/// What is to happen with one property, as far as the pairs tell.
enum StepDecision {
    /// Nothing.
    case keep
    case step(Profile.Step)
    case question(LearningQuestion)
}

/// Decides among the steps that explain a property. Where two of them say different things about other
/// configurations, a person decides.
struct StepDecider {
    let context: LearningContext
    private let constants: ConstantCheck

    init(_ context: LearningContext) {
        self.context = context
        constants = ConstantCheck(context)
    }

    func decide(_ property: String) -> StepDecision {
        if context.secretProperties.contains(property) {
            return .step(.setField(property: property, field: .clientSecret))
        }
        let candidates = StepCandidates(for: property, in: context)
        if let step = candidates.base { return .step(step) }
        if candidates.isKept { return .keep }
        if let step = candidates.removal { return .step(step) }
        if let step = candidates.entries.first { return .step(step) }
        if let decision = field(property, candidates) { return decision }
        return moved(property, candidates) ?? template(property, candidates)
            ?? constant(property, candidates)
    }

    /// One field of the credential, or a question which.
    private func field(_ property: String, _ candidates: StepCandidates) -> StepDecision? {
        var choices = candidates.fields
        let known = choices.filter { context.base.property(property, holds: $0.field) }
        if known.count == 1 { choices = known }
        guard let first = choices.first else { return scopesByLook(property, candidates) }
        guard Set(choices.map(\.field)).count == 1 else {
            return ask(property, "holds a value that is several things at once", choices.map(\.step))
        }
        // A title that came from elsewhere could be just that other property.
        let isWeak = [.title, .cloudService].contains(first.field)
        let others = (candidates.renames + candidates.copies).filter {
            !context.base.property($0.source, holds: first.field)
        }
        if isWeak, !others.isEmpty {
            return ask(
                property, "is the \(first.field.words), or was moved here from another property",
                [first.step] + others.map(\.step))
        }
        return .step(first.step)
    }

    /// Scopes that no mapping tells: by a known name, else by their looks, and then they are asked about.
    private func scopesByLook(_ property: String, _ candidates: StepCandidates) -> StepDecision? {
        let isKnown = context.base.property(property, holds: .scopes)
        guard context.examples.allSatisfy({ $0.values.scopes.isEmpty }),
            let value = context.examples.lazy.compactMap({ $0.after[property] }).first,
            candidates.renames.isEmpty
        else { return nil }
        let text = ScopeText(value.text)
        guard isKnown || text.looksLikeScopes else { return nil }
        guard value.isMultiple || text.separator != nil else { return nil }
        let step: Profile.Step =
            if value.isMultiple {
                .setScopes(property: property, form: .array)
            } else if let separator = text.separator, separator != "," {
                .setScopes(property: property, form: .joined(separator))
            } else {
                .setField(property: property, field: .scopes)
            }
        if isKnown { return .step(step) }
        return ask(
            property, "looks like scopes, which only a mapping (--mapping) can confirm",
            [step] + candidates.constants)
    }

    /// The value of another property.
    private func moved(_ property: String, _ candidates: StepCandidates) -> StepDecision? {
        let moves = candidates.renames + candidates.copies
        guard let first = moves.first else { return nil }
        let isTrivial = context.examples.allSatisfy { example in
            example.after[property]?.values.allSatisfy(ConstantCheck.isTrivial) ?? true
        }
        let isCopy = candidates.renames.isEmpty
        if candidates.renames.count == 1, !isTrivial || candidates.constants.isEmpty {
            return .step(candidates.renames[0].step)
        }
        if isCopy, moves.count == 1, candidates.constants.isEmpty, candidates.templates.isEmpty {
            return .step(first.step)
        }
        return ask(
            property,
            moves.count == 1
                ? "has the value of \(first.source), which may be an accident"
                : "has a value that several properties had",
            moves.map(\.step) + candidates.templates + candidates.constants)
    }

    private func template(_ property: String, _ candidates: StepCandidates) -> StepDecision? {
        guard let first = candidates.templates.first else { return nil }
        let isWeak = candidates.templates.allSatisfy { step in
            guard case .setTemplate(_, let template) = step else { return false }
            return template.fields.allSatisfy { [.title, .cloudService].contains($0) }
        }
        if candidates.templates.count == 1, !isWeak || candidates.constants.isEmpty { return .step(first) }
        return ask(
            property, "holds a value of the credential, which may be an accident",
            candidates.templates + (isWeak ? candidates.constants : []))
    }

    private func constant(_ property: String, _ candidates: StepCandidates) -> StepDecision {
        guard let step = candidates.constants.first, case .setConstant(_, let value) = step else {
            return ask(property, "does not come about in the same way in every pair", [])
        }
        switch constants.objection(to: value, of: property) {
        case nil: return .step(step)
        case .maybeSecret:
            return ask(
                property, "has a value that could be a secret, so that it is not shown here",
                [.setField(property: property, field: .clientSecret)])
        case .unwritable(let reason):
            return ask(property, "has a value that no step can write: \(reason)", [])
        case .specific(let reason):
            return ask(property, "has a value of which it cannot be told where it is from: \(reason)", [step])
        }
    }

    /// The question what to make of a property. Constants that could be secrets are no answers that can be shown.
    func ask(_ property: String, _ text: String, _ steps: [Profile.Step]) -> StepDecision {
        let shown = steps.filter { step in
            guard case .setConstant(_, let value) = step else { return true }
            return constants.objection(to: value, of: property) != .maybeSecret
        }
        var options = shown.map { LearningQuestion.Option(meaning: $0.explanation.text, step: $0) }
        let wasThere = context.examples.contains { $0.before[property] != nil }
        options.append(.init(meaning: wasThere ? "leave it as it is" : "do not write it", step: nil))
        if wasThere { options.append(.init(meaning: "removed", step: .remove(property: property))) }
        return .question(
            LearningQuestion(
                property: property, place: "migrated", text: "\(property) \(text).", options: options))
    }
}
