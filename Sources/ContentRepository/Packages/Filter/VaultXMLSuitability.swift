// SPDX-License-Identifier: Apache-2.0

/// What is asked of a file before libxml2 sees it.
///
/// libxml2 compares each attribute of an element with each other one, so that a tag of megabytes would take it minutes.
/// In the encodings that are let through, a tag begins and ends with the same bytes as in ASCII.
enum VaultXMLSuitability {
    private static let encodings = [
        "utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252",
    ]
    private static let longestTag = 65_536

    /// Why a file is not read; nil for one that is.
    static func fault(of bytes: [UInt8]) -> String? {
        // Without the zeros of UTF-16.
        let head = bytes.prefix(400).filter { $0 != 0 }
        let marks = head.prefix(3).prefix { $0 >= 0x80 }.count
        guard let first = head.dropFirst(marks).first(where: { ![9, 10, 13, 32].contains($0) }),
            first == UInt8(ascii: "<")
        else { return "it does not begin with an element" }
        let text = String(decoding: head.dropFirst(marks), as: UTF8.self)
        if text.hasPrefix("<?xml"), !text.contains("?>") { return "its first line does not end" }
        if let encoding = declaredEncoding(text), !encodings.contains(encoding.lowercased()) {
            return "its encoding is not supported"
        }
        var start: Int?
        for (position, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "<") { start = start ?? position }
            if byte == UInt8(ascii: ">") { start = nil }
            if let start, position - start > longestTag { return "a tag is longer than \(longestTag) bytes" }
        }
        return nil
    }

    private static func declaredEncoding(_ head: String) -> Substring? {
        guard let end = head.firstRange(of: "?>"), let key = head.firstRange(of: "encoding"),
            key.upperBound < end.lowerBound
        else { return nil }
        return head[key.upperBound..<end.lowerBound].drop { " \t\r\n=\"'".contains($0) }
            .prefix { !" \t\r\n\"'".contains($0) }
    }
}
