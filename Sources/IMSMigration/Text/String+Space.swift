// SPDX-License-Identifier: Apache-2.0

extension String {
    /// Whether there is nothing but white space.
    var isBlank: Bool {
        unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }

    /// The text without white space around it.
    func trimmingWhiteSpace() -> String {
        let head = unicodeScalars.drop(while: \.properties.isWhitespace)
        guard let last = head.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(head[...last])
    }

    /// The text without one LF or CRLF at its end.
    func withoutFinalLineBreak() -> String {
        // By scalars: CRLF is one Character.
        var scalars = unicodeScalars[...]
        if scalars.last == "\n" {
            scalars.removeLast()
            if scalars.last == "\r" { scalars.removeLast() }
        }
        return String(scalars)
    }
}
