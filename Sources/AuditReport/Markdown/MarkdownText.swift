// SPDX-License-Identifier: Apache-2.0

/// Text of a record in GitHub Flavored Markdown.
///
/// A code span is the one place where nothing means anything: no markup, link, mention, issue number or emoji. So
/// every value stands in one, and of a sentence every word that is more than a word.
enum MarkdownText {
    /// A value as a code span; nothing where it is empty. At most `limit` scalars of it are shown.
    static func code(_ value: String, limit: Int = 300) -> String {
        let text = HarmlessText.clipped(HarmlessText.logLine(value), to: limit)
        // A pipe ends the cell of a table even in a code span, and what a backslash before it does depends on what
        // stands before that. So a pipe stands between two spans.
        return text.unicodeScalars.split(separator: "|", omittingEmptySubsequences: false)
            .map { span(String(Substring($0))) }.joined(separator: "&#124;")
    }

    /// A sentence that may hold values.
    static func prose(_ text: String, limit: Int = 1_000) -> String {
        var result = ""
        var pending: [String] = []
        func flush() {
            guard !pending.isEmpty else { return }
            if !result.isEmpty { result += " " }
            result += code(pending.joined(separator: " "), limit: limit)
            pending = []
        }
        let harmless = HarmlessText.clipped(HarmlessText.logLine(text), to: limit)
        for token in harmless.split(separator: " ") {
            let word = Word(token)
            if word.isPlain {
                flush()
                result += (result.isEmpty ? "" : " ") + word.opening + word.core + word.closing
            } else {
                if !word.opening.isEmpty {
                    flush()
                    result += (result.isEmpty ? "" : " ") + word.opening + code(word.core, limit: limit)
                } else {
                    pending.append(word.core)
                    if word.closing.isEmpty { continue }
                    flush()
                }
                result += word.closing
            }
        }
        flush()
        return result
    }

    private static func span(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        var longest = 0
        var run = 0
        for scalar in text.unicodeScalars {
            run = scalar == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let ends: Set<Unicode.Scalar?> = [text.unicodeScalars.first, text.unicodeScalars.last]
        let isBlank = text.unicodeScalars.allSatisfy { $0 == " " }
        let padding = !isBlank && !ends.isDisjoint(with: ["`", " "]) ? " " : ""
        return fence + padding + text + padding + fence
    }
}

/// A word of a sentence, with the punctuation around it.
private struct Word {
    let opening: String
    let core: String
    let closing: String

    init(_ token: Substring) {
        let scalars = Array(token.unicodeScalars)
        let start = scalars.prefix { "(\"“‘".unicodeScalars.contains($0) }.count
        let end =
            scalars.count
            - scalars[start...].reversed().prefix { ".,;:!?)\"”’".unicodeScalars.contains($0) }.count
        opening = Self.text(scalars[..<start])
        core = Self.text(scalars[start..<end])
        closing = Self.text(scalars[end...])
    }

    /// Whether the word is one of letters or a number, or a dash between words: nothing that GitHub reads anything
    /// into. Hexadecimal digits could be a commit, letters with a hyphen and a number an issue.
    var isPlain: Bool {
        if ["", "–", "—", "→", "…"].contains(core) { return true }
        let scalars = Array(core.unicodeScalars)
        let hasJoiner = scalars.contains { $0 == "-" || $0 == "'" || $0 == "’" }
        let hasDigit = scalars.contains { ("0"..."9").contains($0) }
        let isHexadecimal =
            core.utf8.count >= 7 && core.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        guard !(hasJoiner && hasDigit), !(isHexadecimal && hasDigit) else { return false }
        return scalars.enumerated().allSatisfy { index, scalar in
            let isJoiner = scalar == "-" || scalar == "'" || scalar == "’"
            let isInside = index > 0 && index < scalars.count - 1
            return isJoiner ? isInside : scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        }
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}
