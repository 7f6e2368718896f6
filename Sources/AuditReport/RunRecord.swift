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
    /// What was examined.
    public var inputs: [Input]
    /// Figures of the whole.
    public var summary: Summary
    /// Every configuration that was found, sorted by input, file and line.
    public var configurations: [Configuration]
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
        case readOnly = "read-only"
        case dryRun = "dry-run"
        case apply
    }

    /// One argument that was examined.
    public struct Input: Codable, Sendable, Equatable {
        /// The kind of repository.
        public enum Kind: String, Codable, Sendable { case tree, package }
        /// The path as it was given.
        public var path: String
        /// Directory tree or content package.
        public var kind: Kind

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

    /// Findings by level.
    public struct FindingCounts: Codable, Sendable, Equatable {
        /// Number of findings of each level.
        public var error = 0, warning = 0, note = 0

        /// All zero.
        public init() {}
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
