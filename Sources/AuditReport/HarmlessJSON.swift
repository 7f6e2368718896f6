// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// JSON that does nothing wherever it is shown, neither on a terminal nor in the log of a build server.
package enum HarmlessJSON {
    /// A value with sorted keys, indented, ending with a line feed: the same bytes for the same value.
    ///
    /// Throws `EncodingError` where a number in it has no JSON form.
    package static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return of(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n"
    }

    /// The same JSON, with what could do something escaped in its strings.
    package static func of(_ json: String) -> String { withoutDoubleHashes(escapingHarmful(json)) }

    /// Two hashes begin a command to build servers, in whose logs JSON ends up too. They can stand in strings alone,
    /// which stay the same. By scalars: to Swift a # behind some Arabic signs is another character.
    private static func withoutDoubleHashes(_ json: String) -> String {
        guard HarmlessText.holds("#", twice: json) else { return json }
        var result = String.UnicodeScalarView()
        var isSecond = false
        for scalar in json.unicodeScalars {
            if scalar == "#", isSecond {
                result.append(contentsOf: "\\u0023".unicodeScalars)
                isSecond = false
            } else {
                result.append(scalar)
                isSecond = scalar == "#"
            }
        }
        return String(result)
    }

    /// JSON itself escapes the C0 controls only. What else could drive a terminal can stand in strings alone, so it
    /// can be escaped after the fact; the line feeds between the lines of the JSON stay.
    private static func escapingHarmful(_ json: String) -> String {
        func isPlain(_ byte: UInt8) -> Bool { (0x20..<0x7F).contains(byte) || byte == UInt8(ascii: "\n") }
        var rest = json.utf8[...]
        guard !rest.allSatisfy(isPlain) else { return json }
        var result: [UInt8] = []
        result.reserveCapacity(rest.count)
        while let next = rest.firstIndex(where: { !isPlain($0) }) {
            result += rest[..<next]
            let scalar = json.unicodeScalars[next]
            result += Array((HarmlessText.isHarmful(scalar) ? escaped(scalar) : String(scalar)).utf8)
            rest = rest[json.unicodeScalars.index(after: next)...]
        }
        return String(decoding: result + rest, as: UTF8.self)
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
