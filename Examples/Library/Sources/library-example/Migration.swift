// SPDX-License-Identifier: Apache-2.0
import DocView
import IMSMigration

/// `IMSMigration`: the stages of a migration for one file, bytes in and bytes out.
struct Migration {
    private let profiles: [Profile]
    private let finder: ConfigurationFinder
    private let planner: Planner

    init(mapping csv: [UInt8], environment: [String: String]) throws {
        profiles = try BuiltInProfiles.all()
        finder = ConfigurationFinder(profiles: profiles)
        // Secrets come from where the caller says. This one has no files.
        let sources = SecretSources(
            environment: { environment[$0] }, readFile: { _ in throw SecretFileProblem.missing })
        let mapping = try MappingReader.read(csv, sources: sources)
        planner = Planner(mapping: mapping, profiles: profiles, allowances: Planner.Allowances())
    }

    /// What is said about each configuration of a docview file at `path` in the repository, and the migrated file.
    func migrate(_ bytes: [UInt8], at path: String) throws -> (words: [String], plan: FilePlan?) {
        let document = try DocViewDocument(parsing: bytes)
        let parent = path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        let found = finder.configurations(in: document, nodePath: path, parentPath: parent)
        var words: [String] = []
        var changes: [(nodeIndex: Int, changes: [PlannedChange])] = []
        for place in found {
            let configuration = place.configuration
            words.append("\(configuration.path): \(configuration.classification.rawValue)")
            words += configuration.evidence.map { "  \($0.property): \($0.reason)" }
            let plan = planner.plan(for: configuration).plan
            words += plan.findings.map { "  \($0.level.rawValue) \($0.rule.rawValue): \($0.message)" }
            words += plan.changes.map { "  \($0.property) \($0.kind.rawValue)" }
            if plan.outcome == .planned { changes.append((place.nodeIndex, plan.changes)) }
        }
        guard let storage = found.first?.configuration.storage, !changes.isEmpty else { return (words, nil) }
        let plan = try FilePlan(
            document: .docView(document), changes: changes, name: path.dropFirst() + ".xml",
            disclosure: ValueDisclosure(profiles: profiles, storage: storage))
        return (words, plan)
    }
}
