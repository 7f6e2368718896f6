// SPDX-License-Identifier: Apache-2.0

import ContentDigest

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A plan for review: what `apply` is going to write, told by digests and by values that may be shown.
///
/// It holds nothing that could be written into a repository. `apply` plans anew, from the repository and the mapping,
/// and goes on only where that comes out as this document says; so neither a masked value nor a changed document can
/// ever reach a file.
package struct PlanDocument: Codable, Sendable, Equatable {
    /// The version of this format.
    package static let currentSchemaVersion = 1

    /// Version of the format; a reader refuses what it does not know.
    package var schemaVersion = PlanDocument.currentSchemaVersion
    /// Name and version of the program that planned.
    package var tool: String
    /// When it planned, RFC 3339 in UTC.
    package var createdAt: String
    /// The repository, as an absolute path without links.
    package var repository: String
    /// SHA-256 of the mapping CSV.
    package var mappingSHA256: String
    /// SHA-256 of each profile, by storage form.
    package var profileSHA256: [String: String]
    /// What was allowed that is an error otherwise.
    package var allowUnmapped: Bool, allowOrgMismatch: Bool, allowUncovered: Bool
    /// Whether OSGi configurations get a hyphen for the dot before their id.
    package var renameDotPIDs: Bool
    /// Authorization servers that were allowed, in order.
    package var allowServers: [String]
    /// The configurations that change.
    package var configurations: [Configuration]
    /// The files that change.
    package var files: [File]
    /// SHA-256 of all the above.
    package private(set) var digest = ""

    /// A configuration that changes.
    package struct Configuration: Codable, Sendable, Equatable {
        /// JCR path, and file relative to the repository.
        package var path: String, file: String
        /// The row of the mapping that says so.
        package var mappingRow: Int
        /// What changes.
        package var changes: [Change]

        /// A configuration that changes.
        package init(path: String, file: String, mappingRow: Int, changes: [Change]) {
            self.path = path
            self.file = file
            self.mappingRow = mappingRow
            self.changes = changes
        }
    }

    /// A property that changes; secrets are placeholders.
    package struct Change: Codable, Sendable, Equatable {
        /// Name, kind (`added`, `removed`, `changed`), and the values as far as they may be shown.
        package var property: String, kind: String, before: String?, after: String?
        /// Whether the values are secret.
        package var secret: Bool

        /// A property that changes; the values must already be fit to be shown.
        package init(property: String, kind: String, before: String?, after: String?, secret: Bool) {
            self.property = property
            self.kind = kind
            self.before = before
            self.after = after
            self.secret = secret
        }
    }

    /// A file that changes.
    package struct File: Codable, Sendable, Equatable {
        /// Path relative to the repository.
        package var file: String
        /// SHA-256 of its bytes now and then, in hexadecimal; empty where there is no file.
        package var sha256Before: String, sha256After: String
        /// Unified diff with placeholders.
        package var diff: String

        /// A file that changes.
        package init(file: String, sha256Before: String, sha256After: String, diff: String) {
            self.file = file
            self.sha256Before = sha256Before
            self.sha256After = sha256After
            self.diff = diff
        }
    }

    /// A plan; `sealed()` completes it.
    package init(
        tool: String, createdAt: String, repository: String, mappingSHA256: String, profiles: [Profile],
        allowances: Planner.Allowances, configurations: [Configuration], files: [File]
    ) {
        self.tool = tool
        self.createdAt = createdAt
        self.repository = repository
        self.mappingSHA256 = mappingSHA256
        profileSHA256 = Dictionary(
            profiles.map { ($0.storage, $0.sha256) }, uniquingKeysWith: { first, _ in first })
        allowUnmapped = allowances.unmapped
        allowOrgMismatch = allowances.orgMismatch
        allowUncovered = allowances.uncovered
        renameDotPIDs = allowances.renamesDotPIDs
        allowServers = allowances.servers.hosts.sorted()
        self.configurations = configurations
        self.files = files
    }

    /// What was allowed, as the planner takes it.
    package var allowances: Planner.Allowances {
        .init(
            unmapped: allowUnmapped, orgMismatch: allowOrgMismatch, uncovered: allowUncovered,
            renamesDotPIDs: renameDotPIDs, servers: AllowedServers(allowServers))
    }

    /// The plan with its digest.
    package func sealed() throws -> PlanDocument {
        var sealed = self
        sealed.digest = try contentDigest()
        return sealed
    }

    /// Whether the document is as it was sealed.
    package func isIntact() throws -> Bool { try digest == contentDigest() }

    private func contentDigest() throws -> String {
        var content = self
        content.digest = ""
        return ContentDigest.sha256(Array(try content.json(pretty: false).utf8))
    }

    /// The document as JSON with sorted keys.
    package func json(pretty: Bool = true) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes] : [.sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + (pretty ? "\n" : "")
    }

    /// The document that `json` holds; nil where it is none, or one of another version.
    package static func read(_ json: [UInt8]) -> PlanDocument? {
        let document = try? JSONDecoder().decode(PlanDocument.self, from: Data(json))
        return document?.schemaVersion == currentSchemaVersion ? document : nil
    }

    /// Whether `json` says what this document says and nothing else, however it is laid out: what somebody has added to
    /// a plan was not planned.
    package func isAll(of json: [UInt8]) -> Bool {
        guard let own = try? self.json(pretty: false) else { return false }
        return JSONValue.parse(json)?.withoutNulls == JSONValue.parse(Array(own.utf8))?.withoutNulls
    }
}
