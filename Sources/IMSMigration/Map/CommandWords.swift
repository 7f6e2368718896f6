// SPDX-License-Identifier: Apache-2.0

/// The words of a `cmd:` cell. No shell sees them: nothing is expanded, piped or redirected.
///
/// White space separates words. Between two `'` everything counts as it is. Between two `"` everything does but `\"`
/// and `\\`, which stand for `"` and `\`. Quoted and unquoted parts without white space between them are one word, and
/// `''` is an empty one. Outside of quotes a backslash takes any character after it as it is.
enum CommandWords {
    /// Why a text has no words.
    enum Problem: Error, Equatable {
        /// There is nothing, or an empty name, where the command should be.
        case noCommand
        /// A quote is not closed.
        case unterminatedQuote
        /// Nothing follows a backslash.
        case danglingBackslash
    }

    /// The words: the command, then its arguments.
    static func split(_ text: String) throws(Problem) -> [String] {
        var words: [String] = []
        var word: String?
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "'":
                guard let end = rest.firstIndex(of: "'") else { throw .unterminatedQuote }
                word = (word ?? "") + String(rest[..<end])
                rest = rest[end...].dropFirst()
            case "\"":
                word = (word ?? "") + (try quoted(&rest))
            case "\\":
                guard let next = rest.popFirst() else { throw .danglingBackslash }
                word = (word ?? "") + String(next)
            case _ where scalar.properties.isWhitespace:
                if let word { words.append(word) }
                word = nil
            default:
                word = (word ?? "") + String(scalar)
            }
        }
        if let word { words.append(word) }
        guard let command = words.first, !command.isEmpty else { throw .noCommand }
        return words
    }

    /// What stands between double quotes, of which the first is read already.
    private static func quoted(_ rest: inout Substring.UnicodeScalarView) throws(Problem) -> String {
        var text = ""
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return text
            case "\\" where rest.first == "\"" || rest.first == "\\":
                if let next = rest.popFirst() { text.unicodeScalars.append(next) }
            default: text.unicodeScalars.append(scalar)
            }
        }
        throw .unterminatedQuote
    }
}
