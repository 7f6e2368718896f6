// SPDX-License-Identifier: Apache-2.0

/// What a migration writes into one configuration: the credential, as the row and the configuration give it.
package struct CredentialValues: Sendable {
    /// The values that steps set fields to; of the optional fields only those that the row gives.
    var fields: [Profile.Field: PlannedValue]
    /// The values that stand for fields in templates: where the row gives none, the configuration's own.
    var texts: [Profile.Field: String]
    /// The scopes one by one.
    var scopes: [String]
}

extension Profile.Step {
    /// What the step changes in `node`; empty where there is nothing to do.
    func changes(of node: PropertyNode, values: CredentialValues) -> [PlannedChange] {
        switch self {
        case .remove(let property):
            return [Self.change(of: property, in: node, to: nil)].compactMap(\.self)
        case .rename(let property, let name):
            guard let value = node[property] else { return [] }
            return [
                Self.change(of: property, in: node, to: nil),
                Self.change(of: name, in: node, to: .value(value)),
            ].compactMap(\.self)
        default:
            guard let value = value(in: node, values: values) else { return [] }
            return [Self.change(of: property, in: node, to: value)].compactMap(\.self)
        }
    }

    /// What the step's property is to hold; nil where it stays as it is.
    private func value(in node: PropertyNode, values: CredentialValues) -> PlannedValue? {
        switch self {
        case .remove, .rename: return nil
        case .copy(_, let source): return node[source].map { .value($0) }
        case .setConstant(_, let value): return PlannedValue(constant: value)
        case .setField(_, let field): return values.fields[field]
        case .setScopes(_, .array): return .texts(values.scopes)
        case .setScopes(_, .joined(let separator)):
            return .text(values.scopes.joined(separator: separator))
        case .setTemplate(_, let template): return template.text { values.texts[$0] }.map { .text($0) }
        case .keepEntries(let property, let key):
            guard let before = node[property] else { return nil }
            let kept = before.values.filter { Self.key(ofEntry: $0).map(String.init) == key }
            guard kept.count < before.values.count else { return nil }
            // A single value that goes leaves nothing that could be one.
            return before.isMultiple ? .texts(kept) : .nothing
        }
    }

    private static func change(
        of property: String, in node: PropertyNode, to value: PlannedValue?
    ) -> PlannedChange? {
        let before = node[property]
        let after = value == .nothing ? nil : value
        if let after, let before, after.revealed.isExactly(before) { return nil }
        guard after != nil || before != nil else { return nil }
        let kind: PlannedChange.Kind = after == nil ? .removed : before == nil ? .added : .changed
        return PlannedChange(property: property, kind: kind, before: before, after: after)
    }

    /// The key of a member of a JSON object that stands by itself: `"iss" : "…"`.
    static func key(ofEntry entry: String) -> Substring? {
        let text = entry.drop(while: \.isWhitespace)
        guard text.first == "\"" else { return nil }
        let key = text.dropFirst().prefix { $0 != "\"" }
        return text[key.endIndex...].dropFirst().drop(while: \.isWhitespace).first == ":" ? key : nil
    }
}

extension PlannedValue {
    /// A constant of a profile.
    init(constant value: PropertyNode.Value) {
        if value.type != nil {
            self = .value(value)
        } else {
            self = value.isMultiple ? .texts(value.values) : .text(value.text)
        }
    }

    /// What is to be written. Not for showing.
    var revealed: PropertyNode.Value {
        switch self {
        case .text(let text): .init([text])
        case .texts(let texts): .init(texts, isMultiple: true)
        case .value(let value): value
        case .secret(let secret): .init([secret.revealed()])
        }
    }

    /// An array without values that is no array: what a single value leaves that goes away.
    fileprivate static let nothing = PlannedValue.value(.init([]))
}
