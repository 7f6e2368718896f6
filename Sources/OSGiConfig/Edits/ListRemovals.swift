// SPDX-License-Identifier: Apache-2.0

/// Taking items out of a list.
extension ListEdits {
    func removals(_ removed: [Bool]) -> [Range<Int>] {
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
}
