// SPDX-License-Identifier: Apache-2.0
import Testing

/// As `#expect` of their equality, but a failure shows both texts as they are.
func expectText(_ text: String, _ golden: String, sourceLocation: SourceLocation = #_sourceLocation) {
    if text != golden {
        Issue.record("the text is\n\(text)\ninstead of\n\(golden)", sourceLocation: sourceLocation)
    }
}
