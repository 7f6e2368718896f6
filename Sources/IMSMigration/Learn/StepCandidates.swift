// SPDX-License-Identifier: Apache-2.0

/// All steps that make of a property what it became, in every pair. More than one is normal: deciding is the next stage.
struct StepCandidates {
    /// Whether it may simply have stayed as it was.
    var isKept = false
    /// The built-in profile's own step.
    var base: Profile.Step?
    var removal: Profile.Step?
    /// Steps that write one field of the credential.
    var fields: [(field: Profile.Field, step: Profile.Step)] = []
    var templates: [Profile.Step] = []
    var entries: [Profile.Step] = []
    var renames: [(source: String, step: Profile.Step)] = []
    var copies: [(source: String, step: Profile.Step)] = []
    var constants: [Profile.Step] = []

    init(for property: String, in context: LearningContext) {
        isKept = context.explains(nil, property)
        if let step = context.base.migrated.first(where: { $0.changedProperties == [property] }) {
            base = context.explains(step, property) ? step : nil
        }
        let removal = Profile.Step.remove(property: property)
        if context.explains(removal, property) { self.removal = removal }
        var seen: Set<Profile.Step> = []
        for example in context.examples {
            guard let value = example.after[property] else { continue }
            for step in Self.all(property, value, example, context.base)
            where seen.insert(step).inserted && context.explains(step, property) {
                add(step)
            }
        }
    }

    private mutating func add(_ step: Profile.Step) {
        switch step {
        case .setField(_, let field): fields.append((field, step))
        case .setScopes: fields.append((.scopes, step))
        case .setTemplate(_, let template):
            if let field = template.onlyField { fields.append((field, step)) } else { templates.append(step) }
        case .keepEntries: entries.append(step)
        case .rename(let source, _): renames.append((source, step))
        case .copy(_, let source): copies.append((source, step))
        case .setConstant: constants.append(step)
        case .remove: removal = step
        }
    }

    private static func all(
        _ property: String, _ value: PropertyNode.Value, _ example: LearningContext.Example, _ base: Profile
    ) -> [Profile.Step] {
        var steps = fieldSteps(property, value, example, base)
        steps += scopeSteps(property, value, example.values.scopes)
        steps += templates(property, value, example)
        if let before = example.before[property], before.isMultiple, value.isMultiple {
            let keys = Set(value.values.compactMap { Profile.Step.key(ofEntry: $0).map(String.init) })
            if keys.count == 1, let key = keys.first {
                steps.append(.keepEntries(property: property, key: key))
            }
        }
        for (source, old) in example.before.properties
        where source != property && old.isExactly(value) && !VolatileProperties.contain(source)
            && !VolatileProperties.structural.contains(source)
        {
            let isFree = example.after[source] == nil && example.before[property] == nil
            steps.append(
                isFree ? .rename(property: source, to: property) : .copy(property: property, from: source))
        }
        steps.append(.setConstant(property: property, value: value))
        return steps
    }

    /// A text that is all of a field. What the row may leave empty is set only where the property was there for it;
    /// a new property gets the configuration's own value then.
    private static func fieldSteps(
        _ property: String, _ value: PropertyNode.Value, _ example: LearningContext.Example, _ base: Profile
    ) -> [Profile.Step] {
        guard !value.isMultiple else { return [] }
        return Profile.Field.allCases.filter { $0.isWritable && example.values.texts[$0] == value.text }
            .filter { ![.clientSecret, .scopes].contains($0) }
            .map { field in
                field.isOptional
                    && (example.before[property] == nil || !base.property(property, holds: field))
                    ? .setTemplate(property: property, template: ProfileTemplate(field))
                    : .setField(property: property, field: field)
            }
    }

    private static func scopeSteps(
        _ property: String, _ value: PropertyNode.Value, _ scopes: [String]
    ) -> [Profile.Step] {
        guard !scopes.isEmpty else { return [] }
        if value.isMultiple {
            return value.values.sorted() == scopes.sorted()
                ? [.setScopes(property: property, form: .array)] : []
        }
        let found = ScopeText(value.text)
        guard found.scopes.sorted() == scopes.sorted(), let separator = found.separator else { return [] }
        return [
            separator == ","
                ? .setField(property: property, field: .scopes)
                : .setScopes(property: property, form: .joined(separator))
        ]
    }

    /// Texts that hold a field, or several.
    private static func templates(
        _ property: String, _ value: PropertyNode.Value, _ example: LearningContext.Example
    ) -> [Profile.Step] {
        guard !value.isMultiple, !value.text.contains("{"), !value.text.contains("}") else { return [] }
        let strong: [Profile.Field] = [
            .clientID, .orgID, .technicalAccount, .authorizationServer, .scopes,
        ]
        let weak: [Profile.Field] = [.title, .cloudService]
        func known(_ fields: [Profile.Field], from length: Int) -> [(Profile.Field, String)] {
            fields.compactMap { field in
                example.values.texts[field].flatMap { $0.utf8.count >= length ? (field, $0) : nil }
            }.sorted { $0.1.utf8.count > $1.1.utf8.count }
        }
        var templates: [ProfileTemplate] = []
        for known in [known(strong, from: 6), known(weak, from: 4)] {
            if let template = ProfileTemplate(writing: value.text, with: known) { templates.append(template) }
            // The same text can be two fields: then it is a template with either.
            for (field, text) in known where known.contains(where: { $0.0 != field && $0.1 == text }) {
                let ordered = [(field, text)] + known.filter { $0.0 != field }
                if let template = ProfileTemplate(writing: value.text, with: ordered) {
                    templates.append(template)
                }
            }
        }
        return templates.filter { $0.onlyField == nil }.map { .setTemplate(property: property, template: $0) }
    }
}

extension ProfileTemplate {
    /// The text with the fields in the places of their values, the first ones first; nil where none is in it.
    fileprivate init?(writing text: String, with known: [(Profile.Field, String)]) {
        var parts: [Part] = [.text(text)]
        for (field, value) in known {
            parts = parts.flatMap { part -> [Part] in
                guard case .text(let text) = part else { return [part] }
                var pieces: [Part] = []
                for piece in text.split(separator: value, omittingEmptySubsequences: false) {
                    if !pieces.isEmpty || piece.startIndex != text.startIndex { pieces.append(.field(field)) }
                    if !piece.isEmpty { pieces.append(.text(String(piece))) }
                }
                return pieces
            }
        }
        guard parts != [.text(text)] else { return nil }
        self.init(parts: parts)
    }
}
