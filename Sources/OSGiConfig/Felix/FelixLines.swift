// SPDX-License-Identifier: Apache-2.0
import DocView

/// Takes properties out of a file in Felix's format, and puts new ones in: whole lines, where properties have lines of
/// their own. Comments, empty lines and the way the file ends stay.
struct FelixLines {
    /// What stands together on one line, or on the lines of a value that has several.
    private struct Group {
        /// Items and whether each goes.
        var items: [(span: Range<Int>, isRemoved: Bool, isComment: Bool)]
        /// Where the line begins.
        var start: Int
        /// Where it ends, its line break included.
        var end: Int
        /// Whether the line has a line break.
        var hasLineBreak: Bool

        var isRemoved: Bool { items.allSatisfy(\.isRemoved) }
    }

    private let source: SourceText
    private let groups: [Group]

    init(source: SourceText, file: FelixFile, removed: Set<Int>) {
        self.source = source
        var groups: [Group] = []
        var lineEnd = 0
        for item in file.items {
            let span = file.span(of: item)
            var isRemoved = false
            var isComment = true
            if case .property(let index) = item {
                isRemoved = removed.contains(index)
                isComment = false
            }
            let part = (span, isRemoved, isComment)
            if let end = groups.last?.end, end > span.lowerBound {
                groups[groups.count - 1].items.append(part)
            } else {
                let blanks = source.startOfBlanks(before: span.lowerBound)
                let beginsLine = blanks == 0 || source.bytes[blanks - 1].isLineBreak
                groups.append(
                    Group(
                        items: [part], start: beginsLine ? blanks : span.lowerBound, end: 0,
                        hasLineBreak: false))
            }
            if lineEnd < span.upperBound {
                lineEnd =
                    source.bytes[span.upperBound...].firstIndex(where: \.isLineBreak) ?? source.bytes.count
            }
            groups[groups.count - 1].end = source.endOfLineBreak(at: lineEnd)
            groups[groups.count - 1].hasLineBreak = lineEnd < source.bytes.count
        }
        self.groups = groups
    }

    /// - Parameter properties: new properties as they are written, without line breaks around.
    func edits(adding properties: [[UInt8]]) -> [ByteEdit] {
        var ranges: [Range<Int>] = []
        for group in groups where !group.isRemoved { ranges += removals(in: group) }
        let kept = groups.last { $0.items.contains { !$0.isRemoved && !$0.isComment } }
        let placeOnLine = properties.isEmpty ? nil : kept.flatMap(self.placeOnLine)
        let tail = removedTail
        let whole = groups.filter { $0.isRemoved && $0.start < tail?.lowerBound ?? .max }
        ranges += whole.map { $0.start..<$0.end }
        if let tail {
            // Without a last line break, the one before the last line goes with it, if nothing takes the line's place.
            let isReplaced = !properties.isEmpty && placeOnLine == nil
            let start = isReplaced ? tail.lowerBound : source.startOfLineBreak(before: tail.lowerBound)
            ranges.append(start..<tail.upperBound)
        }
        var edits = ranges.map { ByteEdit(range: $0, replacement: []) }
        if let placeOnLine {
            edits.append(
                ByteEdit(
                    range: placeOnLine.offset..<placeOnLine.offset,
                    replacement: properties.flatMap { placeOnLine.gap + $0 }))
        } else if !properties.isEmpty {
            edits.append(insertion(of: properties, behind: kept, tail: tail))
        }
        return edits
    }

    /// The lines that go at the end of a file that ends without a line break.
    private var removedTail: Range<Int>? {
        guard let last = groups.last, last.isRemoved, !last.hasLineBreak else { return nil }
        var start = last.start
        for group in groups.dropLast().reversed() where group.isRemoved && group.end == start {
            start = group.start
        }
        return start..<last.end
    }

    /// Properties that go while something else on their line stays.
    private func removals(in group: Group) -> [Range<Int>] {
        guard let firstKept = group.items.firstIndex(where: { !$0.isRemoved }) else { return [] }
        var ranges: [Range<Int>] = []
        if firstKept > 0 {
            ranges.append(group.items[0].span.lowerBound..<group.items[firstKept].span.lowerBound)
        }
        for index in group.items.indices.dropFirst(firstKept + 1) where group.items[index].isRemoved {
            ranges.append(group.items[index - 1].span.upperBound..<group.items[index].span.upperBound)
        }
        return ranges
    }

    /// New properties stand behind the last one that stays; without one, where the first was that goes; in a file
    /// without any, at its end.
    private func insertion(of properties: [[UInt8]], behind kept: Group?, tail: Range<Int>?) -> ByteEdit {
        let neighbour = kept ?? groups.first { $0.items.contains(where: \.isRemoved) }
        let indent = neighbour.map { Array(source.bytes[$0.start..<$0.items[0].span.lowerBound]) } ?? []
        let lineBreak = kept.flatMap { $0.hasLineBreak ? self.lineBreak(of: $0) : nil } ?? source.lineBreak
        let lines = properties.map { indent + $0 }
        func before(_ offset: Int) -> ByteEdit {
            ByteEdit(range: offset..<offset, replacement: lines.flatMap { $0 + lineBreak })
        }
        if let tail {
            return ByteEdit(
                range: tail.lowerBound..<tail.lowerBound,
                replacement: Array(lines.joined(separator: lineBreak)))
        }
        if let kept, kept.hasLineBreak { return before(kept.end) }
        if kept == nil, let neighbour { return before(neighbour.start) }
        let end = source.bytes.count
        let lastLine = source.startOfBlanks(before: end)
        if kept == nil, lastLine == 0 || source.bytes[lastLine - 1].isLineBreak { return before(lastLine) }
        return ByteEdit(range: end..<end, replacement: lines.flatMap { lineBreak + $0 })
    }

    /// Where a line that has several properties, and no comment, goes on.
    private func placeOnLine(of group: Group) -> (offset: Int, gap: [UInt8])? {
        guard !group.items.contains(where: \.isComment),
            let last = group.items.lastIndex(where: { !$0.isRemoved }), last > 0
        else { return nil }
        let span = group.items[last].span
        let gap = source.bytes[group.items[last - 1].span.upperBound..<span.lowerBound]
        return gap.allSatisfy(\.isBlank) ? (span.upperBound, Array(gap)) : nil
    }

    private func lineBreak(of group: Group) -> [UInt8] {
        Array(source.bytes[source.startOfLineBreak(before: group.end)..<group.end])
    }
}
