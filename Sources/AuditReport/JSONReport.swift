// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The record itself, as JSON: the same bytes for the same record.
package enum JSONReport {
    /// The record with sorted keys, indented, ending with a line feed.
    ///
    /// Throws `EncodingError` where a number in the record has no JSON form.
    package static func render(_ record: RunRecord) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(record), as: UTF8.self)
        return withoutDoubleHashes(escapingHarmful(text)) + "\n"
    }

    /// Two hashes begin a command to build servers, in whose logs JSON ends up too. They can stand in strings alone,
    /// which stay the same. By scalars: to Swift a # behind some Arabic signs is another character.
    static func withoutDoubleHashes(_ json: String) -> String {
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

    /// The record that `json` holds.
    ///
    /// Throws `UnknownRecordVersion` for another version of the format, `DecodingError` for what is no record.
    package static func read(_ json: [UInt8]) throws -> RunRecord {
        let data = Data(json)
        let version = try JSONDecoder().decode(Version.self, from: data).schemaVersion
        guard version == RunRecord.currentSchemaVersion else { throw UnknownRecordVersion(version: version) }
        return try JSONDecoder().decode(RunRecord.self, from: data)
    }

    /// What every version of the format has.
    private struct Version: Decodable {
        var schemaVersion: Int
    }

    /// JSON itself escapes the C0 controls only. What else could drive a terminal can stand in strings alone, so it
    /// can be escaped after the fact; the line feeds between the lines of the JSON stay.
    package static func escapingHarmful(_ json: String) -> String {
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

/// A record of a format that this version does not know.
package struct UnknownRecordVersion: Error, Sendable, Equatable, CustomStringConvertible {
    /// The version that the record names.
    package var version: Int

    /// What it is and what to do.
    package var description: String {
        "the run record has version \(version) of its format, and this is version "
            + "\(RunRecord.currentSchemaVersion); use the ims-migrate that made it, or a newer one"
    }
}
