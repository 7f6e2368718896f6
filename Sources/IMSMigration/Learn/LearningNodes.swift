// SPDX-License-Identifier: Apache-2.0

import DocView
import OSGiConfig

/// Makes the nodes that pairs are made of, whether or not a profile recognises them.
package enum LearningNodes {
    /// All nodes of a docview document that have a place; see ``ConfigurationFinder``.
    package static func nodes(
        of document: DocViewDocument, nodePath: String, parentPath: String?
    ) -> [PropertyNode] {
        let paths = ConfigurationFinder.paths(of: document, nodePath: nodePath, parentPath: parentPath)
        return zip(document.nodes, paths).compactMap { node, path in
            guard let path, !node.isPlaceholder else { return nil }
            return PropertyNode(path: path, node: node)
        }
    }

    /// The node of an OSGi configuration. One whose name tells no factory that `profile` knows counts as one of
    /// `factory`.
    package static func node(
        of configuration: OSGiConfiguration, path: String, profile: Profile, factory: String?
    ) -> PropertyNode {
        PropertyNode(
            path: path, configuration: configuration, factory: instance(path, profile)?.factoryPID ?? factory,
            names: profile.propertyNames)
    }

    /// What tells an OSGi configuration from others, however its file is named: its folder, factory and id.
    package static func key(ofConfigurationAt path: String, profile: Profile) -> String {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        guard let instance = instance(path, profile) else { return path }
        return "/\(folder)/\(instance.factoryPID)-\(instance.id)"
    }

    private static func instance(_ path: String, _ profile: Profile) -> OSGiFileName.Instance? {
        OSGiFileName(path: path, factories: profile.factories).instance.flatMap {
            profile.factories.contains($0.factoryPID) ? $0 : nil
        }
    }

    /// Both nodes as one, and the names of what is in the companion.
    package static func merged(
        _ node: PropertyNode, companion: PropertyNode
    ) -> (node: PropertyNode, inCompanion: Set<String>) {
        var merged = node
        let added = companion.properties.filter { node[$0.name] == nil }
        merged.properties += added
        return (merged, Set(companion.properties.map(\.name)))
    }

    /// Whether both are the same but for what the repository itself keeps.
    package static func areSame(_ one: PropertyNode, _ other: PropertyNode) -> Bool {
        let names = Set((one.properties + other.properties).map(\.name)).filter {
            !VolatileProperties.contain($0)
        }
        return names.allSatisfy { name in
            guard let left = one[name], let right = other[name] else { return false }
            return left.isExactly(right)
        }
    }

    /// The configuration in `node` by the first of the profiles that recognises it, wherever it is.
    package static func configuration(
        in node: PropertyNode, profiles: [Profile]
    ) -> (configuration: IMSConfiguration, profile: Profile)? {
        for profile in profiles {
            if let found = Classifier.configuration(in: node, line: 1, profile: profile) {
                return (found, profile)
            }
        }
        return nil
    }
}

extension Profile {
    /// The factory of the configurations themselves, where it is the only one.
    package var onlyFactory: String? {
        let own = factories.filter { $0 != companion?.factory }
        return own.count == 1 ? own.first : nil
    }
}
