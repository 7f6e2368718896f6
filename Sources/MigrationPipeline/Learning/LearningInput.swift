// SPDX-License-Identifier: Apache-2.0

import ContentRepository
import DocView
import IMSMigration
import OSGiConfig

/// One export that a profile is learned from: the configurations in it, and on demand its other nodes.
struct LearningInput {
    /// A configuration that a built-in profile recognises.
    struct Subject {
        var node: PropertyNode
        var configuration: IMSConfiguration
        var profile: Profile
        var inCompanion: Set<String> = []
        /// Whether it should have a companion that is not there.
        var lacksCompanion = false
        /// The types of OSGi properties that are no Strings.
        var types: [String: String] = [:]
    }

    /// The path as it was given.
    var path: String
    /// Whether it is one file, so that places in it are relative to that.
    var isSingleFile = false
    /// Whether the JCR paths are those of the repository.
    var knowsPaths = true
    /// By what tells a configuration from the others.
    var subjects: [String: Subject] = [:]
    /// Of a single file all nodes, by their place in it.
    var nodes: [String: PropertyNode] = [:]
    /// Nil for a single file.
    private var repository: OpenRepository?

    init(path: String, isSingleFile: Bool = false) {
        self.path = path
        self.isSingleFile = isSingleFile
    }

    /// Reads what is at `path`. Throws `RunFailure`.
    static func read(_ path: String, settings: RunSettings) throws(RunFailure) -> LearningInput {
        if let file = try SingleFile(path) { return try file.input(settings.profiles) }
        let repository = try Survey.open(path)
        let surveyed = try Survey(settings).input(repository)
        if surveyed.isIncomplete || surveyed.findings.contains(where: { $0.finding.level == .error }) {
            let reasons = surveyed.findings.filter { $0.finding.level == .error }.prefix(5).map {
                "  \($0.finding.file ?? ""): \($0.finding.message)"
            }
            throw RunFailure(
                .inputUnusable,
                (["\(path): cannot be learned from, because not all of it can be read:"] + reasons)
                    .joined(separator: "\n"))
        }
        var input = LearningInput(path: path)
        for document in surveyed.documents {
            for found in document.found {
                input.add(found, in: document, surveyed.documents, settings.profiles)
            }
        }
        input.repository = repository
        return input
    }

    /// The nodes of docview documents that pass the test, by what tells them from others.
    func nodes(where test: (PropertyNode) -> Bool) throws(RunFailure) -> [String: PropertyNode] {
        guard let source = repository?.source else { return nodes.filter { test($0.value) } }
        var found: [String: PropertyNode] = [:]
        for file in source.walk(scope: .everything).documents where file.kind != .configuration {
            try Interruption.check()
            guard let bytes = try? source.read(file, maxBytes: DocViewLimits.standard.maximumBytes).bytes,
                let document = try? DocViewDocument(parsing: bytes)
            else { continue }
            let nodes = LearningNodes.nodes(
                of: document, nodePath: file.nodePath, parentPath: file.parentPath)
            for node in nodes where test(node) { found[node.path] = node }
        }
        return found
    }

    private mutating func add(
        _ found: FoundConfiguration, in document: Survey.Document, _ documents: [Survey.Document],
        _ profiles: [Profile]
    ) {
        let configuration = found.configuration
        guard let profile = profiles.first(where: { $0.storage == configuration.storage }) else { return }
        var subject = Subject(node: configuration.properties, configuration: configuration, profile: profile)
        if profile.documents == .osgi {
            subject.types = document.contents.types(ofNodeAt: found.nodeIndex)
        }
        if profile.companion != nil {
            subject.lacksCompanion = true
            if let place = found.companions.first,
                let other = documents.first(where: { $0.number == place.document }),
                let companion = other.contents.companion(at: place, profile)
            {
                subject.types.merge(other.contents.types(ofNodeAt: place.nodeIndex)) { own, _ in own }
                (subject.node, subject.inCompanion) = LearningNodes.merged(
                    configuration.properties, companion: companion)
                subject.lacksCompanion = false
            }
        }
        let key =
            profile.documents == .osgi
            ? LearningNodes.key(ofConfigurationAt: configuration.node, profile: profile) : configuration.node
        subjects[key] = subject
    }
}

extension StoredDocument {
    /// All properties of a companion that is in this document.
    fileprivate func companion(
        at place: FoundConfiguration.CompanionPlace, _ profile: Profile
    ) -> PropertyNode? {
        configuration(at: place.nodeIndex).map {
            LearningNodes.node(
                of: $0, path: place.path, profile: profile, factory: profile.companion?.factory)
        }
    }

    private func configuration(at index: Int) -> OSGiConfiguration? {
        switch self {
        case .configuration(let own): own
        case .docView(let document): try? OSGiConfiguration(node: index, of: document)
        }
    }

    /// The types of the properties of an OSGi configuration that are no Strings.
    fileprivate func types(ofNodeAt index: Int) -> [String: String] {
        configuration(at: index)?.typesBesideString ?? [:]
    }
}

extension OSGiConfiguration {
    /// The types of the properties that are no Strings.
    var typesBesideString: [String: String] {
        Dictionary(
            properties.compactMap { property in
                guard let type = property.type, type != .string else { return nil }
                return (property.name, type.rawValue)
            }, uniquingKeysWith: { first, _ in first })
    }
}
