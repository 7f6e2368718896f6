// SPDX-License-Identifier: Apache-2.0

extension RunRecord {
    /// One configuration in a record.
    package struct Configuration: Codable, Sendable, Equatable {
        /// What became of a configuration.
        package enum Outcome: String, Codable, Sendable, CaseIterable {
            /// The run was not about that: it only read.
            case none
            /// It would be migrated.
            case planned
            /// It was migrated and verified.
            case migrated
            /// It is new.
            case created
            /// It was left alone: by a row of the mapping, or because Adobe looks after it.
            case skipped
            /// No row of the mapping is for it.
            case unmapped
            /// Something stands in the way; a finding says what.
            case failed
            /// There was nothing to do.
            case alreadyOAuth = "already-oauth"
        }

        /// JCR path by which people name it.
        package var path: String
        /// JCR path of the node that holds the properties.
        package var node: String
        /// File relative to its input; bytes that are no UTF-8 are shown as `\xNN`.
        package var file: String
        /// The files of its companions, one for each run mode, which hold a part of its properties; nil where it has none.
        @ExplicitNull package var companionFiles: [String]?
        /// The input it was found in, as given.
        package var input: String
        /// Line on which the node's start tag begins, counted from 1.
        package var line: Int
        /// Storage form: `cloudconfig`, `osgi` or `smarttags`.
        package var storage: String
        /// Title for people.
        @ExplicitNull package var title: String?
        /// Adobe solution.
        @ExplicitNull package var cloudService: String?
        /// Client id that it has when the run starts.
        @ExplicitNull package var clientID: String?
        /// Credential kind when the run starts: `jwt`, `oauth` or `ambiguous`.
        package var classification: String
        /// Why.
        package var evidence: [Evidence]
        /// What became of it.
        package var outcome: Outcome
        /// The mapping row that decided, counted as a spreadsheet does.
        @ExplicitNull package var mappingRow: Int?
        /// What changes or changed.
        package var changes: [Change]
        /// Who refers to it.
        package var references: [Reference]
        /// What `report compare` found: `appeared`, `gone`, `changed` or `same`. Nil in the record of any other run.
        package var comparison: String?

        /// A configuration; what a run decides about it is filled in later.
        package init(path: String, node: String, file: String, input: String, line: Int, storage: String) {
            self.path = path
            self.node = node
            self.file = file
            self.input = input
            self.line = line
            self.storage = storage
            classification = "ambiguous"
            evidence = []
            outcome = .none
            changes = []
            references = []
        }
    }

    /// One observation a classification rests on.
    package struct Evidence: Codable, Sendable, Equatable {
        /// The property that was seen, and why it counts.
        package var property: String, reason: String
        /// What it speaks for: `configuration`, `jwt` or `oauth`.
        package var kind: String

        /// An observation.
        package init(property: String, reason: String, kind: String) {
            self.property = property
            self.reason = reason
            self.kind = kind
        }
    }

    /// One property that changes or changed.
    package struct Change: Codable, Sendable, Equatable {
        /// Decoded JCR name.
        package var property: String
        /// `added`, `removed` or `changed`.
        package var kind: String
        /// The value before; nil where there is none, a fixed placeholder where `secret`.
        @ExplicitNull package var before: String?
        /// The value after.
        @ExplicitNull package var after: String?
        /// Whether the values are secret.
        package var secret: Bool
        /// The companion's file that the property is in; nil for the configuration's own file.
        package var file: String?
        /// The mapping row that the value is of; nil for the configuration's own row.
        package var mappingRow: Int?

        /// A change; the values must already be fit to be shown.
        package init(property: String, kind: String, before: String?, after: String?, secret: Bool) {
            self.property = property
            self.kind = kind
            self.before = before
            self.after = after
            self.secret = secret
        }
    }

