// SPDX-License-Identifier: Apache-2.0

/// How one list of values becomes another with the fewest touched: which stay, which are replaced in their place, which
/// go, and what is new. Where something stays, nothing both goes and is new at one place.
struct ListChange {
    /// For each old value whether it goes.
    private(set) var removed: [Bool]
    /// Old index and new value.
    private(set) var replaced: [(index: Int, value: String)] = []
    /// New values behind the old value of that index; -1 stands for the front.
    private(set) var inserted: [Int: [String]] = [:]

    /// Beyond this product of lengths, values are compared place by place.
    private static let maximumTable = 250_000

    init(from old: [String], to new: [String]) {
        removed = Array(repeating: false, count: old.count)
        var start = 0
        while start < min(old.count, new.count), old[start].isExactly(new[start]) { start += 1 }
        var oldEnd = old.count
        var newEnd = new.count
        while oldEnd > start, newEnd > start, old[oldEnd - 1].isExactly(new[newEnd - 1]) {
            oldEnd -= 1
            newEnd -= 1
        }
        var next = (old: start, new: start)
        for pair in Self.common(old, start..<oldEnd, new, start..<newEnd) {
            add(next.old..<pair.old, new[next.new..<pair.new])
            next = (pair.old + 1, pair.new + 1)
        }
        add(next.old..<oldEnd, new[next.new..<newEnd])
    }

    private mutating func add(_ old: Range<Int>, _ new: ArraySlice<String>) {
        for (index, value) in zip(old, new) { replaced.append((index, value)) }
        for index in old.dropFirst(new.count) { removed[index] = true }
        let rest = new.dropFirst(old.count)
        if !rest.isEmpty { inserted[old.upperBound - 1] = Array(rest) }
    }

    /// The pairs of a longest common subsequence.
    private static func common(
        _ old: [String], _ oldRange: Range<Int>, _ new: [String], _ newRange: Range<Int>
    ) -> [(old: Int, new: Int)] {
        guard !oldRange.isEmpty, !newRange.isEmpty, oldRange.count * newRange.count <= maximumTable else {
            return []
        }
        let width = newRange.count + 1
        var lengths = Array(repeating: 0, count: (oldRange.count + 1) * width)
        for i in oldRange.indices.reversed() {
            for j in newRange.indices.reversed() {
                let place = (i - oldRange.lowerBound) * width + j - newRange.lowerBound
                lengths[place] =
                    old[i].isExactly(new[j])
                    ? lengths[place + width + 1] + 1 : max(lengths[place + width], lengths[place + 1])
            }
        }
        var pairs: [(old: Int, new: Int)] = []
        var (i, j) = (oldRange.lowerBound, newRange.lowerBound)
        while i < oldRange.upperBound, j < newRange.upperBound {
            let place = (i - oldRange.lowerBound) * width + j - newRange.lowerBound
            if old[i].isExactly(new[j]) {
                pairs.append((i, j))
                i += 1
                j += 1
            } else if lengths[place + width] >= lengths[place + 1] {
                i += 1
            } else {
                j += 1
            }
        }
        return pairs
    }
}
