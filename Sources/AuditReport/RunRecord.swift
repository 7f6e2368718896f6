// SPDX-License-Identifier: Apache-2.0

/// Everything a run found, did and left: the one value that every report is rendered from.
///
/// It holds no secret: values arrive here already disclosed (`ValueDisclosure`), and a secret is a placeholder.
public struct RunRecord: Codable, Sendable, Equatable {
    /// The version of this format.
    public static let currentSchemaVersion = 1

    /// Version of the record's format; a reader refuses what it does not know.
    public var schemaVersion = RunRecord.currentSchemaVersion
    /// The program that made the record.
    public var tool: Tool
    /// The command: `scan`, `check`, `migrate` …
    public var command: String
    /// Whether and how the run was allowed to write.
    public var mode: Mode
    /// Start of the run, RFC 3339 in UTC.
    public var startedAt: String
    /// How long the run took, in seconds.
    public var durationSeconds: Double
    /// Who ran it; nil where nobody said.
    @ExplicitNull public var environment: Environment?
    /// What was examined.
    public var inputs: [Input]
    /// The mapping that was used; nil where there was none.
    @ExplicitNull public var mapping: MappingInput?
    /// What was looked at, by which rules; nil where nothing was.
    @ExplicitNull public var scope: Scope?
    /// Figures of the whole.
    public var summary: Summary
    /// Every configuration that was found, sorted by input, file and line.
    public var configurations: [Configuration]
    /// What the authorization servers said of each credential; nil where none was asked.
    public var credentials: [Credential]?
    /// Every finding, the gravest first.
    public var findings: [Finding]
    /// Every file that the run changes or would change.
    public var files: [File]
    /// Where the run can be undone from; nil where it wrote nothing in place.
    @ExplicitNull public var journal: JournalReference?
    /// The journals of the parts, where the record is merged of several that wrote in place.
    public var journals: [JournalReference]?
    /// Which part of a run this is the record of; nil for that of the whole.
    public var shard: Shard?
    /// What the run wrote beside or in place of its input; nil where it wrote nothing.
    public var outputs: [Output]?
    /// The lowest level of finding that makes the command fail: `error`, `warning`, `note` or `never`.
    public var failOn: String?
    /// The waivers that the run was given.
    public var waivers: GivenFile?
    /// The earlier run whose findings are left out.
    public var baseline: StoredRun?
    /// The runs that `report compare` compared.
    public var comparison: Comparison?
    /// The exit code of the command.
    public var exitCode: Int
    /// Why that exit code, in words.
    public var exitReason: String

    /// The program that made a record.
    public struct Tool: Codable, Sendable, Equatable {
        /// `ims-migrate`.
        public var name: String
        /// Semantic version.
        public var version: String
    }

    /// Whether and how a run was allowed to write.
    public enum Mode: String, Codable, Sendable {
        /// It could not write.
        case readOnly = "read-only"
        /// It planned what it would write.
        case dryRun = "dry-run"
        /// It wrote.
        case apply
    }

    /// One argument that was examined.
    public struct Input: Codable, Sendable, Equatable {
        /// The kind of repository.
        public enum Kind: String, Codable, Sendable {
            /// A folder.
            case tree
            /// A content package.
            case package
        }

        /// The path as it was given.
        public var path: String
        /// Directory tree or content package.
        public var kind: Kind
        /// SHA-256 of the package before the run; nil for a tree, and where the run did not read all of the package.
        @ExplicitNull public var sha256: String?
        /// What the configurations were found in; nil where it was not looked for any.
        @ExplicitNull public var configurationFiles: ConfigurationFiles?

        /// An input at `path`.
        public init(path: String, kind: Kind) {
            self.path = path
            self.kind = kind
        }
    }

    /// Figures of a run. The outcomes count configurations, each once.
    public struct Summary: Codable, Sendable, Equatable {
        /// Docview files that were read.
        public var filesExamined = 0
        /// Configurations of all kinds.
        public var configurations = 0
        /// Those classified as JWT when the run started, and so on.
        public var jwt = 0, oauth = 0, ambiguous = 0
        /// Outcomes.
        public var planned = 0, migrated = 0, created = 0, skipped = 0, unmapped = 0, failed = 0
        /// Findings by level.
        public var findings = FindingCounts()

        /// All zero.
        public init() {}
    }

    /// Findings by level. What is waived, known or gone counts in no level.
    public struct FindingCounts: Codable, Sendable, Equatable {
        /// Number of findings of each level.
        public var error = 0, warning = 0, note = 0
        /// Findings that are there and waived.
        public var waived = 0
        /// Findings that an earlier run had already and that are left out, and those that it had and that are gone.
        public var known = 0, resolved = 0

        /// All zero.
        public init() {}

        /// Records of earlier versions know the levels alone.
        public init(from decoder: any Decoder) throws {
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
    public init(tool: Tool, command: String, mode: Mode, startedAt: String) {
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
    public static let current = RunRecord.Tool(name: "ims-migrate", version: "0.1.0")
}
