// SPDX-License-Identifier: Apache-2.0

/// What is printed in a build ends up in a log that the build server reads for commands to itself.
extension HarmlessText {
    /// As `line`, and without anything that a build server would obey.
    package static func logLine(_ text: String) -> String { withoutBuildCommands(line(text)) }

    /// As `block`, and without anything that a build server would obey.
    package static func logBlock(_ text: String) -> String { withoutBuildCommands(inLinesOf: block(text)) }

    /// `text`, line by line, without commands to build servers.
    package static func withoutBuildCommands(inLinesOf text: String) -> String {
        guard mayHoldCommand(text) else { return text }
        // By bytes: to Swift a line feed with a combining mark after it is another character.
        return text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { withoutBuildCommands(String(Substring($0))) }.joined(separator: "\n")
    }

    /// `line`, which holds no line break, without commands to build servers.
    ///
    /// GitHub's runner takes `::name::` at the start of a line and `##[name]` anywhere in one for a command, Azure
    /// Pipelines `##vso[…]`, TeamCity `##teamcity[…]`. One character of each is shown by its code point.
    static func withoutBuildCommands(_ line: String) -> String {
        guard mayHoldCommand(line) else { return line }
        var scalars = Array(line.unicodeScalars).map { String($0) }
        for (index, scalar) in scalars.enumerated() where scalar == "#" {
            guard index + 1 < scalars.count, scalars[index + 1] == "#" else { continue }
            let rest = scalars[(index + 2)...].drop { $0.utf8.count == 1 && $0.first?.isLetter == true }
            if rest.first == "[" { scalars[index + 1] = "\\u{23}" }
        }
        // The runner's own trimming goes by what Unicode calls white space.
        let start = line.unicodeScalars.prefix { $0.properties.isWhitespace }.count
        if scalars[start...].starts(with: [":", ":"]) { scalars[start] = "\\u{3a}" }
        return scalars.joined()
    }

    private static func mayHoldCommand(_ text: String) -> Bool {
        holds("#", twice: text) || holds(":", twice: text)
    }

    /// Whether an ASCII character stands twice in a row somewhere in it. By bytes: to Swift a # behind some Arabic signs is
    /// another character, and its own search takes a hundred times as long.
    static func holds(_ character: Unicode.Scalar, twice text: String) -> Bool {
        let wanted = UInt8(ascii: character)
        var isSecond = false
        for byte in text.utf8 {
            if byte == wanted, isSecond { return true }
            isSecond = byte == wanted
        }
        return false
    }

    /// At most `limit` Unicode scalars of `text`; an ellipsis stands for the rest.
    ///
    /// Not characters: one of those can hold any number of combining marks.
    static func clipped(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit - 1))) + "…"
    }
}
