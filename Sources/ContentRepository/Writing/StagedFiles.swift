// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// New files that stand complete beside the old ones: brought to the disk together, then put in place together.
///
/// Flushing each by itself would take as long as the disk takes to turn round, thousands of times; one flush of the file
/// system does for all. What holds for one file holds for each of many: its name never stands for anything but its old
/// bytes or its new ones, on the disk too, as no name is given away before all bytes are there.
struct StagedFiles {
    let tree: ExportedTree
    private(set) var files: [StagedFile] = []

    init(of tree: ExportedTree) { self.tree = tree }

    mutating func add(_ file: StagedFile) { files.append(file) }

    /// Puts the files in place and returns how many came to it: fewer than there are, where `shouldStop` said so before
    /// one of them. Whatever did not come to its place is removed. Throws ``RepositoryError``.
    func takePlace(shouldStop: () -> Bool) throws(RepositoryError) -> Int {
        var placed = 0
        defer { for file in files[placed...] { file.discard() } }
        try synchronizeBytes()
        for file in files {
            if shouldStop() { break }
            try file.takePlace()
            placed += 1
        }
        try synchronizeNames(of: files[..<placed])
        return placed
    }

    /// Removes all of them.
    func discard() { for file in files { file.discard() } }

    private func synchronizeBytes() throws(RepositoryError) {
        guard isWorthOneFlush(files.count) else {
            for file in files { try file.synchronize() }
            return
        }
        for file in files { try file.step(.synchronizeFile) }
        try synchronizeFileSystems(of: files[...], for: .synchronizeFile) { file throws(RepositoryError) in
            try file.synchronize()
        }
    }

    private func synchronizeNames(of files: ArraySlice<StagedFile>) throws(RepositoryError) {
        guard isWorthOneFlush(files.count) else {
            for file in files { try file.synchronizeFolder() }
            return
        }
        for file in files { try file.step(.synchronizeFolder) }
        try synchronizeFileSystems(of: files, for: .synchronizeFolder) { file throws(RepositoryError) in
            try file.synchronizeFolder()
        }
    }

    /// Flushing a file system flushes what others have written too: not worth it for a few files.
    private func isWorthOneFlush(_ count: Int) -> Bool { count >= tree.faults.fewestFlushedTogether }

    /// Flushes each file system once, and what is on one where that cannot be relied on file by file.
    private func synchronizeFileSystems(
        of files: ArraySlice<StagedFile>, for step: WriteStep,
        otherwise each: (StagedFile) throws(RepositoryError) -> Void
    ) throws(RepositoryError) {
        for onOne in Dictionary(grouping: files, by: \.identity.device).values {
            guard let first = onOne.first else { continue }
            let folder = try tree.openFolder(of: first.file)
            var isDone = false
            try first.step(step) { () throws(Errno) in
                isDone = try folder.descriptor.synchronizeFileSystemReliably()
            }
            if !isDone { for file in onOne { try each(file) } }
        }
    }
}
