// SPDX-License-Identifier: Apache-2.0

extension ExportedTree {
    /// Copies the whole tree, content or not, to a place where nothing is yet but perhaps an empty folder.
    ///
    /// The copy appears there when ``TreeCopy/commit()`` is called, so that it can be changed before. Files, folders and
    /// links (as links) keep their bytes, permissions, times to the nanosecond, and as far as permitted their owners
    /// and extended attributes; hard links become separate files. `progress` is told how many files have been copied.
    ///
    /// Throws ``RepositoryError/destinationOccupied(path:)``, ``RepositoryError/destinationOverlaps(path:source:)``,
    /// ``RepositoryError/destinationUnusable(path:code:)``, or, if something of the tree cannot be read or written,
    /// ``RepositoryError/notCopied(path:step:code:)``; then nothing is left of the copy.
    package func beginCopy(
        to path: String, progress: @escaping (_ files: Int) -> Void = { _ in }
    ) throws(RepositoryError) -> TreeCopy {
        try TreeCopy(of: self, to: try CopyDestination(path, source: self), progress: progress)
    }
}
