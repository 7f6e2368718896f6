// SPDX-License-Identifier: Apache-2.0
import Testing

/// As `#expect` of their equality, but a failure shows both texts as they are.
func expectText(_ text: String, _ golden: String, sourceLocation: SourceLocation = #_sourceLocation) {
    if text != golden {
        Issue.record("the text is\n\(text)\ninstead of\n\(golden)", sourceLocation: sourceLocation)
    }
}

extension String {
    /// The lines; CR LF is a line feed behind a CR here, which it is not to Swift's `Character`.
    var lines: [String] {
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }

    /// The text without the sequences that colour it.
    var withoutColor: String { replacing(/\u{1B}\[[0-9]+m/, with: "") }
}
