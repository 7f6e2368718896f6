// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentDigest

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Run records in files, and the files that are rendered from them.
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
        let bytes: [UInt8]
        do {
            bytes = try LocalFile.read(path, limit: largest)
        } catch {
            throw RunFailure(.inputUnusable, error.description(of: path))
        }
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

    /// Writes `text` to the file at `path`, complete or not at all. Throws `RunFailure` (74).
    package static func write(_ text: String, to path: String) throws(RunFailure) {
        do {
            try Data(text.utf8).write(to: URL(filePath: try target(of: path)), options: .atomic)
        } catch let failure as RunFailure {
            throw failure
        } catch {
            throw RunFailure(
                .inputOutput,
                "\(path): could not be written: \(SystemCause.words(error)). Name a file in a folder that is there and "
                    + "that you may write to.")
        }
    }

    /// The file that `path` leads to, which a rename would replace: not the link to it, and never a device or pipe.
    private static func target(of path: String) throws(RunFailure) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return path }
        guard status.st_mode & S_IFMT == S_IFREG, let resolved = realpath(path, nil) else {
            throw RunFailure(
                .inputOutput,
                "\(path): not a file. Name another one with --out, or leave --out away to print.")
        }
        defer { free(resolved) }
        return String(cString: resolved)
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
