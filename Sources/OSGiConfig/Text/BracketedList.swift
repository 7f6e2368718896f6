// SPDX-License-Identifier: Apache-2.0

/// Where the parts of a list are: an array or a collection, or the members of a JSON object.
struct BracketedList: Equatable, Sendable {
    /// The offset after the opening bracket.
    var open: Int
    /// The offset of the closing bracket.
    var close: Int
    /// The items, with their quotes; for members from the name to the end of the value.
    var items: [Range<Int>] = []
    /// For each item the comma that follows it. The last has one only in Felix's format, where it is usual.
    var commas: [Int?] = []

    /// Whether the last item has a comma behind it.
    var endsWithComma: Bool { commas.last.map { $0 != nil } ?? false }
}