    /// A node that refers to a configuration.
    package struct Reference: Codable, Sendable, Equatable {
        /// JCR path of the node, and its property that refers.
        package var path: String, property: String

        /// A reference.
        package init(path: String, property: String) {
            self.path = path
            self.property = property
        }
    }

    /// One finding in a record.
    package struct Finding: Codable, Sendable, Equatable {
        /// Rule, level (`error`, `warning`, `note`) and message.
        package var rule: String, level: String, message: String
        /// JCR path, where the finding is about a configuration or a row for one.
        @ExplicitNull package var path: String?
        /// File, relative to `input`.
        @ExplicitNull package var file: String?
        /// The input that `file` is relative to, as given.
        @ExplicitNull package var input: String?
        /// Line in `file`, counted from 1.
        @ExplicitNull package var line: Int?
        /// Row of the mapping, counted as a spreadsheet does, where the finding is about one.
        @ExplicitNull package var mappingRow: Int?
        /// Column of the mapping, by its name in the header.
        @ExplicitNull package var mappingColumn: String?
        /// Who has accepted it, where somebody has; then it does not count.
        package var waived: Waiver?

        /// A finding.
        package init(
            rule: String, level: String, message: String, path: String? = nil, file: String? = nil,
            input: String? = nil, line: Int? = nil, mappingRow: Int? = nil, mappingColumn: String? = nil
        ) {
            self.rule = rule
            self.level = level
            self.message = message
            self.path = path
            self.file = file
            self.input = input
            self.line = line
            self.mappingRow = mappingRow
            self.mappingColumn = mappingColumn
        }
    }

    /// Where a run can be undone from.
    package struct JournalReference: Codable, Sendable, Equatable {
        /// Id of the run.
        package var run: String
        /// Folder of the journals, and the repository, as absolute paths.
        package var folder: String, repository: String
        /// SHA-256 of the journal's index, in hexadecimal; records of earlier versions have none.
        package var sha256: String?

        /// A reference to the journal of `run`.
        package init(run: String, folder: String, repository: String, sha256: String? = nil) {
            self.run = run
            self.folder = folder
            self.repository = repository
            self.sha256 = sha256
        }
    }

    /// Something that the run wrote as a whole.
    package struct Output: Codable, Sendable, Equatable {
        /// What it is.
        package enum Kind: String, Codable, Sendable {
            /// A migrated copy of a tree.
            case tree
            /// A migrated content package.
            case package
            /// A package of the changes alone.
            case delta
            /// A plan for review.
            case plan
            /// A package that takes the changes back.
            case deltaRollback = "delta-rollback"
        }

        /// The path as it was given.
        package var path: String
        /// What it is.
        package var kind: Kind
        /// SHA-256 of a file's bytes, in hexadecimal; nil for a tree.
        @ExplicitNull package var sha256: String?
        /// Of a package of changes: the names of the properties that it leaves as the instance has them, beside those of
        /// the plan.
        package var kept: [String]?

        /// An output at `path`.
        package init(path: String, kind: Kind, sha256: String?, kept: [String]? = nil) {
            self.path = path
            self.kind = kind
            self.sha256 = sha256
            self.kept = kept
        }
    }

    /// A file that the run changes or would change.
    package struct File: Codable, Sendable, Equatable {
        /// Path relative to its input, and the input as given.
        package var file: String, input: String
        /// SHA-256 of the bytes before and after; empty where there is no file.
        package var sha256Before: String, sha256After: String
        /// Unified diff; secrets and values that are nobody's business are placeholders in it.
        package var diff: String
        /// Whether a line of the diff is other than the line of the file, so that it cannot be applied; records of earlier
        /// versions do not say.
        package var masked: Bool?

        /// A changed file.
        package init(
            file: String, input: String, sha256Before: String, sha256After: String, diff: String,
            masked: Bool? = nil
        ) {
            self.file = file
            self.input = input
            self.sha256Before = sha256Before
            self.sha256After = sha256After
            self.diff = diff
            self.masked = masked
        }
    }
}
