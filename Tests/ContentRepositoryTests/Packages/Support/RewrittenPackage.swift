// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import Foundation
import IndependentReader
import Testing

@testable import ContentRepository

/// Compares a package before and after a change as Python's `zipfile` and `unzip` see it.
struct RewrittenPackage {
    let folder: PackageFolder
    var before = "package.zip"
    var after = "new.zip"

    /// Every entry but those in `changed` must be the same in all that `describe` tells, the local header and the
    /// compressed bytes among it; those must be the same but for what follows from their new contents.
    func expect(changed: [String: String], _ note: Comment = "") throws {
        let json = try folder.python(
            """
            print(json.dumps([[describe(n), zipfile.ZipFile(n).comment.hex()] for n in ("\(before)", "\(after)")]))
            """)
        let described = try JSONDecoder().decode([Described].self, from: Data(json.utf8))
        let (old, new) = (described[0].entries, described[1].entries)
        #expect(old.map(\.name) == new.map(\.name), note)
        for (one, other) in zip(old, new) {
            guard let contents = changed[one.name] else {
                #expect(one == other, note)
                continue
            }
            let bytes = Array(contents.utf8)
            #expect(other.contents == ContentDigest.sha256(bytes), note)
            #expect(other.size == bytes.count, note)
            var expected = one
            // That nothing follows the contents any more is all that a flag may say.
            expected.flags = one.flags & ~8
            expected.size = other.size
            expected.compressedSize = other.compressedSize
            expected.crc = other.crc
            expected.compressed = other.compressed
            expected.contents = other.contents
            expected.header = other.header
            expected.extra = other.extra
            #expect(other == expected, note)
            #expect(one.extra.count == other.extra.count, note)
            #expect(one.header.count == other.header.count, note)
        }
        #expect(described[0].comment == described[1].comment, note)
        // It does not like all packages of these tests.
        if try Unzip.test(folder.at(before)) == true {
            #expect(try Unzip.test(folder.at(after)) == true, note)
        }
    }

    private struct Described: Decodable {
        var entries: [ArchiveEntry]
        var comment: String

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            entries = try container.decode([ArchiveEntry].self)
            comment = try container.decode(String.self)
        }
    }
}

extension ContentPackage {
    /// The replacement of a document by another one with a text in it.
    func replacement(_ display: String, _ text: String) throws -> ContentChange {
        let found = try walk(scope: .everything).document(display)
        return ContentChange(
            found, .replace(before: try read(found, maxBytes: 1 << 24).bytes, after: Array(text.utf8)))
    }
}
