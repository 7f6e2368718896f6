// SPDX-License-Identifier: Apache-2.0

/// What a journal knows of one file that its run changes.
struct JournalEntry: Sendable, Equatable {
    /// In place of a digest: there is no file.
    static let noFile = ""

    /// Where it is, relative to the top folder.
    var path: RelativePath
    /// Where its old bytes stand among the journal's old bytes; empty where there was no file.
    var stored: Range<Int>
    /// SHA-256 before and after, in hexadecimal, or ``noFile``.
    var sha256Before: String, sha256After: String
    /// The same of what runs that died before this one may have left there.
    var sha256Between: [String] = []
    /// What a file that is replaced or removed has besides its bytes; journals of earlier versions have it of removed ones
    /// alone.
    var attributes: FileAttributes?
}

extension JournalEntry: Codable {
    private enum Key: String, CodingKey {
        case file, fileBytes, offset, length, sha256Before, sha256After, sha256Between, attributes
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        path = try RelativePath(from: container, text: .file, bytes: .fileBytes)
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
        attributes = try container.decodeIfPresent(FileAttributes.self, forKey: .attributes)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try path.encode(to: &container, text: .file, bytes: .fileBytes)
        try container.encode(stored.lowerBound, forKey: .offset)
        try container.encode(stored.count, forKey: .length)
        try container.encode(sha256Before, forKey: .sha256Before)
        try container.encode(sha256After, forKey: .sha256After)
        try container.encode(sha256Between, forKey: .sha256Between)
        try container.encodeIfPresent(attributes, forKey: .attributes)
    }
}

/// How far a run has come.
package enum JournalState: String, Sendable, CaseIterable {
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
    package var isUnfinished: Bool { self == .writing || self == .undoing }

    /// What the journal of a run says; nil where it says nothing that is understood.
    init?(in journal: OpenFolder) {
        guard let word = try? journal.descriptor.openFile(Journal.Name.state).read(upTo: 64) else {
            return nil
        }
        self.init(rawValue: String(decoding: word, as: UTF8.self))
    }
}
