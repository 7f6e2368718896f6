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
    package static func render(_ record: RunRecord) throws -> String { try HarmlessJSON.text(of: record) }

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
