// SPDX-License-Identifier: Apache-2.0
import DocView
import Testing

@testable import IMSMigration

/// Mappings as tests write them: `env:SECRET` is the one secret source there is.
enum Sheet {
    static let secret = "p8e-new-secret"

    static func mapping(_ csv: String) throws -> Mapping {
        let sources = SecretSources(
            environment: { $0 == "SECRET" ? secret : nil }, readFile: { _ in throw SecretFileProblem.missing }
        )
        return try MappingReader.read(Array(csv.utf8), sources: sources)
    }

    /// A mapping of rows below a header.
    static func mapping(_ header: String, _ rows: String...) throws -> Mapping {
        try mapping(([header] + rows).joined(separator: "\n"))
    }

    /// A mapping whose one row is for every configuration.
    static func everything() throws -> Mapping {
        try mapping("path,client_secret,scopes", "/**,env:SECRET,\"openid, AdobeID\"")
    }
}

extension Planner {
    init(_ mapping: Mapping, allowing allowances: Allowances = Allowances()) throws {
        self.init(mapping: mapping, profiles: try Sample.profiles.get(), allowances: allowances)
    }
}

extension ConfigurationPlan {
    /// The changes as one would tell them: `apiKey: key →`, `scope: → openid`.
    var told: [String] {
        changes.map { change in
            let before = change.before.map { $0.text + " " } ?? ""
            let after = change.after.map { " " + $0.revealed.text } ?? ""
            return "\(change.kind.rawValue) \(change.property): \(before)→\(after)"
        }
    }

    /// The findings by level and rule.
    var findingKinds: [String] { findings.map { "\($0.level.rawValue) \($0.rule.rawValue)" } }
}

/// A docview file on its way through find, plan and edit.
struct MigratedFile {
    var found: [FoundConfiguration]
    var plans: [ConfigurationPlan]
    var file: FilePlan

    /// Migrates all that `mapping` is for in the file at `path`.
    init(
        _ text: String, at path: String, by mapping: Mapping,
        allowing allowances: Planner.Allowances = .init(),
        name: String = "jcr_root/.content.xml"
    ) throws {
        let document = try DocViewDocument(text)
        found = try ConfigurationFinder.builtIn().find(text, at: path)
        let planner = try Planner(mapping, allowing: allowances)
        plans = found.map { planner.plan(for: $0.configuration).plan }
        let changes = zip(found, plans).filter { !$1.changes.isEmpty }.map { ($0.nodeIndex, $1.changes) }
        file = try FilePlan(
            document: .docView(document), changes: changes, name: name,
            disclosure: try Sample.disclosure())
    }

    var textAfter: String { String(decoding: file.after, as: UTF8.self) }
}
