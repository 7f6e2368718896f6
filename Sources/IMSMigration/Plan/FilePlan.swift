// SPDX-License-Identifier: Apache-2.0

import ContentDigest
import DocView

/// What a run is going to write into one file, proven by parsing the result.
public struct FilePlan: Sendable {
    /// The bytes now, and the bytes that are to stand there.
    public let before: [UInt8], after: [UInt8]
    /// SHA-256 of the two, in hexadecimal.
    public let sha256Before: String, sha256After: String
    /// Unified diff in which secrets, and values that are nobody's business, are placeholders; empty where none was wanted.
    public let diff: String
    /// Whether a line of the diff is other than the line of the file, so that it cannot be applied.
    public let isMasked: Bool

    /// Plans the changes of several configurations of one document.
    ///
    /// `name` is the file's name for the diff, which is left out where nobody is going to see it. Throws ``RewritingError``
    /// where a change cannot be written, or where the edited file does not read back as exactly what was planned.
    public init(
        document: StoredDocument, changes: [(nodeIndex: Int, changes: [PlannedChange])], name: String,
        disclosure: ValueDisclosure, withDiff: Bool = true
    ) throws(RewritingError) {
        let rewriting = try NodeRewriting(document, changes)
        before = document.bytes
        after = rewriting.edited.bytes
        sha256Before = ContentDigest.sha256(before)
        sha256After = ContentDigest.sha256(after)
        guard withDiff else {
            (diff, isMasked) = ("", false)
            return
        }
        let configurations = Set(changes.map(\.nodeIndex))
        func side(_ document: StoredDocument) -> LineDiff.Side {
            let shown =
                switch document {
                case .docView(let document):
                    MaskedText.lines(of: document, disclosure: disclosure, configurations: configurations)
                case .configuration(let configuration):
                    MaskedConfiguration.lines(of: configuration, disclosure: disclosure)
                }
            return LineDiff.Side(lines: LineTable(document.bytes), shown: shown)
        }
        (diff, isMasked) = LineDiff.unified(
            before: side(document), after: side(rewriting.edited), edits: rewriting.edits, file: name)
    }
}
