// SPDX-License-Identifier: Apache-2.0

/// FileVault's rule for `NAME.xml`: is it docview of the node NAME, or a plain file that happens to be XML?
/// (A `.content.xml` is docview whatever it holds.)
public enum DocViewDetection {
    /// How many bytes of a file are enough for the decision: 1024 characters of at most three bytes a UTF-16 unit.
    public static let headLength = 3 * 1024

    /// Whether the first 1024 characters hold `<jcr:root` and the JCR namespace in double quotes.
    ///
    /// - Parameter head: the first ``headLength`` bytes of the file, or all if it is shorter.
    public static func isDocView(head: some Sequence<UInt8>) -> Bool {
        var characters: [UInt8] = []
        var units = 0
        for byte in head {
            // A lead byte of four-byte UTF-8 stands for two UTF-16 units; a later byte for none.
            if byte & 0xC0 != 0x80 { units += byte >= 0xF0 ? 2 : 1 }
            if units > 1024 { break }
            characters.append(byte)
        }
        return contains(characters, "<jcr:root") && contains(characters, "\"http://www.jcp.org/jcr/1.0\"")
    }

    /// Whether a `NAME.xml` begins as docview does, be it such for FileVault or not: a namespace with a typing error, or
    /// in single quotes, makes it a plain file, and its node is not there.
    package static func looksLikeDocView(head: some Sequence<UInt8>) -> Bool {
        contains(Array(head), "<jcr:root")
    }

    private static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        let text = Array(text.utf8)
        return bytes.indices.contains { bytes[$0] == text[0] && bytes[$0...].starts(with: text) }
    }
}
