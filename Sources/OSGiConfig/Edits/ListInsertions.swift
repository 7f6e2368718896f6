// SPDX-License-Identifier: Apache-2.0
import DocView

/// Putting items into a list.
extension ListEdits {
    func insertion(of items: [[UInt8]], before next: Int) -> ByteEdit {
        let place = list.items[next].lowerBound
        var gap = Array(bytes[startOfSpace(before: place)..<place])
        if next == 0, !gap.contains(where: \.isLineBreak) {
            gap = list.items.count > 1 ? space(before: 1) : gap.isEmpty ? separator : gap
        }
        return ByteEdit(range: place..<place, replacement: items.flatMap { $0 + [.comma] + gap })
    }

    func insertion(of items: [[UInt8]], behindLast last: Int) -> [ByteEdit] {
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

    func insertionIntoEmpty(_ items: [[UInt8]]) -> ByteEdit {
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
}
