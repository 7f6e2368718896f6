// SPDX-License-Identifier: Apache-2.0

import DocView
import IMSMigration
import OSGiConfig

/// The names of the properties that a package of changes leaves as the instance has them on versions of FileVault that
/// remove what a package doesn't name.
struct KeptNames {
    /// What an instance may add to a node after it was exported: activation, rollout, and edits in a console.
    static let added = [
        "cq:lastModified", "cq:lastModifiedBy", "cq:lastReplicated", "cq:lastReplicatedBy",
        "cq:lastReplicationAction", "cq:lastPublished", "cq:lastPublishedBy", "cq:lastRolledout",
        "cq:lastRolledoutBy", "jcr:title", "jcr:description", "jcr:created", "jcr:createdBy",
        "jcr:lastModified", "jcr:lastModifiedBy",
    ]

    /// Why no package of changes can leave a property of this name alone; nil where it can, if its prefix is known.
    static func problem(of name: String) -> String? {
        guard DocViewExcerpt.canKeep(name) else {
            return "the package needs this property itself, or must never have it."
        }
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        let prefix = parts.count > 1 ? String(parts[0]) : nil
        let known = DocViewName(name, namespaces: prefix.map { [$0: "known"] } ?? [:])
        guard let known, known.isLegal, !name.hasPrefix("{"), prefix?.isEmpty != true else {
            return "not a name that a JCR property can have. Use NAME or PREFIX:NAME."
        }
        return nil
    }

    private var byKind: [Profile.Documents: Set<DocViewName>] = [:]

    /// The fixed names, those that any configuration of the export or any profile has, by what kind of document holds
    /// them, and the names that the user gave. Throws `RunFailure` (64) for a prefix that nothing declares.
    init(
        profiles: [Profile], documents: [Survey.Document], given: [String]
    ) throws(RunFailure) {
        let declared = documents.reduce(into: [String: String]()) { result, document in
            guard case .docView(let contents) = document.contents else { return }
            result.merge(contents.declaredNamespaces) { first, _ in first }
        }
        var common = Set(Self.added.compactMap { DocViewName($0) })
        for name in given {
            guard let known = DocViewName(name, namespaces: declared) else {
                throw RunFailure(
                    .usage,
                    "--delta-keep \(name): the prefix is not one of AEM's, and no file of the repository declares it. "
                        + "Nothing was changed.")
            }
            common.insert(known)
        }
        for kind in Profile.Documents.allCases {
            byKind[kind] = common.union(
                profiles.filter { $0.documents == kind }.flatMap(\.propertyNames)
                    .compactMap { DocViewName($0, namespaces: declared) })
        }
        for document in documents { add(document, profiles) }
        byKind = byKind.mapValues { $0.filter { $0.isLegal && DocViewExcerpt.canKeep($0.text) } }
    }

    private mutating func add(_ document: Survey.Document, _ profiles: [Profile]) {
        switch document.contents {
        case .configuration(let configuration):
            byKind[.osgi, default: []].formUnion(configuration.properties.compactMap { DocViewName($0.name) })
        case .docView(let contents):
            for index in OSGiConfiguration.nodes(in: contents) {
                byKind[.osgi, default: []].formUnion(contents.propertyNames(ofNodeAt: index))
            }
            for found in document.found {
                let profile = profiles.first { $0.storage == found.configuration.storage }
                guard let profile, profile.documents == .docview else { continue }
                byKind[.docview, default: []].formUnion(contents.propertyNames(ofNodeAt: found.nodeIndex))
            }
        }
    }

    /// The names for a node of a kind.
    subscript(kind: Profile.Documents) -> Set<DocViewName> { byKind[kind] ?? [] }

    /// The names for nodes of these kinds, sorted.
    func names(for kinds: Set<Profile.Documents>) -> [String] {
        Set(kinds.flatMap { self[$0].map(\.text) }).sorted()
    }
}
