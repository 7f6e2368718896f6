// SPDX-License-Identifier: Apache-2.0

import DocView
import OSGiConfig

/// A configuration together with the docview node that holds it.
public struct FoundConfiguration: Sendable {
    /// What was found.
    public var configuration: IMSConfiguration
    /// Index of its node in the document's `nodes`; 0 in a file that is one OSGi configuration.
    public var nodeIndex: Int
    /// Where the rest of it is, for one that is kept as a pair: a companion for each run mode, in the order of the
    /// configuration's own ``IMSConfiguration/companions``.
    package var companions: [CompanionPlace] = []

    /// The place of a companion.
    package struct CompanionPlace: Sendable, Hashable {
        /// The number that the caller gave its document.
        package var document: Int
        /// Index of its node there.
        package var nodeIndex: Int
        /// Its JCR path.
        package var path: String
    }
}

/// Finds the configurations in a docview document.
public struct ConfigurationFinder: Sendable {
    let profiles: [Profile]
    /// The OSGi factories, and the names of the properties, that the profiles know.
    let factories: Set<String>, propertyNames: [String]
    private let referringProperties: Set<String>

    /// A finder that looks for every form that `profiles` describe; for one node the first that fits counts.
    public init(profiles: [Profile]) {
        self.profiles = profiles
        referringProperties = Set(profiles.flatMap(\.referencedBy))
        factories = profiles.reduce(into: []) { $0.formUnion($1.factories) }
        propertyNames = profiles.filter { $0.documents == .osgi }.flatMap(\.propertyNames)
    }

    /// All configurations of `document`, in document order.
    ///
    /// `nodePath` is the JCR path that a `jcr:root` in it stands for; `parentPath` the one below which a root element
    /// of another name stands, or nil where there is none (FileVault's import does the same).
    public func configurations(
        in document: DocViewDocument, nodePath: String, parentPath: String?
    ) -> [FoundConfiguration] {
        let paths = Self.paths(of: document, nodePath: nodePath, parentPath: parentPath)
        var found: [FoundConfiguration] = []
        for (index, node) in document.nodes.enumerated() where !node.isPlaceholder {
            guard let path = paths[index] else { continue }
            for profile in profiles where profile.documents == .docview && profile.covers(path) {
                let properties = PropertyNode(path: path, node: node)
                if let configuration = Classifier.configuration(
                    in: properties, line: node.line, profile: profile)
                {
                    found.append(FoundConfiguration(configuration: configuration, nodeIndex: index))
                    break
                }
            }
        }
        return found
    }

    /// Nodes of a package of changes: of a form that a profile knows, with a keep marker in a property that the profile
    /// knows. An export has text there, and never an empty binary.
    package func keepMarkers(
        in document: DocViewDocument, nodePath: String, parentPath: String?
    ) -> [Finding] {
        let paths = Self.paths(of: document, nodePath: nodePath, parentPath: parentPath)
        return document.nodes.enumerated().compactMap { index, node in
            guard let path = paths[index], node.properties.contains(where: \.isKeepMarker) else { return nil }
            let names = Set(
                profiles.filter { $0.documents == .docview ? $0.covers(path) : knowsFactory(ofFile: path) }
                    .flatMap(\.propertyNames))
            guard
                let marked = node.properties.first(where: { $0.isKeepMarker && names.contains($0.name) })
            else { return nil }
            return Finding(
                .deltaAsSource, .error,
                "Not an export: \(marked.name) is marked as kept (\(DocViewExcerpt.keepMarkerText)), which only a delta "
                    + "package does. Use the export that the delta was made from.",
                path: PathPattern.withoutContent(path), line: marked.line)
        }
    }

    /// What in `document` may refer to a configuration, wherever that is.
    package func referenceCandidates(
        in document: DocViewDocument, nodePath: String, parentPath: String?
    ) -> [ReferenceCandidate] {
        let paths = Self.paths(of: document, nodePath: nodePath, parentPath: parentPath)
        return ReferenceFinder.candidates(in: document, paths: paths, properties: referringProperties)
    }

    /// What in an OSGi configuration at `path` may refer to a configuration.
    package func referenceCandidates(in configuration: OSGiConfiguration, path: String)
        -> [ReferenceCandidate]
    {
        configuration.properties.flatMap { property in
            property.values.filter {
                referringProperties.contains(property.name) || ReferenceFinder.mayBePath($0)
            }
            .map { ReferenceCandidate(path: path, property: property.name, value: $0) }
        }
    }

    /// Whether a document at `nodePath` is one in which every fault is an error, because configurations live there.
    package func expectsConfigurations(atOrBelow nodePath: String) -> Bool {
        // The folder itself counts: its file holds its children inline.
        profiles.contains { $0.documents == .docview && $0.mayBe(inDocumentAt: nodePath) }
    }

    /// Whether bytes that cannot be parsed look as if they held a configuration.
    package func showsMarker(in bytes: [UInt8]) -> Bool {
        // Without NULs, so that the words show in UTF-16 and UTF-32 too.
        let text = String(decoding: bytes.lazy.filter { $0 != 0 }, as: UTF8.self)
        return profiles.contains { profile in profile.markers.contains { text.contains($0) } }
    }

    /// The JCR paths of the nodes that a document holds, without placeholders. The paths are those of
    /// ``configurations(in:nodePath:parentPath:)``.
    package static func nodePaths(
        in document: DocViewDocument, nodePath: String, parentPath: String?
    ) -> [String] {
        zip(document.nodes, paths(of: document, nodePath: nodePath, parentPath: parentPath)).compactMap {
            $0.isPlaceholder ? nil : $1
        }
    }

    /// The JCR path of each node; nil where the file gives it no place in the repository.
    package static func paths(
        of document: DocViewDocument, nodePath: String, parentPath: String?
    ) -> [String?] {
        var paths: [String?] = []
        paths.reserveCapacity(document.nodes.count)
        for node in document.nodes {
            if let parent = node.parent {
                paths.append(paths[parent].map { join($0, node.name) })
            } else if node.name == "jcr:root" {
                paths.append(nodePath)
            } else {
                paths.append(parentPath.map { join($0, node.name) })
            }
        }
        return paths
    }

    private static func join(_ parent: String, _ name: String) -> String {
        parent == "/" ? "/" + name : parent + "/" + name
    }
}

extension Profile {
    /// Whether a document at this JCR path may hold configurations of this form, itself or its children.
    package func mayBe(inDocumentAt path: String) -> Bool { covers(path) || covers(path + "/child") }

    /// Whether configurations of this form can be at this JCR path. A `jcr:content` is where its page is.
    package func covers(_ path: String) -> Bool {
        let page = PathPattern.withoutContent(path)
        return paths.contains { $0.matches(path: page, node: page) }
    }
}

extension PropertyNode {
    /// What the domain sees of a docview node. A value that FileVault would refuse counts as its raw text: the
    /// property is there, and the document's own findings say what is wrong with it.
    init(path: String, node: DocViewNode) {
        let properties = node.properties.map { property -> (name: String, value: Value) in
            guard let value = property.value else { return (property.name, Value([property.rawValue])) }
            let type = value.type == .string ? nil : value.type?.rawValue
            return (property.name, Value(value.values, isMultiple: value.isMultiple, type: type))
        }
        self.init(path: path, properties: properties)
    }
}
