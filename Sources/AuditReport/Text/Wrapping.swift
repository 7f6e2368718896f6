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
