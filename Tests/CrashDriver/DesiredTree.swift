// SPDX-License-Identifier: Apache-2.0
import ContentRepository
import Foundation
import MigrationPipeline

/// A folder whose files a repository is to have, byte by byte, and no others: a migration of a kind that needs every
/// kind of change.
struct DesiredTree {
    let path: String

    /// Plans, journals, writes and verifies as a migration does.
    func write(to repository: String, journals: String, faults: WriteFaults) throws {
        let opened = try OpenRepository.open(repository, faults: faults)
        let journal = try Journal(of: opened, in: JournalFolder(journals))
        let changes = try changes(of: repository)
        guard try journal.needsRun(for: changes) else { return }
        _ = try journal.write(changes, command: "equal", startedAt: "2026-01-01T00:00:00Z") { _ in
            (try? self.changes(of: repository))?.isEmpty == true
        }
    }

    private func changes(of repository: String) throws -> [ContentChange] {
        let (before, after) = (try Self.files(in: repository), try Self.files(in: path))
        return try Set(before.keys).union(after.keys).sorted().compactMap { name in
            guard let path = RelativePath(name) else { throw CocoaError(.fileReadInvalidFileName) }
            switch (before[name], after[name]) {
            case (let before?, let after?):
                return before == after
                    ? nil : ContentChange(path: path, .replace(before: before, after: after))
            case (nil, let after?): return ContentChange(path: path, .create(after: after))
            case (let before?, nil): return ContentChange(path: path, .remove(before: before))
            case (nil, nil): return nil
            }
        }
    }

    private static func files(in folder: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            // What a run that died has left is no file of the repository.
            guard !name.contains(".ims-migrate-") else { continue }
            let place = URL(filePath: folder).appending(path: name)
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
            if !isFolder.boolValue { files[name] = Array(try Data(contentsOf: place)) }
        }
        return files
    }
}
