// SPDX-License-Identifier: Apache-2.0
import DocView

@testable import IMSMigration

/// What may be shown of a file before and after its migration, as whole texts.
struct MaskedPair {
    var before: String
    var after: String

    init(_ migrated: MigratedFile) throws {
        let disclosure = try Sample.disclosure()
        let nodes = Set(zip(migrated.found, migrated.plans).filter { !$1.changes.isEmpty }.map(\.0.nodeIndex))
        func masked(_ bytes: [UInt8]) throws -> String {
            let document = try DocViewDocument(parsing: bytes)
            let lines = MaskedText.lines(of: document, disclosure: disclosure, configurations: nodes)
            // The line breaks are no secret: they are those of the file.
            let side = LineDiff.Side(lines: LineTable(bytes), shown: lines)
            return lines.indices.map(side.text).joined()
        }
        before = try masked(migrated.file.before)
        after = try masked(migrated.file.after)
    }
}
