// SPDX-License-Identifier: Apache-2.0
import DocView

/// The edits that take items out of a list and put others in: arrays of both text formats, and the members of a JSON
/// object. Items and comments that stay are not touched.
///
/// A backslash outside of items and comments is Felix's line continuation, and goes with the white space around it.
struct ListEdits {
    let source: SourceText
    let list: BracketedList
    /// All comments of the file, in its order.
    let comments: [Range<Int>]
    /// What stands between items on one line where the list itself does not show it.
    let separator: [UInt8]
    /// What an empty list on several lines puts before an item, beyond the indentation of its closing bracket.
    let indent: [UInt8]

    var bytes: [UInt8] { source.bytes }

    /// - Parameters:
    ///   - removed: for each item whether it goes.
    ///   - inserted: new items behind the item of that index, which must stay; -1 stands for the front. Nothing can be
    ///     inserted where the last item goes.
    func edits(removing removed: [Bool], inserting inserted: [Int: [[UInt8]]]) -> [ByteEdit] {
        var edits = removals(removed).map { ByteEdit(range: $0, replacement: []) }
        for (index, items) in inserted where !items.isEmpty {
            let next = list.items.indices.first { $0 > index && !removed[$0] }
            if let next {
                edits.append(insertion(of: items, before: next))
            } else if index >= 0 {
                edits += insertion(of: items, behindLast: index)
            } else {
                edits.append(insertionIntoEmpty(items))
            }
        }
        return edits
    }
}
