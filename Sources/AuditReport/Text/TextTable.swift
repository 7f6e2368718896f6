// SPDX-License-Identifier: Apache-2.0

/// A table of text columns that stays within a width: the widest column is broken, at slashes where it can.
package struct TextTable {
    /// A text in the table, and the role that it plays.
    package struct Cell {
        var text: String
        var ink: TextStyle.Ink?

        /// A cell; without a role it has no colour.
        package init(text: String, ink: TextStyle.Ink? = nil) {
            self.text = text
            self.ink = ink
        }
    }

    private let header: [String]
    private let rows: [[Cell]]

    /// A table; every row has as many cells as the header.
    package init(header: [String], rows: [[Cell]]) {
        self.header = header
        self.rows = rows
    }

    /// The table as lines of text.
    package func render(_ style: TextStyle) -> String {
        let widths = columnWidths(style.width)
        var text = line(header.map { Cell(text: $0, ink: .dim) }, widths, style)
        for row in rows { text += line(row, widths, style) }
        return text
    }

    private static let gap = 2

    /// Whether the table needs no more than `width` columns as it is.
    func fits(_ width: Int) -> Bool { total(naturalWidths) <= width }

    private func total(_ widths: [Int]) -> Int { widths.reduce(0, +) + Self.gap * (widths.count - 1) }

    private var naturalWidths: [Int] {
        var widths = header.map { HarmlessText.width($0) }
        for row in rows {
            for (column, cell) in row.enumerated() {
                widths[column] = max(widths[column], HarmlessText.width(cell.text))
            }
        }
        return widths
    }

    private func columnWidths(_ available: Int) -> [Int] {
        var widths = naturalWidths
        var excess = total(widths) - available
        while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > 12
        {
            // Not further than the next widest, so that two long columns share the loss.
            let next = widths.indices.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
            let loss = min(excess, max(widths[widest] - max(next, 12), 1))
            widths[widest] -= loss
            excess -= loss
        }
        return widths
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ style: TextStyle) -> String {
        let broken = zip(cells, widths).map { Self.broken($0.text, $1) }
        var text = ""
        for row in 0..<(broken.map(\.count).max() ?? 0) {
            var line = ""
            var pending = 0
            for (column, pieces) in broken.enumerated() {
                let piece = row < pieces.count ? pieces[row] : ""
                if !piece.isEmpty {
                    line += String(repeating: " ", count: pending)
                    line += cells[column].ink.map { style.paint(piece, $0) } ?? piece
                    pending = 0
                }
                pending += widths[column] - HarmlessText.width(piece) + Self.gap
            }
            text += line + "\n"
        }
        return text
    }

    /// `text` in pieces that are at most `width` wide, broken before slashes and after blanks where possible,
    /// else before dots.
    static func broken(_ text: String, _ width: Int) -> [String] {
        var pieces: [String] = []
        var rest = text[...]
        while HarmlessText.width(String(rest)) > width {
            var end = rest.startIndex
            var used = 0
            var candidate: Substring.Index?
            var dot: Substring.Index?
            while end < rest.endIndex {
                // A piece may be as wide as the column: what comes behind it is looked at first.
                if rest[end] == "/", end > rest.startIndex { candidate = end }
                if rest[end] == ".", end > rest.startIndex { dot = end }
                let next = HarmlessText.width(String(rest[end]))
                if used + next > width { break }
                used += next
                end = rest.index(after: end)
                if rest[rest.index(before: end)] == " " { candidate = end }
            }
            let cut = candidate ?? dot ?? max(end, rest.index(after: rest.startIndex))
            pieces.append(String(rest[..<cut]))
            rest = rest[cut...]
        }
        return rest.isEmpty && !pieces.isEmpty ? pieces : pieces + [String(rest)]
    }
}
