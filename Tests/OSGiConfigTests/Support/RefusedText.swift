// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import OSGiConfig

/// A text that is refused as malformed, where, and some of the words. `SECRET` in it stands for a value that no error may
/// show.
struct RefusedText: CustomTestStringConvertible, Sendable {
    var text: String
    var line: Int
    var column: Int
    var words: String

    init(_ text: String, _ line: Int, _ column: Int, _ words: String) {
        (self.text, self.line, self.column, self.words) = (text, line, column, words)
    }

    var testDescription: String { text.debugDescription }

    func check(_ format: OSGiFormat) {
        let error = configError { _ = try OSGiConfiguration(text, format) }
        guard case .malformed(let line, let column, let description) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(line == self.line)
        #expect(column == self.column)
        #expect(description.contains(words), "\(description)")
        #expect(error?.description.contains("SECRET") == false)
    }
}
