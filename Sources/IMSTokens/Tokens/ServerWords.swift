// SPDX-License-Identifier: Apache-2.0

/// What a server says in its own words, as far as it may be shown: it can be anything, the secret that was just sent to
/// it among it.
enum ServerWords {
    /// So many characters of a message are shown.
    static let longest = 160
    /// So many characters of a secret in a row are taken for a piece of it.
    private static let piece = 5

    /// One line of printable ASCII, cut; nil where it holds a piece of a secret, or where nothing is left.
    static func harmless(_ text: String, without secret: String) -> String? {
        guard !holdsPiece(of: secret, in: text) else { return nil }
        var line = ""
        for scalar in text.unicodeScalars.prefix(longest * 2) {
            let isShown = (0x20...0x7E).contains(scalar.value) && !"<>\"`\\".unicodeScalars.contains(scalar)
            let shown: Character = isShown ? Character(scalar) : " "
            if shown != " " || line.last != " " { line.append(shown) }
        }
        while line.first == " " { line.removeFirst() }
        while line.last == " " || line.last == "." { line.removeLast() }
        guard line.contains(where: { $0.isLetter }) else { return nil }
        return line.count > longest ? line.prefix(longest) + "…" : line
    }

    /// By letters and digits alone, whatever their case: an echo may be quoted, escaped or broken into lines.
    private static func holdsPiece(of secret: String, in text: String) -> Bool {
        let needle = plain(secret)
        let plain = plain(text)
        let decoded = Self.plain(percentDecoded(text))
        guard needle.count > piece else {
            return !needle.isEmpty && [plain, decoded].contains { $0.firstRange(of: needle) != nil }
        }
        return (0...needle.count - piece).contains { start in
            let part = needle[start..<start + piece]
            return plain.firstRange(of: part) != nil || decoded.firstRange(of: part) != nil
        }
    }

    private static func plain(_ text: String) -> [UInt8] { plain(Array(text.utf8)) }

    private static func plain(_ bytes: [UInt8]) -> [UInt8] {
        bytes.compactMap { byte in
            switch byte {
            case 0x30...0x39, 0x61...0x7A: byte
            case 0x41...0x5A: byte | 0x20
            default: byte < 0x80 ? nil : byte
            }
        }
    }

    private static func percentDecoded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
