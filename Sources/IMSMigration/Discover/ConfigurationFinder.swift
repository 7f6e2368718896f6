// SPDX-License-Identifier: Apache-2.0

import DocView

/// A configuration together with the docview node that holds it.
public struct FoundConfiguration: Sendable {
    /// What was found.
    public var configuration: IMSConfiguration
    /// Index of its node in the document's `nodes`.
    public var nodeIndex: Int
}

/// Finds the configurations in a docview document.
public struct ConfigurationFinder: Sendable {
    private let profiles: [Profile]
    private let referringProperties: Set<String>

    /// A finder that looks for every form that `profiles` describe; for one node the first that fits counts.
    public init(profiles: [Profile]) {
        self.profiles = profiles
        referringProperties = Set(profiles.flatMap(\.referencedBy))
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
            for profile in profiles where profile.covers(path) {
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

    /// What in `document` may refer to a configuration, wherever that is.
    public func referenceCandidates(
        in document: DocViewDocument, nodePath: String, parentPath: String?
    ) -> [ReferenceCandidate] {
        let paths = Self.paths(of: document, nodePath: nodePath, parentPath: parentPath)
        return ReferenceFinder.candidates(in: document, paths: paths, properties: referringProperties)
    }

    /// Whether a document at `nodePath` is one in which every fault is an error, because configurations live there.
    public func expectsConfigurations(atOrBelow nodePath: String) -> Bool {
        // The folder itself counts: its file holds its children inline.
        profiles.contains { $0.covers(nodePath) || $0.covers(nodePath + "/child") }
    }

    /// Whether bytes that cannot be parsed look as if they held a configuration.
    public func showsMarker(in bytes: [UInt8]) -> Bool {
        // Without NULs, so that the words show in UTF-16 and UTF-32 too.
        let text = String(decoding: bytes.lazy.filter { $0 != 0 }, as: UTF8.self)
        return profiles.contains { profile in profile.markers.contains { text.contains($0) } }
    }

    /// The JCR path of each node; nil where the file gives it no place in the repository.
    private static func paths(
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
    /// Whether configurations of this form can be at this JCR path. A `jcr:content` is where its page is.
    func covers(_ path: String) -> Bool {
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
            return (property.name, Value(value.values, isMultiple: value.isMultiple))
        }
        self.init(path: path, properties: properties)
    }
}
