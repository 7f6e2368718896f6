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
    let repository: OpenRepository
    let changes: [ContentChange]

    /// Throws `RunFailure` (6) where the copy is not, file by file, what the original is.
    func run() throws(RunFailure) {
        let scratch = FileManager.default.temporaryDirectory
            .appending(path: "ims-migrate-trial-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        do {
            try FileManager.default.createDirectory(
                atPath: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let copy = try copyRepository(to: scratch)
            let journal = try Journal(of: copy, in: JournalFolder(scratch + "/journal"))
            let run = try journal.write(changes, command: "trial", startedAt: "") { copy throws(RunFailure) in
                try stages.isSettled(copy)
            }
            let migrated = try OpenRepository.open(copy.path)
            _ = try Rollback(of: run, in: journal, to: migrated).apply()
            let differences = try differences(from: try OpenRepository.open(copy.path))
            guard differences.isEmpty else {
                throw RunFailure(
                    .notVerified,
                    "In a scratch copy, the rollback did not restore everything. Nothing was changed. Different are:\n"
                        + differences.map { "  \($0)" }.joined(separator: "\n"))
            }
        } catch {
            throw RunFailure(anyError: error)
        }
    }

    private func copyRepository(to scratch: String) throws -> OpenRepository {
        switch repository {
        case .tree(let tree):
            return .tree(try tree.beginCopy(to: scratch + "/repository").commit())
        case .package(let package):
            return .package(try package.rewrite([], to: .newFile(scratch + "/package.zip")))
        }
    }

    private func differences(from copy: OpenRepository) throws -> [String] {
        switch (repository, copy) {
        case (.tree(let original), .tree(let copy)):
            return try original.differences(from: copy).map(\.display)
        case (.package(let original), .package(let copy)):
            return try original.sha256() == copy.sha256() ? [] : [original.path]
        default:
            return [repository.path]
        }
    }
}
