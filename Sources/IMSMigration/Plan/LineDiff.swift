// SPDX-License-Identifier: Apache-2.0

import DocView

/// A unified diff of byte edits, made of the lines that may be shown.
///
/// What differs is told by the real bytes; what is printed are the `shown` lines, in which values are masked. So a
/// changed secret is a pair of equal-looking lines, one removed and one added, instead of nothing.
struct LineDiff {
    /// A line that is compared.
    struct Line: Equatable {
        let bytes: ArraySlice<UInt8>
        let shown: String
    }

    /// One version of a file.
    struct Side {
        /// The real lines.
        var lines: LineTable
        /// What may be shown of each of them, without the line break: as many as there are lines.
        var shown: [String]

        /// The line as it is shown, with the line break that it has.
        func text(_ line: Int) -> String {
            let bytes = lines[line]
            guard bytes.last == UInt8(ascii: "\n") else { return shown[line] }
            return shown[line] + (bytes.dropLast().last == UInt8(ascii: "\r") ? "\r\n" : "\n")
        }

        /// The line as it is, and as it is shown: two lines are the same if both are.
        func line(_ number: Int) -> Line { Line(bytes: lines[number], shown: shown[number]) }

        /// Whether a line is shown other than it is.
        func isMasked(_ line: Int) -> Bool { !text(line).utf8.elementsEqual(lines[line]) }
    }

    /// Lines of context around a change.
    private static let context = 3

    /// A run of lines that is replaced: `old` in the version before, `new` in the one after.
    private struct Change {
        var old: Range<Int>
        var new: Range<Int>
    }

    /// The unified diff between two versions that differ in `edits` (sorted, not overlapping) alone, and whether a line of
    /// it is other than the line of the file.
    static func unified(
        before: Side, after: Side, edits: [ByteEdit], file: String
    ) -> (text: String, isMasked: Bool) {
        var text = ""
        var isMasked = false
        for hunk in hunks(of: changes(before, after, edits)) {
            let (old, new) = ranges(hunk, before)
            isMasked = isMasked || old.contains(where: before.isMasked) || new.contains(where: after.isMasked)
            text += render(hunk, old, new, before, after)
        }
        let name = LineName.shown(file)
        return (text.isEmpty ? "" : "--- a/\(name)\n+++ b/\(name)\n" + text, isMasked)
    }

    /// The changed runs. Lines that no edit touches are the same; of those only what is shown is compared: the line in
    /// which a value of several lines begins can show what becomes of all of it.
    private static func changes(_ before: Side, _ after: Side, _ edits: [ByteEdit]) -> [Change] {
        var changes: [Change] = []
        // How far lines, and bytes, stand further down in the version after.
        var shift = 0
        var byteShift = 0
        var index = 0
        var next = 0
        while index < edits.count {
            let first = before.lines.line(at: edits[index].range.lowerBound)
            shownOtherwise(next..<first, shift, before, after, into: &changes)
            var last = first
            var growth = 0
            repeat {
                let edit = edits[index]
                last = max(last, before.lines.line(at: edit.range.upperBound))
                growth += edit.replacement.count - edit.range.count
                index += 1
            } while index < edits.count && before.lines.line(at: edits[index].range.lowerBound) <= last
            // Whole lines of the version before are whole lines of the one after: no edit is at a line break between
            // lines of two runs. Only bytes tell how many they are, where the file ends with a line break or without.
            let old = first..<min(last + 1, before.lines.count)
            let start = before.lines.start(of: old.lowerBound) + byteShift
            byteShift += growth
            let end = before.lines.start(of: old.upperBound) + byteShift
            let new = after.lines.lines(before: start)..<after.lines.lines(before: end)
            for change in compare(old, new, before, after) { append(change, to: &changes) }
            shift = new.upperBound - old.upperBound
            next = old.upperBound
        }
        shownOtherwise(next..<before.lines.count, shift, before, after, into: &changes)
        return changes
    }

