// SPDX-License-Identifier: Apache-2.0
import ContentDigest

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a journal says of its run as a whole. Written once, before the first file changes.
struct JournalIndex: Codable, Sendable, Equatable {
    /// Version 2 knows files that are created and removed, version 3 the run before, version 4 parts of runs, and from
    /// version 5 on a name that is text is written once.
    static let currentSchemaVersion = 5
    static let readableSchemaVersions = 1...currentSchemaVersion
    /// From this version on, every index but the first names the run before.
    static let firstLinkedSchemaVersion = 3
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
    /// The folders that were not there before the run and that it makes for its files.
    var folders: [JournaledFolder]?
    /// The run before this one on the same repository; nil for the first, and in journals of earlier versions.
    var previous: JournalLink?
    /// Which part of a run this is, where it is split.
    var part: JournaledPart?
    /// SHA-256 of the index without this; journals of earlier versions have none.
    var sha256OfIndex: String?

    /// The index as it is written, with its digest.
    func sealed() throws -> [UInt8] {
        var sealed = self
        sealed.sha256OfIndex = try digest()
        return try sealed.encoded()
    }

    /// Whether it is as it was written.
    var isIntact: Bool { sha256OfIndex == nil || (try? digest()) == sha256OfIndex }

    private func digest() throws -> String {
        var content = self
        content.sha256OfIndex = nil
        return ContentDigest.sha256(try content.encoded())
    }

    private func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return Array(try encoder.encode(self))
    }
}

/// Names a run by what its index is, so that neither can be changed without breaking the chain.
struct JournalLink: Codable, Sendable, Equatable {
    /// The run's id.
    var run: String
    /// SHA-256 of the bytes of its index.
    var sha256: String
}

/// A folder that a run makes.
struct JournaledFolder: Sendable, Equatable, Codable {
    private enum Key: String, CodingKey {
        case folder, folderBytes
    }

    /// Where it is, relative to the top folder.
    let path: RelativePath

    init(_ path: RelativePath) {
        self.path = path
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        path = try RelativePath(from: container, text: .folder, bytes: .folderBytes)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try path.encode(to: &container, text: .folder, bytes: .folderBytes)
    }
}

extension RelativePath {
    /// A path from a journal. Throws `DecodingError` where it would not lie in the repository.
    init<Key>(from container: KeyedDecodingContainer<Key>, text: Key, bytes: Key) throws {
        let bytes =
            try container.decodeIfPresent([UInt8].self, forKey: bytes)
            ?? Array(container.decode(String.self, forKey: text).utf8)
        let names = bytes.split(separator: Self.separator).map { Array($0) }
        guard let path = RelativePath(components: names) else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "no path"))
        }
        self = path
    }

    /// As text for people, and as bytes where that does not say which file it is: not every name is text.
    func encode<Key>(to container: inout KeyedEncodingContainer<Key>, text: Key, bytes: Key) throws {
        try container.encode(display, forKey: text)
        if !display.utf8.elementsEqual(self.bytes) { try container.encode(self.bytes, forKey: bytes) }
    }
}
