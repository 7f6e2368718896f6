// SPDX-License-Identifier: Apache-2.0

/// Everything a run found, did and left: the one value that every report is rendered from.
///
/// It holds no secret: values arrive here already disclosed (`ValueDisclosure`), and a secret is a placeholder.
package struct RunRecord: Codable, Sendable, Equatable {
    /// The version of this format.
    package static let currentSchemaVersion = 2

    /// Version of the record's format; a reader refuses what it does not know.
    package var schemaVersion = RunRecord.currentSchemaVersion
    /// The program that made the record.
    package var tool: Tool
    /// The command: `scan`, `check`, `migrate` …
    package var command: String
    /// Whether and how the run was allowed to write.
    package var mode: Mode
    /// Start of the run, RFC 3339 in UTC.
    package var startedAt: String
    /// How long the run took, in seconds.
    package var durationSeconds: Double
    /// Who ran it; nil where nobody said.
    @ExplicitNull package var environment: Environment?
    /// What was examined.
    package var inputs: [Input]
    /// The mapping that was used; nil where there was none.
    @ExplicitNull package var mapping: GivenFile?
    /// What was looked at, by which rules; nil where nothing was.
    @ExplicitNull package var scope: Scope?
    /// Figures of the whole.
    package var summary: Summary
    /// Every configuration that was found, sorted by input, file and line.
    package var configurations: [Configuration]
    /// What the authorization servers said of each credential; nil where none was asked.
    package var credentials: [Credential]?
    /// Every finding, the gravest first.
    package var findings: [Finding]
    /// Every file that the run changes or would change.
    package var files: [File]
    /// Where the run can be undone from; nil where it wrote nothing in place.
    @ExplicitNull package var journal: JournalReference?
    /// The journals of the parts, where the record is merged of several that wrote in place.
    package var journals: [JournalReference]?
    /// Which part of a run this is the record of; nil for that of the whole.
    package var shard: Shard?
    /// What the run wrote beside or in place of its input; nil where it wrote nothing.
    package var outputs: [Output]?
    /// The lowest level of finding that makes the command fail: `error`, `warning`, `note` or `never`.
    package var failOn: String?
    /// The waivers that the run was given.
    package var waivers: GivenFile?
    /// The earlier run whose findings are left out.
    package var baseline: StoredRun?
    /// The runs that `report compare` compared.
    package var comparison: Comparison?
    /// The exit code of the command.
    package var exitCode: Int
    /// Why that exit code, in words.
    package var exitReason: String

    /// The program that made a record.
    package struct Tool: Codable, Sendable, Equatable {
        /// `ims-migrate`.
        package var name: String
        /// Semantic version.
        package var version: String
    }

    /// Whether and how a run was allowed to write.
    package enum Mode: String, Codable, Sendable {
        /// It could not write.
        case readOnly = "read-only"
        /// It planned what it would write.
        case dryRun = "dry-run"
        /// It wrote.
        case apply
    }

    /// One argument that was examined.
    package struct Input: Codable, Sendable, Equatable {
        /// The kind of repository.
        package enum Kind: String, Codable, Sendable {
            /// A folder.
            case tree
            /// A content package.
            case package
        }

        /// The path as it was given.
        package var path: String
        /// Directory tree or content package.
        package var kind: Kind
        /// SHA-256 of the package before the run; nil for a tree, and where the run did not read all of the package.
        @ExplicitNull package var sha256: String?
        /// What the configurations were found in; nil where it was not looked for any.
        @ExplicitNull package var configurationFiles: ConfigurationFiles?

        /// An input at `path`.
        package init(path: String, kind: Kind) {
            self.path = path
            self.kind = kind
        }
    }

    /// Figures of a run. The outcomes count configurations, each once.
    package struct Summary: Codable, Sendable, Equatable {
        /// Documents that were read: docview files and OSGi configurations.
        package var filesExamined = 0
        /// Configurations of all kinds.
        package var configurations = 0
        /// Those classified as JWT when the run started, and so on.
        package var jwt = 0, oauth = 0, ambiguous = 0
        /// Outcomes.
        package var planned = 0, migrated = 0, created = 0, skipped = 0, unmapped = 0, failed = 0
        /// Findings by level.
        package var findings = FindingCounts()

        /// All zero.
        package init() {}
    }

    /// Findings by level. What is waived, known or gone counts in no level.
    package struct FindingCounts: Codable, Sendable, Equatable {
        /// Number of findings of each level.
        package var error = 0, warning = 0, note = 0
        /// Findings that are there and waived.
        package var waived = 0
        /// Findings that an earlier run had already and that are left out, and those that it had and that are gone.
        package var known = 0, resolved = 0

        /// All zero.
        package init() {}

        /// Records of earlier versions know the levels alone.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            error = try container.decode(Int.self, forKey: .error)
            warning = try container.decode(Int.self, forKey: .warning)
            note = try container.decode(Int.self, forKey: .note)
            waived = try container.decodeIfPresent(Int.self, forKey: .waived) ?? 0
            known = try container.decodeIfPresent(Int.self, forKey: .known) ?? 0
            resolved = try container.decodeIfPresent(Int.self, forKey: .resolved) ?? 0
        }
    }

    /// A record that starts empty; the figures are filled in by `count()`.
    package init(tool: Tool, command: String, mode: Mode, startedAt: String) {
        self.tool = tool
        self.command = command
        self.mode = mode
        self.startedAt = startedAt
        durationSeconds = 0
        inputs = []
        summary = Summary()
        configurations = []
        findings = []
        files = []
        exitCode = 0
        exitReason = ""
    }
}

extension RunRecord.Tool {
    /// This program.
    package static let current = RunRecord.Tool(name: "ims-migrate", version: "0.1.0")
}
