// SPDX-License-Identifier: Apache-2.0
import DocView

/// `DocView` by itself: look at the nodes of a docview file, change a property of one, and get the bytes.
enum TitleChange {
    /// The file with another title for each page, and everything else as it was.
    static func retitling(_ bytes: [UInt8], to title: String) throws -> [UInt8] {
        let document = try DocViewDocument(parsing: bytes)
        var edits: [ByteEdit] = []
        var planned: [(node: Int, changes: [PropertyChange])] = []
        for (index, node) in document.nodes.enumerated() where node.property(named: "jcr:title") != nil {
            let changes = [PropertyChange.set(name: "jcr:title", value: title)]
            edits += try document.edits(for: changes, ofNodeAt: index)
            planned.append((index, changes))
        }
        let edited = try document.applying(edits)
        // Read again: nothing but what was planned may have changed.
        return try DocViewVerification.check(original: document, changes: planned, edited: edited).bytes
    }
}
