// SPDX-License-Identifier: Apache-2.0

import DocView

/// A property that refers, or may refer, to an IMS configuration.
package struct ReferenceCandidate: Sendable, Equatable {
    /// JCR path of the node that refers.
    package var path: String
    /// The property that refers.
    package var property: String
    /// What it refers to: a path, a name or a title.
    package var value: String
}

/// A reference to a configuration, and by what it refers to it.
public struct ConfigurationReference: Sendable, Equatable {
    /// By what a configuration is referred to.
    package enum Target: Sendable, Equatable {
        /// Its JCR path.
        case path
        /// The last part of its path, or an alias.
        case name
        /// Its title.
        case title
    }

    /// JCR path of the node that refers, and its property.
    package var path: String, property: String
    /// By what it refers.
    package var target: Target
    /// The text that refers.
    package var value: String
}

/// Finds who refers to the configurations of a repository.
///
/// Only some of the properties that refer are public. So a value that is a configuration's whole path counts in any
/// property, its name or title only in those that a profile names.
package struct ReferenceFinder: Sendable {
    private let properties: Set<String>
    private var byValue: [String: [ReferenceCandidate]] = [:]

    /// A finder among the candidates of a whole repository, by the properties that the profiles name.
    package init(_ candidates: [ReferenceCandidate], profiles: [Profile]) {
        properties = Set(profiles.flatMap(\.referencedBy))
        for candidate in candidates { byValue[candidate.value, default: []].append(candidate) }
    }

    /// What in a document may refer to a configuration. `paths` are the JCR paths of its nodes.
    static func candidates(
        in document: DocViewDocument, paths: [String?], properties: Set<String>
    ) -> [ReferenceCandidate] {
        var candidates: [ReferenceCandidate] = []
        for (node, path) in zip(document.nodes, paths) {
            guard let path else { continue }
            for property in node.properties {
                for value in property.value?.values ?? []
                where properties.contains(property.name) || mayBePath(value) {
                    candidates.append(ReferenceCandidate(path: path, property: property.name, value: value))
                }
            }
        }
        return candidates
    }

    /// Texts without which no value is a path that a reference could be.
    static let pathParts = ["/cloud", "/config", "/install"]

    static func mayBePath(_ value: String) -> Bool {
        value.hasPrefix("/") && pathParts.contains { value.contains($0) }
    }

    /// Everything that refers to `configuration`, in the order in which it was found.
    package func references(to configuration: IMSConfiguration) -> [ConfigurationReference] {
        var references: [ConfigurationReference] = []
        func add(_ value: String?, _ target: ConfigurationReference.Target) {
            for candidate in value.flatMap({ byValue[$0] }) ?? [] {
                guard target == .path || properties.contains(candidate.property),
                    candidate.path != configuration.node,
                    !references.contains(where: {
                        $0.path == candidate.path && $0.property == candidate.property
                    })
                else { continue }
                references.append(
                    ConfigurationReference(
                        path: candidate.path, property: candidate.property, target: target,
                        value: candidate.value))
            }
        }
        add(configuration.path, .path)
        add(configuration.node, .path)
        add(configuration.path.split(separator: "/").last.map(String.init), .name)
        for alias in configuration.aliases { add(alias, .name) }
        add(configuration.title, .title)
        return references
    }
}
