// SPDX-License-Identifier: Apache-2.0

import DocView
import OSGiConfig

/// An OSGi configuration of a factory that a profile knows, and its place in a document.
package struct OSGiInstance: Sendable {
    /// Its properties, JCR path and factory.
    package var node: PropertyNode
    /// Index of its node in a docview document; 0 in a file that is one configuration.
    package var nodeIndex: Int
    /// The line where it begins.
    var line: Int
    /// What its name says.
    var name: OSGiFileName
    /// What of it not every reader takes for the same.
    var doubts: [OSGiDoubt]
    /// Whether its file can be changed.
    var isEditable: Bool
}

extension ConfigurationFinder {
    /// The OSGi configurations of `document` that a profile knows the factory of. The paths are those of
    /// ``configurations(in:nodePath:parentPath:)``.
    package func instances(
        in document: StoredDocument, nodePath: String, parentPath: String?
    ) -> [OSGiInstance] {
        switch document {
        case .configuration(let configuration):
            let name = OSGiFileName(path: nodePath, factories: factories)
            return instance(of: configuration, name, path: nodePath, nodeIndex: 0, line: 1).map { [$0] } ?? []
        case .docView(let document):
            let paths = Self.paths(of: document, nodePath: nodePath, parentPath: parentPath)
            return OSGiConfiguration.nodes(in: document).compactMap { index in
                guard let path = paths[index], let last = path.split(separator: "/").last else { return nil }
                // Sling's installer strips an extension from the name of a node as well.
                let name = OSGiFileName(path: String(last), factories: factories)
                guard let configuration = try? OSGiConfiguration(node: index, of: document) else {
                    return nil
                }
                return instance(
                    of: configuration, name, path: path, nodeIndex: index, line: document.nodes[index].line)
            }
        }
    }

    /// Why OSGi configurations of `document` cannot be read, and whether a profile knows the factory of each.
    package func unreadableConfigurations(
        in document: DocViewDocument, nodePath: String, parentPath: String?
    ) -> [(error: OSGiConfigError, isOfKnownFactory: Bool)] {
        let paths = Self.paths(of: document, nodePath: nodePath, parentPath: parentPath)
        return OSGiConfiguration.nodes(in: document).compactMap { index in
            do throws(OSGiConfigError) {
                _ = try OSGiConfiguration(node: index, of: document)
                return nil
            } catch {
                return (error, paths[index].map { knowsFactory(ofFile: $0) } ?? false)
            }
        }
    }

    /// What in `document` holds a JWT credential without being a configuration: never touched, but to be known.
    package func otherHolders(
        in document: StoredDocument, nodePath: String, parentPath: String?
    ) -> [Finding] {
        let rules = profiles.filter { $0.documents == .osgi }.flatMap(\.otherHolders)
        func finding(_ configuration: OSGiConfiguration, _ path: String, line: Int) -> Finding? {
            let name = OSGiFileName(path: path, factories: holderFactories)
            let node = PropertyNode(
                path: path, configuration: configuration, factory: name.instance?.factoryPID ?? name.name,
                names: propertyNames)
            return rules.first { $0.when.matchedProperties(in: node) != nil }.map { rule in
                Finding(.jwtElsewhere, .note, "\(rule.reason).".sentence, path: path, line: line)
            }
        }
        switch document {
        case .configuration(let configuration):
            return finding(configuration, nodePath, line: 1).map { [$0] } ?? []
        case .docView(let document):
            let paths = Self.paths(of: document, nodePath: nodePath, parentPath: parentPath)
            return OSGiConfiguration.nodes(in: document).compactMap { index in
                guard let path = paths[index],
                    let configuration = try? OSGiConfiguration(node: index, of: document)
                else { return nil }
                return finding(configuration, path, line: document.nodes[index].line)
            }
        }
    }

    private var holderFactories: [String] { profiles.flatMap(\.otherHolders).flatMap(\.when.factories) }

    /// Whether a file or node is, by its name, an instance of a factory that a profile knows.
    package func knowsFactory(ofFile path: String) -> Bool {
        let name = OSGiFileName(path: path, factories: factories)
        return name.instance.map { factories.contains($0.factoryPID) } ?? false
    }

    /// The last name of a node's path with a hyphen for the dot before its id; nil where there is no such dot, or where
    /// the node is no configuration of a factory that a profile knows.
    package func hyphenatedName(ofNode path: String) -> String? {
        let node = String(path.split(separator: "/").last ?? "")
        let name = OSGiFormat.withoutExtension(node)
        var parsed = OSGiFileName(node: name, factories: factories)
        guard let instance = parsed.instance, instance.separator == .dot,
            factories.contains(instance.factoryPID)
        else { return nil }
        parsed.instance?.separator = .hyphen
        return parsed.fileName + node.dropFirst(name.count)
    }

    private func instance(
        of configuration: OSGiConfiguration, _ name: OSGiFileName, path: String, nodeIndex: Int, line: Int
    ) -> OSGiInstance? {
        guard let factory = name.instance?.factoryPID, factories.contains(factory),
            profiles.contains(where: { $0.documents == .osgi && $0.covers(path) })
        else { return nil }
        let node = PropertyNode(
            path: path, configuration: configuration, factory: factory, names: propertyNames)
        return OSGiInstance(
            node: node, nodeIndex: nodeIndex, line: line, name: name, doubts: configuration.doubts,
            isEditable: configuration.format.isEditable)
    }
}

extension OSGiFileName {
    /// What the name of the file, or of the node, at a JCR path says.
    init(path: String, factories: some Sequence<String>) {
        let name = String(path.split(separator: "/").last ?? "")
        self.init(node: OSGiFormat.withoutExtension(name), factories: factories)
    }
}

extension OSGiFormat {
    /// The name of a file that is one configuration without its extension; any other name as it is.
    package static func withoutExtension(_ name: String) -> String {
        for format in allCases where format != node && name.hasSuffix(format.rawValue) {
            return String(name.dropLast(format.rawValue.count))
        }
        return name
    }
}
