// SPDX-License-Identifier: Apache-2.0

import ContentDigest
import DocView

/// What a run is going to write into one docview file, proven by parsing the result.
public struct FilePlan: Sendable {
    /// The bytes now, and the bytes that are to stand there.
    public let before: [UInt8], after: [UInt8]
    /// SHA-256 of the two, in hexadecimal.
    public let sha256Before: String, sha256After: String
    /// Unified diff in which secrets, and values that are nobody's business, are placeholders.
    public let diff: String

    /// Plans the changes of several configurations of one document.
    ///
    /// `name` is the file's name for the diff. Throws `DocViewError` where a change cannot be written, or where the
    /// edited file does not read back as exactly what was planned.
    public init(
        document: DocViewDocument, changes: [(nodeIndex: Int, changes: [PlannedChange])], name: String,
        disclosure: ValueDisclosure
    ) throws(DocViewError) {
        var edits: [ByteEdit] = []
        var planned: [(node: Int, changes: [PropertyChange])] = []
        for (nodeIndex, nodeChanges) in changes {
            let propertyChanges = nodeChanges.map(\.edit)
            edits += try document.edits(for: propertyChanges, ofNodeAt: nodeIndex)
            planned.append((nodeIndex, propertyChanges))
        }
        edits.sort { $0.range.lowerBound < $1.range.lowerBound }
        before = document.bytes
        after = try document.applying(edits)
        let edited = try DocViewVerification.check(original: document, changes: planned, edited: after)
        sha256Before = ContentDigest.sha256(before)
        sha256After = ContentDigest.sha256(after)
        let configurations = Set(changes.map(\.nodeIndex))
        func side(_ document: DocViewDocument) -> LineDiff.Side {
            LineDiff.Side(
                lines: LineTable(document.bytes),
                shown: MaskedText.lines(
                    of: document, disclosure: disclosure, configurations: configurations))
        }
        diff = LineDiff.unified(before: side(document), after: side(edited), edits: edits, file: name)
    }
}
