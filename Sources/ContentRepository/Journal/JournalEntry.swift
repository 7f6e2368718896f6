// SPDX-License-Identifier: Apache-2.0

/// A file that a run is going to replace.
public struct PlannedReplacement: Sendable {
    /// Where it is, relative to the top folder.
    public let path: RelativePath
    /// Its bytes now, and the bytes that it will have.
    public let before: [UInt8], after: [UInt8]

    /// The replacement of the file at `path`.
    public init(path: RelativePath, before: [UInt8], after: [UInt8]) {
        self.path = path
        self.before = before
        self.after = after
    }
}

/// What a journal knows of one file that its run replaces.
struct JournalEntry: Sendable, Equatable {
    /// Where it is, relative to the top folder.
    var path: RelativePath
    /// Where its old bytes stand among the journal's old bytes.
    var stored: Range<Int>
    /// SHA-256 before and after, in hexadecimal.
    var sha256Before: String, sha256After: String
    /// SHA-256 of what runs that died before this one may have left there.
    var sha256Between: [String] = []
}

extension JournalEntry: Codable {
    private enum Key: String, CodingKey {
        case file, fileBytes, offset, length, sha256Before, sha256After, sha256Between
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let bytes = try container.decode([UInt8].self, forKey: .fileBytes)
        let names = bytes.split(separator: RelativePath.separator).map { Array($0) }
        guard let path = RelativePath(components: names) else {
            throw DecodingError.dataCorruptedError(
                forKey: .fileBytes, in: container, debugDescription: "no path")
        }
        self.path = path
        let offset = try container.decode(Int.self, forKey: .offset)
        let length = try container.decode(Int.self, forKey: .length)
        guard offset >= 0, length >= 0, offset.addingReportingOverflow(length).overflow == false else {
            throw DecodingError.dataCorruptedError(
                forKey: .offset, in: container, debugDescription: "no range")
        }
        stored = offset..<(offset + length)
        sha256Before = try container.decode(String.self, forKey: .sha256Before)
        sha256After = try container.decode(String.self, forKey: .sha256After)
        sha256Between = try container.decode([String].self, forKey: .sha256Between)
    }

    /// The name is written twice: as text for people, as bytes because not every name is text.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(path.display, forKey: .file)
        try container.encode(path.bytes, forKey: .fileBytes)
        try container.encode(stored.lowerBound, forKey: .offset)
        try container.encode(stored.count, forKey: .length)
        try container.encode(sha256Before, forKey: .sha256Before)
        try container.encode(sha256After, forKey: .sha256After)
        try container.encode(sha256Between, forKey: .sha256Between)
    }
}

/// What a journal says of its run as a whole. Written once, before the first file changes.
struct JournalIndex: Codable, Sendable, Equatable {
    static let currentSchemaVersion = 1
    /// The longest index that is read; a longer one counts as damaged.
    static let mostBytes = 1 << 30

    var schemaVersion = JournalIndex.currentSchemaVersion
    /// The run's id; the name of its folder.
    var run: String
    /// The repository, as an absolute path without links.
    var repository: String
    /// The command that wrote, for people.
    var command: String
    /// Start of the run, RFC 3339 in UTC.
    var startedAt: String
    /// SHA-256 of all old bytes together.
    var sha256OfStored: String
    var files: [JournalEntry]
}

/// How far a run has come.
public enum JournalState: String, Sendable, CaseIterable {
    /// Files are being written, or the run has died while they were.
    case writing
    /// All files are written and verified.
    case finished
    /// Files are being put back, or the rollback has died while they were.
    case undoing
    /// All files are put back.
    case undone
    /// A later run found this one unfinished and has taken over what there was to undo.
    case superseded

    /// Whether somebody has to complete or undo the run.
    public var isUnfinished: Bool { self == .writing || self == .undoing }
}
