// SPDX-License-Identifier: Apache-2.0

import Mustache

/// How texts are escaped on the page; every one of its templates asks for it by name.
///
/// By scalars, where the library's own escaping goes by characters: to Swift `"` with an accent on it is another
/// character than `"`, and so is `<` behind some Arabic signs, but a browser sees the quote and the tag.
struct EscapedScalars: MustacheContentType {
    static let name = "ESCAPED-SCALARS"

    func escapeText(_ text: String) -> String {
        // By bytes, in which each of these is one, whatever stands beside it.
        guard text.utf8.contains(where: { $0 == Self.hash || Self.reference(for: $0) != nil }) else {
            return text
        }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count + 32)
        for byte in text.utf8 {
            if let reference = Self.reference(for: byte) {
                escaped.append(contentsOf: reference.utf8)
            } else if byte == Self.hash, escaped.last == Self.hash {
                // Two hashes begin a command to build servers, in whose logs a page can end up too.
                escaped.append(contentsOf: "&#35;".utf8)
            } else {
                escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static let hash = UInt8(ascii: "#")

    private static func reference(for byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}

extension StaticString {
    fileprivate var utf8: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
