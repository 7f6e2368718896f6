// SPDX-License-Identifier: Apache-2.0

/// Something a run noticed that a person should know: which rule, how bad, what, and where.
public struct Finding: Sendable, Equatable {
    /// How much a finding weighs; `error` stops every command that writes.
    public enum Level: String, Sendable, Codable, CaseIterable, Comparable {
        /// Good to know.
        case note
        /// Somebody should look at it.
        case warning
        /// Something is wrong: what writes writes nothing.
        case error

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }

        /// A note weighs less than a warning, a warning less than an error.
        public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
    }

    /// The rule that was broken.
    public var rule: FindingRule
    /// The weight in the command that reports it; one rule can weigh differently in different commands.
    public var level: Level
    /// What is wrong and what to do, in words for the person who must act. Never holds a secret.
    public var message: String
    /// JCR path of the configuration, where the finding is about one.
    public var path: String?
    /// File, relative to the input, as shown to people.
    public var file: String?
    /// Line in `file`, counted from 1.
    public var line: Int?
    /// Row of the mapping, counted as a spreadsheet does, where the finding is about one.
    public var mappingRow: Int?
    /// Column of the mapping, where the finding is about one.
    public var mappingColumn: MappingColumn?

    /// A finding of `rule`; the places say where, as far as it is known.
    package init(
        _ rule: FindingRule, _ level: Level, _ message: String, path: String? = nil, file: String? = nil,
        line: Int? = nil, mappingRow: Int? = nil, mappingColumn: MappingColumn? = nil
    ) {
        self.rule = rule
        self.level = level
        self.message = message
        self.path = path
        self.file = file
        self.line = line
        self.mappingRow = mappingRow
        self.mappingColumn = mappingColumn
    }
}
