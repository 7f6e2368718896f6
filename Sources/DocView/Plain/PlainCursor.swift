// SPDX-License-Identifier: Apache-2.0

/// A place in a file that may be plain docview, and the steps from there. Each step fails where it meets anything that is
/// not plain.
struct PlainCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let classes: UnsafePointer<UInt8>
    var position: Int
    /// Whether a byte beyond ASCII was met.
    private(set) var hasHighBytes = false

    /// Behind the XML declaration; nil where the file does not begin with FileVault's.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, _ classes: UnsafePointer<UInt8>) {
        let declaration: StaticString = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        guard bytes.starts(with: declaration) else { return nil }
        self.bytes = bytes
        self.classes = classes
        position = declaration.utf8CodeUnitCount
    }

    /// The byte here; nil at the end.
    var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// The byte here, which is passed.
    mutating func next() -> UInt8? {
        guard position < bytes.count else { return nil }
        position += 1
        return bytes[position - 1]
    }

    /// Goes on to what is no white space; whether there was any.
    @discardableResult
    mutating func skipSpace() -> Bool {
        let start = position
        while position < bytes.count, classes[Int(bytes[position])] == ByteClass.space {
            position += 1
        }
        return position > start
    }

    /// Goes behind a comment whose `<` was passed.
    mutating func skipComment() -> Bool {
        guard bytes.count - position >= 3, bytes[position + 1] == .hyphen, bytes[position + 2] == .hyphen
        else {
            return false
        }
        position += 3
        while position + 2 < bytes.count {
            let byte = bytes[position]
            if byte == .hyphen, bytes[position + 1] == .hyphen {
                position += 3
                return bytes[position - 1] == .greaterThan
            }
            if byte >= 0x80 {
                hasHighBytes = true
            } else if byte < .space, !byte.isXMLSpace {
                return false
            }
            position += 1
        }
        return false
    }

    /// Goes behind an end tag whose `<` was passed, if it is that of this element.
    mutating func skipEndTag(of name: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = position + 1
        guard bytes.count - start > name.count,
            UnsafeBufferPointer(rebasing: bytes[start..<(start + name.count)]).equals(name)
        else { return false }
        position = start + name.count
        skipSpace()
        return next() == .greaterThan
    }

    /// An ASCII name with at most one prefix, and where in it the colon is.
    mutating func readName() -> (name: UnsafeBufferPointer<UInt8>, colon: Int?)? {
        let start = position
        var colon: Int?
        var isFirst = true
        while position < bytes.count {
            let byte = bytes[position]
            let kind = classes[Int(byte)]
            if kind == ByteClass.letter {
                isFirst = false
            } else if kind == ByteClass.laterInName {
                if isFirst { return nil }
            } else if byte == .colon {
                if isFirst || colon != nil { return nil }
                colon = position - start
                isFirst = true
            } else {
                break
            }
            position += 1
        }
        guard !isFirst, position - start <= 1_000 else { return nil }
        return (UnsafeBufferPointer(rebasing: bytes[start..<position]), colon)
    }

    /// What stands between double quotes, the first of which was passed, if FileVault would take it.
    mutating func readValue() -> (value: UnsafeBufferPointer<UInt8>, isLiteral: Bool)? {
        let start = position
        var isLiteral = true
        var hasEscape = false
        while position < bytes.count {
            if classes[Int(bytes[position])] <= ByteClass.mostPlain {
                position += 1
                continue
            }
            switch classes[Int(bytes[position])] {
            case ByteClass.quote:
                let value = UnsafeBufferPointer(rebasing: bytes[start..<position])
                position += 1
                if value.first == .openBrace || value.first == .openBracket {
                    isLiteral = false
                    if value.first == .openBrace, !PlainTypes.begins(value) { return nil }
                }
                // Only an escape with hexadecimal digits can be a faulty one.
                if hasEscape, value.containsUnicodeEscape { return nil }
                return (value, isLiteral)
            case ByteClass.refused: return nil
            case ByteClass.ampersand:
                isLiteral = false
                guard skipReference() else { return nil }
                continue
            case ByteClass.backslash:
                isLiteral = false
                hasEscape = true
            case ByteClass.high:
                isLiteral = false
                hasHighBytes = true
            case ByteClass.space where bytes[position] != .space: isLiteral = false
            default: break
            }
            position += 1
        }
        return nil
    }

    /// The references that FileVault writes, and the two that others do.
    private static let references: [StaticString] = [
        "&quot;", "&amp;", "&lt;", "&gt;", "&apos;", "&#xa;", "&#x9;", "&#xd;",
    ]

    private mutating func skipReference() -> Bool {
        let rest = UnsafeBufferPointer(rebasing: bytes[position...])
        guard let reference = Self.references.first(where: { rest.starts(with: $0) }) else { return false }
        position += reference.utf8CodeUnitCount
        return true
    }

    /// Whether all is UTF-8, and no character one that XML does not allow (U+FFFE and U+FFFF).
    var isCleanUTF8: Bool {
        guard SourceEncoding.firstInvalidByte(in: bytes) == nil else { return false }
        guard bytes.count > 2 else { return true }
        for index in 2..<bytes.count
        where bytes[index] >= 0xBE && bytes[index - 1] == 0xBF && bytes[index - 2] == 0xEF {
            return false
        }
        return true
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate var containsUnicodeEscape: Bool {
        for index in indices.dropFirst() where self[index] == 0x75 && self[index - 1] == .backslash {
            return true
        }
        return false
    }
}

/// The types that a value can begin with. A Binary is left to the parser, for which its content matters.
private enum PlainTypes {
    private static let names: [StaticString] = [
        "{Boolean}", "{Date}", "{Long}", "{Name}", "{String}", "{Double}", "{Decimal}", "{Path}",
        "{Reference}",
        "{WeakReference}", "{URI}",
    ]

    static func begins(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        names.contains { value.starts(with: $0) }
    }
}

/// What a byte is to plain docview.
enum ByteClass {
    static let other: UInt8 = 0
    static let letter: UInt8 = 1
    static let laterInName: UInt8 = 2
    /// Up to here a byte in a value stands for itself, whatever is around it.
    static let mostPlain = laterInName
    static let space: UInt8 = 3
    static let quote: UInt8 = 4
    static let ampersand: UInt8 = 5
    static let backslash: UInt8 = 6
    static let high: UInt8 = 7
    static let refused: UInt8 = 8

    /// The class of each byte. It is the caller's to deallocate: a table that all share would be asked for at each byte
    /// whether it is there.
    static func makeTable() -> UnsafePointer<UInt8> {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        for byte in UInt8.min...UInt8.max { (table + Int(byte)).initialize(to: of(byte)) }
        return UnsafePointer(table)
    }

    private static func of(_ byte: UInt8) -> UInt8 {
        switch byte {
        case .space, .tab, .lineFeed, .carriageReturn: space
        case 0..<0x20, .lessThan: refused
        case 0x41...0x5A, 0x61...0x7A, 0x5F: letter
        case 0x30...0x39, 0x2D, 0x2E: laterInName
        case .doubleQuote: quote
        case .ampersand: ampersand
        case .backslash: backslash
        case 0x80...0xFF: high
        default: other
        }
    }
}