    /// The lines that are the same, `shift` further down in the version after, and shown otherwise there.
    private static func shownOtherwise(
        _ lines: Range<Int>, _ shift: Int, _ before: Side, _ after: Side, into changes: inout [Change]
    ) {
        for line in lines where before.shown[line] != after.shown[line + shift] {
            append(Change(old: line..<line + 1, new: line + shift..<line + shift + 1), to: &changes)
        }
    }

    /// A change right behind another is one with it: first all that goes, then all that comes.
    private static func append(_ change: Change, to changes: inout [Change]) {
        if let last = changes.indices.last, changes[last].old.upperBound == change.old.lowerBound,
            changes[last].new.upperBound == change.new.lowerBound
        {
            changes[last].old = changes[last].old.lowerBound..<change.old.upperBound
            changes[last].new = changes[last].new.lowerBound..<change.new.upperBound
        } else {
            changes.append(change)
        }
    }

    private static func compare(
        _ old: Range<Int>, _ new: Range<Int>, _ before: Side, _ after: Side
    ) -> [Change] {
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for step in new.map(after.line).difference(from: old.map(before.line)) {
            switch step {
            case .remove(let offset, _, _): removed.insert(old.lowerBound + offset)
            case .insert(let offset, _, _): inserted.insert(new.lowerBound + offset)
            }
        }
        var changes: [Change] = []
        var (left, right) = (old.lowerBound, new.lowerBound)
        while left < old.upperBound || right < new.upperBound {
            let (startLeft, startRight) = (left, right)
            while removed.contains(left) { left += 1 }
            while inserted.contains(right) { right += 1 }
            if left > startLeft || right > startRight {
                changes.append(Change(old: startLeft..<left, new: startRight..<right))
            } else {
                left += 1
                right += 1
            }
        }
        return changes
    }

    /// Changes that stand so near to each other that their context would overlap go together.
    private static func hunks(of changes: [Change]) -> [[Change]] {
        var hunks: [[Change]] = []
        for change in changes {
            if let previous = hunks.last?.last, change.old.lowerBound - previous.old.upperBound <= 2 * context
            {
                hunks[hunks.count - 1].append(change)
            } else {
                hunks.append([change])
            }
        }
        return hunks
    }

    /// The lines of both versions that a hunk shows.
    private static func ranges(_ hunk: [Change], _ before: Side) -> (old: Range<Int>, new: Range<Int>) {
        guard let first = hunk.first, let last = hunk.last else { return (0..<0, 0..<0) }
        let lead = min(context, first.old.lowerBound)
        let trail = min(context, before.lines.count - last.old.upperBound)
        return (
            (first.old.lowerBound - lead)..<(last.old.upperBound + trail),
            (first.new.lowerBound - lead)..<(last.new.upperBound + trail)
        )
    }

    private static func render(
        _ hunk: [Change], _ old: Range<Int>, _ new: Range<Int>, _ before: Side, _ after: Side
    ) -> String {
        var text = "@@ -\(position(old)) +\(position(new)) @@\n"
        var line = old.lowerBound
        for change in hunk {
            for context in line..<change.old.lowerBound { text += shown(" ", context, before) }
            for removed in change.old { text += shown("-", removed, before) }
            for added in change.new { text += shown("+", added, after) }
            line = change.old.upperBound
        }
        for context in line..<old.upperBound { text += shown(" ", context, before) }
        return text
    }

    /// `first line,count` as unified diffs count: an empty range names the line before it.
    private static func position(_ range: Range<Int>) -> String {
        "\(range.isEmpty ? range.lowerBound : range.lowerBound + 1),\(range.count)"
    }

    private static func shown(_ sign: String, _ line: Int, _ side: Side) -> String {
        let isWhole = side.lines[line].last == UInt8(ascii: "\n")
        return sign + side.text(line) + (isWhole ? "" : "\n\\ No newline at end of file\n")
    }
}
