// SPDX-License-Identifier: Apache-2.0

import DocView
import IMSMigration
import OSGiConfig

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A single file of an export: one docview document, or one OSGi configuration, whose companion is looked for beside it.
struct SingleFile {
    private let path: String
    private let bytes: [UInt8]

    /// Nil where there is a folder or a package at `path`. Throws `RunFailure` (65).
    init?(_ path: String) throws(RunFailure) {
        self.path = path
        do {
            let head = try LocalFile.read(path, limit: DocViewLimits.standard.maximumBytes)
            if head.starts(with: Array("PK".utf8)) || path.lowercased().hasSuffix(".zip") { return nil }
            bytes = head
        } catch {
            if error == .notAFile { return nil }
            throw RunFailure(.inputUnusable, error.description(of: path))
        }
    }

    func input(_ profiles: [Profile]) throws(RunFailure) -> LearningInput {
        var input = LearningInput(path: path, isSingleFile: true)
        let absolute = LocalFile.resolved(path) ?? path
        let place = absolute.contains("jcr_root") ? PlatformPath.jcrPath(ofFile: absolute) : nil
        input.knowsPaths = place != nil
        if Self.isConfiguration(path) {
            try readConfiguration(at: place, profiles, into: &input)
            return input
        }
        let document: DocViewDocument
        do {
            document = try DocViewDocument(parsing: bytes)
        } catch {
            throw RunFailure(.inputUnusable, "\(path): cannot be read: \(error)")
        }
        let root = place ?? Self.unknownPlace
        let parent = root.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        if let node = document.nodes.first(where: { $0.properties.contains(where: \.isKeepMarker) }) {
            let names = Set(profiles.flatMap(\.propertyNames))
            if node.properties.contains(where: { $0.isKeepMarker && names.contains($0.name) }) {
                throw RunFailure(
                    .inputUnusable,
                    "\(path):\(node.line): a file of a delta package, which is no example. Use the file of an export."
                )
            }
        }
        for node in LearningNodes.nodes(
            of: document, nodePath: root, parentPath: parent.isEmpty ? "/" : parent)
        {
            let key = String(node.path.dropFirst(root.count))
            input.nodes[key] = node
            let docviewProfiles = profiles.filter { $0.documents == .docview }
            if let found = LearningNodes.configuration(in: node, profiles: docviewProfiles) {
                input.subjects[key] = .init(
                    node: node, configuration: found.configuration, profile: found.profile)
            }
        }
        return input
    }

    /// Whether the file is one OSGi configuration by its name.
    private static func isConfiguration(_ name: String) -> Bool {
        [OSGiFormat.felix, .json].contains(OSGiFormat(fileName: name))
    }

    /// Stands for the JCR path of a file that is not in an export.
    private static let unknownPlace = "/configuration"

    private func readConfiguration(
        at place: String?, _ profiles: [Profile], into input: inout LearningInput
    ) throws(RunFailure) {
        for profile in profiles where profile.documents == .osgi {
            let name = String(path.split(separator: "/").last ?? "")
            let own = try node(
                bytes, of: path, at: place ?? "\(Self.unknownPlace)/\(name)", profile, profile.onlyFactory)
            guard let found = LearningNodes.configuration(in: own, profiles: [profile]) else { continue }
            var subject = LearningInput.Subject(
                node: own, configuration: found.configuration, profile: profile,
                lacksCompanion: profile.companion != nil)
            subject.types =
                (try? OSGiConfiguration(parsing: bytes, fileName: path))?.typesBesideString ?? [:]
            let companions = profile.companion.map { self.companions(of: own, $0, profile) } ?? []
            if companions.count == 1 {
                (subject.node, subject.inCompanion) = LearningNodes.merged(own, companion: companions[0])
                subject.lacksCompanion = false
            }
            input.subjects[""] = subject
        }
    }

    private func node(
        _ bytes: [UInt8], of path: String, at place: String, _ profile: Profile, _ factory: String?
    ) throws(RunFailure) -> PropertyNode {
        do {
            let configuration = try OSGiConfiguration(parsing: bytes, fileName: path)
            return LearningNodes.node(of: configuration, path: place, profile: profile, factory: factory)
        } catch {
            throw RunFailure(.inputUnusable, "\(path): cannot be read: \(error)")
        }
    }

    /// The configurations in the same folder that belong to `own`.
    private func companions(
        of own: PropertyNode, _ companion: Profile.Companion, _ profile: Profile
    ) -> [PropertyNode] {
        guard let wanted = own[companion.property] else { return [] }
        let folder = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) : "."
        let names: [String]? = try? FileManager.default.contentsOfDirectory(
            atPath: folder.isEmpty ? "/" : folder)
        return (names ?? []).sorted().compactMap { name -> PropertyNode? in
            let path = "\(folder)/\(name)"
            guard Self.isConfiguration(name),
                let bytes = try? LocalFile.read(
                    path, limit: DocViewLimits.standard.maximumBytes, regularOnly: true),
                let node = try? self.node(bytes, of: path, at: path, profile, nil),
                node.factory == companion.factory, node[companion.companionProperty]?.text == wanted.text
            else { return nil }
            return node
        }
    }
}
