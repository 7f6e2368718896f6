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

    private var bytes: [UInt8] { source.bytes }

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

    // MARK: Removing

    private func removals(_ removed: [Bool]) -> [Range<Int>] {
        let lastKept = removed.lastIndex(of: false)
        var ranges: [Range<Int>] = []
        var index = 0
        while index < removed.count {
            guard removed[index] else {
                index += 1
                continue
            }
            let end = removed[index...].firstIndex(of: false) ?? removed.count
            if let lastKept, end <= lastKept {
                ranges +=
                    hasComments(in: list.items[index].lowerBound..<list.items[end - 1].upperBound)
                    ? (index..<end).flatMap { removalBeforeOthers($0..<($0 + 1)) }
                    : removalBeforeOthers(index..<end)
            } else {
                ranges += removalAtEnd(index..<end, behind: lastKept)
            }
            index = end
        }
        return ranges
    }

    /// A run of items with others behind it: with its lines if it is alone on them, else with the space beside it.
    private func removalBeforeOthers(_ run: Range<Int>) -> [Range<Int>] {
        let first = list.items[run.lowerBound].lowerBound
        let last = list.items[run.upperBound - 1].upperBound
        guard let comma = list.commas[run.upperBound - 1] else { return [first..<last] }
        guard ListLayout.isSpace(bytes[last..<comma]) else { return [first..<last, comma..<(comma + 1)] }
        let start = startOfBlanks(before: first)
        let end = endOfBlanks(at: comma + 1)
        guard bytes[end].isLineBreak else { return [first..<end] }
        let isAtLineStart = start > list.open && bytes[start - 1].isLineBreak
        return isAtLineStart ? [start..<source.endOfLineBreak(at: end)] : [start..<(comma + 1)]
    }

    /// The run that the list ends with: with the space before it, and the comma before or behind it.
    private func removalAtEnd(_ run: Range<Int>, behind kept: Int?) -> [Range<Int>] {
        let last = list.items[run.upperBound - 1].upperBound
        let lastEnd = list.commas[run.upperBound - 1].map { $0 + 1 } ?? last
        if list.endsWithComma || kept == nil {
            let first = list.items[run.lowerBound].lowerBound
            if !hasComments(in: (kept.map { list.items[$0].upperBound } ?? list.open)..<lastEnd) {
                return [startOfSpace(before: first)..<lastEnd]
            }
        }
        guard let kept, let comma = list.commas[kept], !list.endsWithComma else {
            return removalAmongComments(run)
        }
        if !hasComments(in: list.items[kept].upperBound..<last) {
            return [list.items[kept].upperBound..<last]
        }
        return [comma..<(comma + 1)] + removalAmongComments(run)
    }

    /// Items with the space before them, and their commas; comments between them stay. A line comment before an item
    /// keeps its line end, unless another follows.
    private func removalAmongComments(_ run: Range<Int>) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var first = run.lowerBound
        for index in run {
            let end = list.items[index].upperBound
            let isFollowedByComment =
                index + 1 == run.upperBound || hasComments(in: end..<list.items[index + 1].lowerBound)
            guard isFollowedByComment else { continue }
            var part = startOfSpace(before: list.items[first].lowerBound)..<end
            if let comma = list.commas[index] {
                if hasComments(in: end..<comma) {
                    ranges.append(comma..<(comma + 1))
                } else {
                    part = part.lowerBound..<(comma + 1)
                }
            }
            if isLineComment(endingAt: part.lowerBound), !bytes[endOfBlanks(at: part.upperBound)].isLineBreak
            {
                part = source.endOfLineBreak(at: part.lowerBound)..<part.upperBound
            }
            ranges.append(part)
            first = index + 1
        }
        return ranges
    }

    // MARK: Inserting

    private func insertion(of items: [[UInt8]], before next: Int) -> ByteEdit {
        let place = list.items[next].lowerBound
        var gap = Array(bytes[startOfSpace(before: place)..<place])
        if next == 0, !gap.contains(where: \.isLineBreak) {
            gap = list.items.count > 1 ? space(before: 1) : gap.isEmpty ? separator : gap
        }
        return ByteEdit(range: place..<place, replacement: items.flatMap { $0 + [.comma] + gap })
    }

    private func insertion(of items: [[UInt8]], behindLast last: Int) -> [ByteEdit] {
        var gap = space(before: last)
        if let comma = list.commas[last] {
            let place = comma + 1
            return [ByteEdit(range: place..<place, replacement: items.flatMap { gap + $0 + [.comma] })]
        }
        let end = list.items[last].upperBound
        let place = endOfCommentsOnLine(behind: end)
        guard place > end else {
            return [ByteEdit(range: end..<end, replacement: items.flatMap { [.comma] + gap + $0 })]
        }
        if isLineComment(endingAt: place), !gap.contains(where: \.isLineBreak) {
            gap = source.lineBreak + indentation(at: list.items[last].lowerBound)
        }
        let text = Array(items.map { gap + $0 }.joined(separator: [.comma]))
        return [
            ByteEdit(range: end..<end, replacement: [.comma]),
            ByteEdit(range: place..<place, replacement: text),
        ]
    }

    private func insertionIntoEmpty(_ items: [[UInt8]]) -> ByteEdit {
        let comment = comments.last { $0.lowerBound >= list.open && $0.upperBound <= list.close }
        let place = comment?.upperBound ?? list.open
        let space = bytes[place..<list.close].prefix { $0.isSpace || $0 == .backslash }
        var text: [UInt8] = []
        func append(_ parts: [UInt8]...) { parts.forEach { text += $0 } }
        if let lineBreak = space.firstIndex(where: \.isLineBreak) {
            let lead = Array(bytes[place..<source.endOfLineBreak(at: lineBreak)])
            let own = bytes[place..<list.close].contains(.backslash) ? [] : indentation(at: list.close)
            let isContinued = lead.contains(.backslash)
            for (index, item) in items.enumerated() {
                append(lead, own, indent, item)
                if isContinued || index < items.count - 1 { text.append(.comma) }
            }
        } else {
            for (index, item) in items.enumerated() {
                append(
                    index == 0 ? Array(space) : [.comma] + (space.isEmpty ? separator : Array(space)), item)
            }
        }
        return ByteEdit(range: place..<place, replacement: text)
    }

    /// The white space that the item after this one is to have: its own, but no empty lines; what another item of a
    /// list on one line has; and a line of its own if it begins one, even behind a comment.
    private func space(before index: Int) -> [UInt8] {
        let place = list.items[index].lowerBound
        let start = startOfSpace(before: place)
        if let lastBreak = bytes[start..<place].lastIndex(where: \.isLineBreak) {
            let breakStart = source.startOfLineBreak(before: lastBreak + 1)
            let continuation = startOfBlanks(before: breakStart)
            let lead = bytes[max(continuation, start)..<breakStart]
            return Array(bytes[(lead.contains(.backslash) ? lead.startIndex : breakStart)..<place])
        }
        if beginsLine(place) { return source.lineBreak + indentation(at: place) }
        return index == 0 && start == place ? separator : Array(bytes[start..<place])
    }

    // MARK: Looking around

    private func startOfSpace(before place: Int) -> Int {
        let limit = endOfComment(before: place)
        var offset = place
        while offset > limit, bytes[offset - 1].isSpace || bytes[offset - 1] == .backslash { offset -= 1 }
        return offset
    }

    private func startOfBlanks(before place: Int) -> Int {
        let limit = endOfComment(before: place)
        var offset = place
        while offset > limit, bytes[offset - 1].isBlank || bytes[offset - 1] == .backslash { offset -= 1 }
        return offset
    }

    /// Where the last comment before a place ends, or the list begins.
    private func endOfComment(before place: Int) -> Int {
        let next = comments.firstIndexWhere { $0.upperBound > place }
        return next > 0 ? max(list.open, comments[next - 1].upperBound) : list.open
    }

    private func endOfBlanks(at offset: Int) -> Int {
        var offset = offset
        while offset < list.close, bytes[offset].isBlank || bytes[offset] == .backslash { offset += 1 }
        return offset
    }

    /// The white space that the line begins with.
    private func indentation(at offset: Int) -> [UInt8] {
        let start = bytes[..<offset].lastIndex(where: \.isLineBreak).map { $0 + 1 } ?? 0
        return Array(bytes[start..<offset].prefix(while: \.isBlank))
    }

    /// Whether nothing but white space and comments stands before an offset on its line.
    private func beginsLine(_ offset: Int) -> Bool {
        var offset = offset
        while offset > list.open {
            if let comment = comment(endingAt: offset) {
                offset = comment.lowerBound
            } else if bytes[offset - 1].isLineBreak {
                return true
            } else if bytes[offset - 1].isBlank {
                offset -= 1
            } else {
                return false
            }
        }
        return false
    }

    /// The end of the comments that follow an item on its line.
    private func endOfCommentsOnLine(behind offset: Int) -> Int {
        var end = offset
        while let comment = comment(startingAt: endOfBlanks(at: end)), comment.upperBound <= list.close {
            end = comment.upperBound
            if bytes[comment].contains(where: \.isLineBreak) { break }
        }
        return end
    }

    private func hasComments(in range: Range<Int>) -> Bool {
        let next = comments.firstIndexWhere { $0.lowerBound >= range.lowerBound }
        return next < comments.count && comments[next].upperBound <= range.upperBound
    }

    private func comment(startingAt offset: Int) -> Range<Int>? {
        let index = comments.firstIndexWhere { $0.lowerBound >= offset }
        return index < comments.count && comments[index].lowerBound == offset ? comments[index] : nil
    }

    private func comment(endingAt offset: Int) -> Range<Int>? {
        let index = comments.firstIndexWhere { $0.upperBound >= offset }
        return index < comments.count && comments[index].upperBound == offset ? comments[index] : nil
    }

    private func isLineComment(endingAt offset: Int) -> Bool {
        comment(endingAt: offset).map { bytes[$0.lowerBound + 1] == .slash } ?? false
    }
}

extension [Range<Int>] {
    /// The first index from which on a condition holds, by bisection.
    func firstIndexWhere(_ holds: (Range<Int>) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
