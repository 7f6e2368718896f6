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

    /// Plans the changes of several configurations of one document, and the placeholders for new children of nodes in it.
    ///
    /// `name` is the file's name for the diff, which is left out where nobody is going to see it. Throws ``RewritingError``
    /// where a change cannot be written, or where the edited file does not read back as exactly what was planned.
    public init(
        document: StoredDocument, changes: [(nodeIndex: Int, changes: [PlannedChange])],
        naming children: [(nodeIndex: Int, names: [String])] = [], name: String,
        disclosure: ValueDisclosure, withDiff: Bool = true
    ) throws(RewritingError) {
        // From the end of the file on: a placeholder moves the numbers of the nodes behind it.
        let children = children.sorted { $0.nodeIndex > $1.nodeIndex }
        let rewriting = try NodeRewriting(document, changes, naming: children)
        before = document.bytes
        after = rewriting.edited.bytes
        sha256Before = ContentDigest.sha256(before)
        sha256After = ContentDigest.sha256(after)
        guard withDiff else {
            (diff, isMasked) = ("", false)
            return
        }
        let configurations = Set(changes.map(\.nodeIndex))
        // Placeholders move the numbers of the nodes behind them.
        var moved = configurations
        if case .docView(let document) = document {
            moved = Set(
                configurations.map { index in
                    children.reduce(index) {
                        $0 + (document.lastNode(inNodeAt: $1.nodeIndex) < index ? $1.names.count : 0)
                    }
                })
        }
        func side(_ document: StoredDocument, _ configurations: Set<Int>) -> LineDiff.Side {
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
            before: side(document, configurations), after: side(rewriting.edited, moved),
            edits: rewriting.edits, file: name)
    }
}
