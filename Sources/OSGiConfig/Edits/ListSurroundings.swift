// SPDX-License-Identifier: Apache-2.0

/// White space, comments and lines around the items of a list.
extension ListEdits {
    func startOfSpace(before place: Int) -> Int {
        let limit = endOfComment(before: place)
        var offset = place
        while offset > limit, bytes[offset - 1].isSpace || bytes[offset - 1] == .backslash { offset -= 1 }
        return offset
    }

    func startOfBlanks(before place: Int) -> Int {
        let limit = endOfComment(before: place)
        var offset = place
        while offset > limit, bytes[offset - 1].isBlank || bytes[offset - 1] == .backslash { offset -= 1 }
        return offset
    }

    /// Where the last comment before a place ends, or the list begins.
    func endOfComment(before place: Int) -> Int {
        let next = comments.firstIndexWhere { $0.upperBound > place }
        return next > 0 ? max(list.open, comments[next - 1].upperBound) : list.open
    }

    func endOfBlanks(at offset: Int) -> Int {
        var offset = offset
        while offset < list.close, bytes[offset].isBlank || bytes[offset] == .backslash { offset += 1 }
        return offset
    }

    /// The white space that the line begins with.
    func indentation(at offset: Int) -> [UInt8] {
        let start = bytes[..<offset].lastIndex(where: \.isLineBreak).map { $0 + 1 } ?? 0
        return Array(bytes[start..<offset].prefix(while: \.isBlank))
    }

    /// Whether nothing but white space and comments stands before an offset on its line.
    func beginsLine(_ offset: Int) -> Bool {
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
    func endOfCommentsOnLine(behind offset: Int) -> Int {
        var end = offset
        while let comment = comment(startingAt: endOfBlanks(at: end)), comment.upperBound <= list.close {
            end = comment.upperBound
            if bytes[comment].contains(where: \.isLineBreak) { break }
        }
        return end
    }

    func hasComments(in range: Range<Int>) -> Bool {
        let next = comments.firstIndexWhere { $0.lowerBound >= range.lowerBound }
        return next < comments.count && comments[next].upperBound <= range.upperBound
    }

    func comment(startingAt offset: Int) -> Range<Int>? {
        let index = comments.firstIndexWhere { $0.lowerBound >= offset }
        return index < comments.count && comments[index].lowerBound == offset ? comments[index] : nil
    }

    func comment(endingAt offset: Int) -> Range<Int>? {
        let index = comments.firstIndexWhere { $0.upperBound >= offset }
        return index < comments.count && comments[index].upperBound == offset ? comments[index] : nil
    }

    func isLineComment(endingAt offset: Int) -> Bool {
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
