// SPDX-License-Identifier: Apache-2.0

/// A unified diff, read for the page: what is removed and added, by hunks.
struct ChangedLines {
    /// Lines of one kind that follow each other.
    struct Run {
        let isRemoved: Bool
        let isAdded: Bool
        let isPlace: Bool
        /// The lines as they stand in the diff, sign included, each with its line feed.
        var text: String
    }

    struct Hunk {
        var runs: [Run] = []
        /// Which lines of the old file it changes, counted from 1; what is added counts for the line before it.
        var lines: [Int] = []
    }

    private(set) var hunks: [Hunk] = []

    /// Reads a diff. What is none is one hunk of lines that stay.
    init(_ diff: String) {
        var line = 0
        for text in HarmlessText.diff(diff).unicodeScalars.split(separator: "\n").map({ String($0) }) {
            if hunks.isEmpty, text.hasPrefix("--- ") || text.hasPrefix("+++ ") { continue }
            let sign = text.utf8.first
            let isPlace = sign == UInt8(ascii: "@")
            if isPlace || hunks.isEmpty { hunks.append(Hunk()) }
            let isRemoved = sign == UInt8(ascii: "-")
            let isAdded = sign == UInt8(ascii: "+")
            if isPlace {
                line = Self.oldStart(of: text)
            } else {
                if isRemoved { hunks[hunks.count - 1].lines.append(line) }
                if isAdded { hunks[hunks.count - 1].lines.append(line - 1) }
                if !isAdded { line += 1 }
            }
            hunks[hunks.count - 1].add(
                Run(isRemoved: isRemoved, isAdded: isAdded, isPlace: isPlace, text: text + "\n"))
        }
    }

    /// The runs of the hunks that change something between `line` and the line before `end`, and of those that change
    /// something before `first`, which concerns the file as a whole.
    func runs(from line: Int, before end: Int?, first: Int) -> [Run] {
        let range = line..<max(line, end ?? .max)
        return hunks.filter { hunk in
            hunk.lines.isEmpty || hunk.lines.contains { $0 < first || range.contains($0) }
        }.flatMap(\.runs)
    }

    /// `N` of `@@ -N,… +…,… @@`; 0 where it is no such line.
    private static func oldStart(of text: String) -> Int {
        let digits = text.utf8.drop { $0 != UInt8(ascii: "-") }.dropFirst()
            .prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Int(Substring(digits)) ?? 0
    }
}

extension ChangedLines.Hunk {
    fileprivate mutating func add(_ run: ChangedLines.Run) {
        if let last = runs.last, last.isRemoved == run.isRemoved, last.isAdded == run.isAdded,
            !last.isPlace, !run.isPlace
        {
            runs[runs.count - 1].text += run.text
        } else {
            runs.append(run)
        }
    }
}
