// SPDX-License-Identifier: Apache-2.0

/// Nodes that are made up so that conditions hold for them.
struct MadeUpNode {
    /// What every property of a made-up node holds that may hold anything.
    private static let anything = "made-up"
    /// A condition can be met in very many ways; so many are tried.
    private static let limit = 64

    private var values: [String: [String]] = [:]
    private var absent: Set<String> = []
    private var factory: String?

    /// A credential that gives every field a value.
    static let credential: CredentialValues = {
        let texts = Dictionary(
            uniqueKeysWithValues: Profile.Field.allCases.filter(\.isWritable).map {
                ($0, "made-up \($0.rawValue)")
            })
        return CredentialValues(
            fields: texts.mapValues { .text($0) }, texts: texts, scopes: ["made-up", "scopes"])
    }()

    /// Nodes for which all conditions hold, in different ways where there are several; none where they contradict each
    /// other.
    static func nodes(satisfying conditions: [Condition]) -> [PropertyNode] {
        var drafts = [MadeUpNode()]
        for condition in conditions {
            drafts = Array(drafts.flatMap { $0.meeting(condition) }.prefix(limit))
        }
        return drafts.map(\.node).filter { node in conditions.allSatisfy { $0.holds(in: node) } }
    }

    private var node: PropertyNode {
        let properties = values.sorted { $0.key < $1.key }.map { name, values in
            (name: name, value: PropertyNode.Value(values, isMultiple: values.count > 1))
        }
        return PropertyNode(path: "/", properties: properties, factory: factory)
    }

    /// The ways in which the condition can be met on top of what is there.
    private func meeting(_ condition: Condition) -> [MadeUpNode] {
        switch condition {
        case .present(let property): return adding(nil, to: property)
        case .absent(let property):
            guard values[property] == nil else { return [] }
            var draft = self
            draft.absent.insert(property)
            return [draft]
        case .contains(let property, let text), .equals(let property, let text):
            return adding(text, to: property)
        case .resourceTypeBelow(let property, let parent): return adding(parent + "/type", to: property)
        case .hostBelow(let property, let domain): return adding("https://host.\(domain)", to: property)
        case .hostUndecided(let properties, _):
            return properties.flatMap { adding("https://$[env:HOST]", to: $0) }
        case .factory(let pid):
            guard factory == nil || factory == pid else { return [] }
            var draft = self
            draft.factory = pid
            return [draft]
        case .all(let parts): return meeting(all: parts)
        case .any(let parts): return Array(parts.flatMap(meeting).prefix(Self.limit))
        case .atLeast(let count, let parts):
            // Each part is once among the first, so that each is met in one of the ways.
            return Array(
                parts.indices.flatMap { start in
                    meeting(all: (0..<count).map { parts[(start + $0) % parts.count] })
                }.prefix(Self.limit))
        }
    }

    private func meeting(all parts: [Condition]) -> [MadeUpNode] {
        var drafts = [self]
        for part in parts { drafts = Array(drafts.flatMap { $0.meeting(part) }.prefix(Self.limit)) }
        return drafts
    }

    private func adding(_ value: String?, to property: String) -> [MadeUpNode] {
        guard !absent.contains(property) else { return [] }
        var draft = self
        var held = values[property] ?? []
        if let value {
            held.removeAll { $0 == Self.anything }
            if !held.contains(value) { held.append(value) }
        } else if held.isEmpty {
            held = [Self.anything]
        }
        draft.values[property] = held
        return [draft]
    }
}
