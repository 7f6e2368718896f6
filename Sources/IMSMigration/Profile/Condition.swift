// SPDX-License-Identifier: Apache-2.0

/// What must hold for a node, as profiles express it.
package indirect enum Condition: Sendable, Equatable {
    /// The property is there, whatever its value.
    case present(property: String)
    /// The property is not there.
    case absent(property: String)
    /// One of the property's values has this text in it.
    case contains(property: String, text: String)
    /// The node is an instance of this OSGi factory.
    case factory(String)
    /// One of the property's values is this text; case does not matter.
    case equals(property: String, value: String)
    /// The property is a resource type below this one, with or without a search path (`/libs/`, `/apps/`).
    case resourceTypeBelow(property: String, parent: String)
    /// The property is a URL or host name on a host below this domain.
    case hostBelow(property: String, domain: String)
    /// One of the properties leaves its host to a placeholder, or cannot be read at all, and none of them is on a host below
    /// this domain.
    case hostUndecided(properties: [String], domain: String)
    /// All of them hold.
    case all([Condition])
    /// One of them holds.
    case any([Condition])
    /// At least so many of them hold.
    case atLeast(Int, of: [Condition])

    /// The properties that make the condition hold, in the order of the condition; nil where it does not hold.
    package func matchedProperties(in node: PropertyNode) -> [String]? {
        switch self {
        case .present(let property):
            return node[property] == nil ? nil : [property]
        case .absent(let property):
            return node[property] == nil ? [property] : nil
        case .contains(let property, let text):
            return node[property]?.values.contains { $0.contains(text) } == true ? [property] : nil
        case .factory(let pid):
            return node.factory == pid ? ["service.factoryPid"] : nil
        case .equals(let property, let expected):
            let matches = node[property]?.values.contains { $0.lowercased() == expected.lowercased() }
            return matches == true ? [property] : nil
        case .resourceTypeBelow(let property, let parent):
            let matches = node[property]?.values.contains { Self.isResourceType($0, below: parent) }
            return matches == true ? [property] : nil
        case .hostBelow(let property, let domain):
            return Self.isBelow(domain, property, in: node) ? [property] : nil
        case .hostUndecided(let properties, let domain):
            guard !properties.contains(where: { Self.isBelow(domain, $0, in: node) }) else { return nil }
            let undecided = properties.filter { property in
                node[property].map {
                    $0.values.isEmpty || $0.values.contains { Self.leavesOpen($0, domain) }
                } ?? false
            }
            return undecided.isEmpty ? nil : undecided
        case .all(let conditions):
            return Self.matches(of: conditions, in: node, needed: conditions.count)
        case .any(let conditions):
            return conditions.lazy.compactMap { $0.matchedProperties(in: node) }.first
        case .atLeast(let count, let conditions):
            return Self.matches(of: conditions, in: node, needed: count)
        }
    }

    private static func matches(of conditions: [Condition], in node: PropertyNode, needed: Int) -> [String]? {
        let matched = conditions.compactMap { $0.matchedProperties(in: node) }
        return matched.count >= needed ? matched.flatMap(\.self) : nil
    }

    private static func isResourceType(_ type: String, below parent: String) -> Bool {
        for searchPath in ["", "/libs/", "/apps/"] where type.hasPrefix(searchPath + parent + "/") {
            return true
        }
        return false
    }

    private static func isBelow(_ domain: String, _ property: String, in node: PropertyNode) -> Bool {
        node[property]?.values.contains {
            host(of: Placeholder.resolved($0))?.hasSuffix("." + domain) == true
        } ?? false
    }

    /// Whether placeholders decide if a URL is on a host below the domain: what stands behind them could be its end.
    private static func leavesOpen(_ url: String, _ domain: String) -> Bool {
        guard let host = host(of: Placeholder.masked(url)),
            let last = host.unicodeScalars.lastIndex(of: Placeholder.unknown)
        else { return false }
        let end = String(host.unicodeScalars[host.unicodeScalars.index(after: last)...])
        return ("." + domain).hasSuffix(end)
    }

    /// The host of a URL, or of a bare `host`, `host:port` or `host/path`, in lower case.
    ///
    /// By scalars: to Swift a slash with an accent on it is no slash, and the host would go on behind it.
    static func host(of text: String) -> String? {
        var rest = text.unicodeScalars[...]
        // A "://" further on belongs to a path or a query, and its host is only mentioned there.
        let scheme = rest.prefix {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || ["+", "-", "."].contains($0)
        }
        let separator = "://".unicodeScalars
        if rest[scheme.endIndex...].starts(with: separator) {
            rest = rest[scheme.endIndex...].dropFirst(separator.count)
        }
        rest = rest.prefix { !["/", "?", "#", "\\"].contains($0) }
        if let userInfo = rest.lastIndex(of: "@") { rest = rest[rest.index(after: userInfo)...] }
        rest = rest.prefix { $0 != ":" }
        return rest.isEmpty ? nil : String(rest).lowercased()
    }
}

extension Condition {
    /// The conditions that it is made of.
    private var parts: [Condition] {
        switch self {
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts
        default: []
        }
    }

    /// The PIDs of the factories that it asks for.
    var factories: [String] {
        if case .factory(let pid) = self { [pid] } else { parts.flatMap(\.factories) }
    }

    /// The names of the properties that it looks at.
    var properties: [String] {
        switch self {
        case .present(let property), .absent(let property), .contains(let property, _),
            .equals(let property, _), .resourceTypeBelow(let property, _), .hostBelow(let property, _):
            [property]
        case .hostUndecided(let properties, _): properties
        case .factory, .all, .any, .atLeast: parts.flatMap(\.properties)
        }
    }
}
