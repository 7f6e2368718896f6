// SPDX-License-Identifier: Apache-2.0

/// Makes sure that a file is UTF-8 before libxml2 sees it, so that libxml2 never converts anything and byte offsets
/// are those of the file.
enum SourceEncoding {
    /// The offset of the first byte after a byte order mark.
    ///
    /// - Throws: `encodingUnsupported` for UTF-16 and UTF-32, a declared encoding other than UTF-8, and bytes that
    ///   are no valid UTF-8.
    static func startOfMarkup(in bytes: [UInt8]) throws(DocViewError) -> Int {
        if let encoding = wideEncoding(of: bytes) {
            throw .encodingUnsupported(line: 1, description: "the file is \(encoding)")
        }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if let declared = declaredEncoding(in: bytes, from: start) {
            throw .encodingUnsupported(
                line: line(at: declared.offset, in: bytes),
                description: "the file declares the encoding \(declared.name)")
        }
        if let offset = firstInvalidByte(in: bytes) {
            throw .encodingUnsupported(
                line: line(at: offset, in: bytes),
                description: "a byte sequence that is no UTF-8, at byte \(offset + 1) of the file")
        }
        return start
    }

    /// The line, counted from 1, of a byte.
    static func line(at offset: Int, in bytes: [UInt8]) -> Int {
        1 + bytes[..<offset].count { $0 == .lineFeed }
    }

    /// UTF-16 or UTF-32, by byte order mark or by the zero bytes around the first `<` (XML 1.0, appendix F).
    private static func wideEncoding(of bytes: [UInt8]) -> String? {
        let head = Array(bytes.prefix(4))
        let marks: [([UInt8], String)] = [
            ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0, 0, 0xFE, 0xFF], "UTF-32"), ([0xFE, 0xFF], "UTF-16"),
            ([0xFF, 0xFE], "UTF-16"), ([0, 0, 0, 0x3C], "UTF-32"), ([0x3C, 0, 0, 0], "UTF-32"),
            ([0, 0x3C], "UTF-16"), ([0x3C, 0], "UTF-16"),
        ]
        return marks.first { head.starts(with: $0.0) }?.1
    }

    /// The encoding of the XML declaration, if it has one that is not UTF-8.
    private static func declaredEncoding(in bytes: [UInt8], from start: Int) -> (name: String, offset: Int)? {
        let head = bytes[start...]
        guard head.starts(with: "<?xml".utf8), let close = head.firstIndex(of: .greaterThan) else {
            return nil
        }
        let declaration = head[..<close]
        let key = Array("encoding".utf8)
        guard
            let found = declaration.indices.first(where: {
                declaration[$0...].starts(with: key) && declaration[$0 - 1].isXMLSpace
            })
        else { return nil }
        var rest = declaration[(found + key.count)...].drop(while: \.isXMLSpace)
        guard rest.popFirst() == .equals else { return nil }
        rest = rest.drop(while: \.isXMLSpace)
        guard let quote = rest.popFirst(), quote == .doubleQuote || quote == .singleQuote else { return nil }
        let name = String(decoding: rest.prefix { $0 != quote }, as: UTF8.self)
        if ["utf-8", "utf8"].contains(name.lowercased()) { return nil }
        let isPlain = name.utf8.allSatisfy {
            $0.isASCIIAlphanumeric || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
        }
        return (isPlain && !name.isEmpty && name.utf8.count <= 40 ? name : "of an unknown name", found)
    }

    /// The offset of the first byte that does not belong to well-formed UTF-8 (Unicode, table 3-7).
    static func firstInvalidByte(in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer(firstInvalidByte)
    }

    static func firstInvalidByte(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            if lead < 0x80 {
                index += 1
                continue
            }
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEF: length = 3
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            case 0xF1...0xF3: length = 4
            default: return index
            }
            guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return index }
            for later in stride(from: index + 2, to: index + length, by: 1) {
                guard (0x80...0xBF).contains(bytes[later]) else { return index }
            }
            index += length
        }
        return nil
    }
}
