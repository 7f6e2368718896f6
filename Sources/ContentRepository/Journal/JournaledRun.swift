// SPDX-License-Identifier: Apache-2.0
import ContentDigest

/// A run with its journal.
package struct JournaledRun: Sendable {
    let index: JournalIndex
    /// How far the run had come when the journal was opened.
    package let state: JournalState
    let folder: OpenFolder
    /// The journal's folder.
    let path: String
    /// SHA-256 of the bytes of its index, by which the run after it and the report name it.
    package let sha256OfIndex: String

    /// The id, which is also in the run's report.
    package var id: String { index.run }
    /// The repository, as an absolute path without links.
    package var repository: String { index.repository }
    /// The command that wrote.
    package var command: String { index.command }
    /// Start of the run, RFC 3339 in UTC.
    package var startedAt: String { index.startedAt }
    /// Which part of a run that is split this one is.
    package var part: JournaledPart? { index.part }
    /// How many files the run replaces, creates and removes.
    package var fileCount: Int { index.files.count }

    /// SHA-256 of a file before and after the run, in hexadecimal; empty where there was none. Nil where the run has no such
    /// file.
    package func digests(of path: RelativePath) -> (before: String, after: String)? {
        index.files.first { $0.path == path }.map { ($0.sha256Before, $0.sha256After) }
    }

    /// SHA-256 of a package after the run that rewrote it; nil for a run on a tree.
    package var sha256OfPackage: String? {
        isOfPackage ? index.files.first?.sha256After : nil
    }

    /// Whether the run rewrote a package, so that its old bytes are a file of their own.
    var isOfPackage: Bool { folder.descriptor.kind(of: FileName.storedPackage) != nil }

    /// The folders that the run made, or was about to make.
    var createdFolders: [RelativePath] { (index.folders ?? []).map(\.path) }

    /// The old bytes of all files, checked. Throws ``JournalError/damaged(path:reason:)``.
    func stored() throws(JournalError) -> [UInt8] {
        let bytes: [UInt8]
        do {
            bytes = try folder.descriptor.openFile(Journal.Name.stored).read(upTo: .max)
        } catch {
            throw .damaged(path: path, reason: "its old bytes cannot be read: \(error.description)")
        }
        guard ContentDigest.sha256(bytes) == index.sha256OfStored,
            index.files.allSatisfy({ $0.stored.upperBound <= bytes.count })
        else {
            throw .damaged(path: path, reason: Self.storedIsNotIntact)
        }
        return bytes
    }
}
