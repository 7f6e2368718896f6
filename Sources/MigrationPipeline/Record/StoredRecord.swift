// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentDigest

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Run records in files.
package enum StoredRecord {
    /// No record is as large; in bytes.
    static let largest = 1 << 30
    private static let longestRun = 1e9

    /// The record that a run wrote to `path`. Throws `RunFailure` (65) where it is none that this version reads.
    package static func read(_ path: String) throws(RunFailure) -> RunRecord {
        try readWithReference(path).record
    }

    /// The record, and what another record says of it. Throws as `read` does.
    static func readWithReference(
        _ path: String
    ) throws(RunFailure) -> (record: RunRecord, reference: RunRecord.StoredRun) {
        let bytes = try LocalFile.input(path, limit: largest)
        guard let version = try? JSONDecoder().decode(Version.self, from: Data(bytes)) else {
            throw notARecord(path)
        }
        guard version.schemaVersion == RunRecord.currentSchemaVersion else {
            throw RunFailure(
                .inputUnusable,
                "\(path): a record of version \(version.schemaVersion); this program reads version "
                    + "\(RunRecord.currentSchemaVersion). Use the version that wrote it.")
        }
        // A duration that no clock can show would stop a renderer.
        guard let record = try? JSONReport.read(bytes), (0...longestRun).contains(record.durationSeconds)
        else {
            throw notARecord(path)
        }
        let reference = RunRecord.StoredRun(
            path: path, sha256: ContentDigest.sha256(bytes), command: record.command,
            startedAt: record.startedAt)
        return (record, reference)
    }

    private struct Version: Decodable {
        let schemaVersion: Int
    }

    private static func notARecord(_ path: String) -> RunFailure {
        RunFailure(
            .inputUnusable,
            "\(path): not a run record of this tool. Pass the report.json that a run wrote, or what --format json "
                + "printed.")
    }
}
