// SPDX-License-Identifier: Apache-2.0

import ContentRepository
import DocView
import IMSMigration
import OSGiConfig

/// One export that a profile is learned from: the configurations in it, and all other nodes in case none is known.
struct LearningInput {
    /// A configuration that a built-in profile recognises.
    struct Subject {
        var node: PropertyNode
        var configuration: IMSConfiguration
        var profile: Profile
        var inCompanion: Set<String> = []
        /// Whether it should have a companion that is not there.
        var lacksCompanion = false
    }

    /// The path as it was given.
    var path: String
    /// Whether it is one file, so that places in it are relative to that.
    var isSingleFile = false
    /// Whether the JCR paths are those of the repository.
    var knowsPaths = true
    /// By what tells a configuration from the others.
    var subjects: [String: Subject] = [:]
    /// All nodes of docview documents, by path.
    var nodes: [String: PropertyNode] = [:]

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
                input.add(found, surveyed.documents, settings.profiles)
            }
        }
        input.nodes = try allNodes(of: repository)
        return input
    }

    private mutating func add(
        _ found: FoundConfiguration, _ documents: [Survey.Document], _ profiles: [Profile]
    ) {
        let configuration = found.configuration
        guard let profile = profiles.first(where: { $0.storage == configuration.storage }) else { return }
        var subject = Subject(node: configuration.properties, configuration: configuration, profile: profile)
        if profile.companion != nil {
            subject.lacksCompanion = true
            if let place = found.companion,
                let document = documents.first(where: { $0.number == place.document }),
                let companion = document.contents.companion(at: place, profile)
            {
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

    private static func allNodes(of repository: OpenRepository) throws(RunFailure) -> [String: PropertyNode] {
        let source = repository.source
        var nodes: [String: PropertyNode] = [:]
        for file in source.walk(scope: .everything).documents where file.kind != .configuration {
            try Interruption.check()
            guard let bytes = try? source.read(file, maxBytes: DocViewLimits.standard.maximumBytes).bytes,
                let document = try? DocViewDocument(parsing: bytes)
            else { continue }
            for node in LearningNodes.nodes(
                of: document, nodePath: file.nodePath, parentPath: file.parentPath)
            {
                nodes[node.path] = node
            }
        }
        return nodes
    }
}

extension StoredDocument {
    /// All properties of a companion that is in this document.
    fileprivate func companion(
        at place: FoundConfiguration.CompanionPlace, _ profile: Profile
    ) -> PropertyNode? {
        let configuration: OSGiConfiguration?
        switch self {
        case .configuration(let own): configuration = own
        case .docView(let document):
            configuration = try? OSGiConfiguration(node: place.nodeIndex, of: document)
        }
        return configuration.map {
            LearningNodes.node(
                of: $0, path: place.path, profile: profile, factory: profile.companion?.factory)
        }
    }
}
