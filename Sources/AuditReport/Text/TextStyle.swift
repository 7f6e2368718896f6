// SPDX-License-Identifier: Apache-2.0

/// How text output looks on the terminal, or in the file, that it goes to.
package struct TextStyle: Sendable {
    /// Columns that a table may use.
    package var width: Int
    /// Whether to use colours.
    package var color: Bool
    /// Whether to add what one does not want to see every day: evidence, changes and diffs of applied runs.
    package var verbose: Bool
    /// Whether to leave out everything but what makes the command fail and the verdict.
    package var quiet: Bool

    /// 80 columns, plain.
    package init(width: Int = 80, color: Bool = false, verbose: Bool = false, quiet: Bool = false) {
        self.width = width
        self.color = color
        self.verbose = verbose
        self.quiet = quiet
    }

    /// A role that text plays; never the only way in which something is told.
    package enum Ink: String {
        /// What makes a command fail: red.
        case error = "31"
        /// What asks for attention: yellow.
        case warning = "33"
        /// What is as it should be: green.
        case good = "32"
        /// Headings: cyan.
        case accent = "36"
        /// What matters less.
        case dim = "2"
        /// What matters most.
        case bold = "1"
    }

    /// The text with the colour of its role, where colours are used.
    package func paint(_ text: String, _ ink: Ink) -> String {
        color && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
    }
}
