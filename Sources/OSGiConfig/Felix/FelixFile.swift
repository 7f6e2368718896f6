// SPDX-License-Identifier: Apache-2.0

/// A file in Felix's format, taken apart.
struct FelixFile: Sendable {
    /// What stands on the lines of the file, in its order.
    enum Item: Sendable {
        /// An index into ``FelixFile/properties``.
        case property(Int)
        /// From `#` up to, but not including, the line break.
        case comment(Range<Int>)
    }

    struct Property: Sendable {
        var property: OSGiProperty
        /// `nil` where none is written, which means String.
        var typeCode: UInt8?
        /// The brackets and what is between them; `nil` for a single value.
        var list: BracketedList?
    }

    var properties: [Property] = []
    var items: [Item] = []
    var doubts: [OSGiDoubt] = []

    func span(of item: Item) -> Range<Int> {
        switch item {
        case .property(let index): properties[index].property.span
        case .comment(let span): span
        }
    }

    /// The place of all comments.
    var comments: [Range<Int>] {
        items.compactMap { if case .comment(let span) = $0 { span } else { nil } }
    }
}
