// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The text in lines of at most `width` columns, broken at spaces; a word that is longer has a line of its own.
    package func wrapped(width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            if !line.isEmpty, HarmlessText.width(line) + 1 + HarmlessText.width(String(word)) > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}

extension HarmlessText {
    /// `text`, made harmless, in lines of at most `width` columns, broken where a table breaks its cells, each with a
    /// line feed and without blanks before it.
    static func lines(_ text: String, width: Int) -> [String] {
        TextTable.broken(line(text), width).map { piece in
            String(piece[..<(piece.lastIndex { $0 != " " }.map(piece.index(after:)) ?? piece.startIndex)])
                + "\n"
        }
    }
}
