// SPDX-License-Identifier: Apache-2.0

/// The strings among the members of a JSON object, found where they are.
///
/// Decoders make a `String` of every value, and what a `String` has held stays in memory. Here nothing leaves the buffer
/// but what is asked for, so that a token is seen to be there and never read.
struct JSONMembers {
    /// How deep objects and lists may lie in each other.
    static let deepest = 32

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var found: [String: Range<Int>] = [:]

    /// Nil where the bytes, which must stay until the value is gone, are no JSON object. `names` are the members that
    /// are of interest.
    init?(of bytes: UnsafeBufferPointer<UInt8>, names: [String]) {
        self.bytes = bytes
        skipSpace()
        guard skipObject(depth: 0, names: names) else { return nil }
        skipSpace()
        guard position == bytes.count else { return nil }
    }

    /// The bytes of a member that is a string, as they stand between its quotes.
    func raw(_ name: String) -> UnsafeBufferPointer<UInt8>? {
        found[name].map { UnsafeBufferPointer(rebasing: bytes[$0]) }
    }

    /// The text of a member that is a string.
    func text(_ name: String) -> String? {
        guard let raw = raw(name) else { return nil }
        var scalars = String.UnicodeScalarView()
        var rest = String(decoding: raw, as: UTF8.self).unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let escaped = rest.popFirst() else {
                scalars.append(scalar)
                continue
            }
            switch escaped {
            case "n": scalars.append("\n")
            case "r": scalars.append("\r")
            case "t": scalars.append("\t")
            case "b": scalars.append("\u{8}")
            case "f": scalars.append("\u{C}")
            case "u":
                let digits = rest.prefix(4)
                rest = rest.dropFirst(4)
                // Half of a pair is no scalar; nothing that is read here is written with pairs.
                let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16) ?? 0xFFFD
                scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
            default: scalars.append(escaped)
            }
        }
        return String(scalars)
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipObject(depth: Int, names: [String]) -> Bool {
        guard depth < Self.deepest, skip("{") else { return false }
        skipSpace()
        if skip("}") { return true }
        while true {
            skipSpace()
            guard let key = skipString() else { return false }
            skipSpace()
            guard skip(":") else { return false }
            skipSpace()
            if next == UInt8(ascii: "\"") {
                guard let value = skipString() else { return false }
                if let name = names.first(where: { $0.utf8.elementsEqual(bytes[key]) }) {
                    found[name] = value
                }
            } else if !skipValue(depth: depth + 1) {
                return false
            }
            skipSpace()
            if skip("}") { return true }
            guard skip(",") else { return false }
        }
    }

    private mutating func skipValue(depth: Int) -> Bool {
        switch next {
        case UInt8(ascii: "\"")?: return skipString() != nil
        case UInt8(ascii: "{")?: return skipObject(depth: depth, names: [])
        case UInt8(ascii: "[")?: return skipArray(depth: depth)
        default: return skipWord()
        }
    }

    private mutating func skipArray(depth: Int) -> Bool {
        guard depth < Self.deepest, skip("[") else { return false }
        skipSpace()
        if skip("]") { return true }
        while true {
            skipSpace()
            guard skipValue(depth: depth + 1) else { return false }
            skipSpace()
            if skip("]") { return true }
            guard skip(",") else { return false }
        }
    }

    /// A number, `true`, `false` or `null`, of which none matters here.
    private mutating func skipWord() -> Bool {
        let start = position
        while let byte = next {
            let isLetter = (0x61...0x7A).contains(byte | 0x20)
            guard isLetter || (0x30...0x39).contains(byte) || "+-.".utf8.contains(byte) else { break }
            position += 1
        }
        return position > start
    }

    private mutating func skipString() -> Range<Int>? {
        guard skip("\"") else { return nil }
        let start = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return start..<position - 1
            case UInt8(ascii: "\\"): position += 2
            case 0..<0x20: return nil
            default: position += 1
            }
        }
        return nil
    }
}
