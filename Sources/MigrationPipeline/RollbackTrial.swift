// SPDX-License-Identifier: Apache-2.0

import ContentRepository

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Migrates and rolls back a scratch copy, and compares it with the original, before the original is touched.
struct RollbackTrial {
    let stages: MigrationStages
    let tree: ExportedTree
    let files: [PlannedFile]

    /// Throws `RunFailure` (6) where the copy is not, file by file, what the original is.
    func run() throws(RunFailure) {
        let scratch = FileManager.default.temporaryDirectory
            .appending(path: "ims-migrate-trial-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        do {
            try FileManager.default.createDirectory(
                atPath: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let copy = try tree.beginCopy(to: scratch + "/repository").commit()
            let journal = try Journal(of: copy, in: JournalFolder(scratch + "/journal"))
            let application = Application(tree: copy, files: files) { copy throws(RunFailure) in
                try stages.isSettled(copy)
            }
            let run = try application.write(with: journal, command: "trial", startedAt: "")
            _ = try Rollback(of: run, in: journal).apply()
            let differences = try tree.differences(from: copy)
            guard differences.isEmpty else {
                throw RunFailure(
                    .notVerified,
                    "In a scratch copy, the rollback did not restore everything. Nothing was changed. Different are:\n"
                        + differences.map { "  \($0.display)" }.joined(separator: "\n"))
            }
        } catch {
            throw RunFailure(anyError: error)
        }
    }
}
