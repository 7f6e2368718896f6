// SPDX-License-Identifier: Apache-2.0

extension ExportedTree {
    /// Creates a file where nothing is, in one moment: whoever looks meanwhile, and whoever comes after a power failure,
    /// finds no file or all of it. Folders that are missing above it are made.
    ///
    /// File and folders have the modes 0644 and 0755, less what the user's umask takes away; owner and group are the
    /// user's own, as for any new file. Returns which file is there now.
    ///
    /// Throws ``RepositoryError/alreadyThere(path:)`` where anything has that name, a link too, or where something that
    /// is no folder stands for one; ``RepositoryError/unsafe(path:kind:)``, ``RepositoryError/unreadable(path:code:)``
    /// or ``RepositoryError/notReplaced(path:step:code:)``; then nothing has come to be.
    @discardableResult
    public func create(_ file: RelativePath, with bytes: [UInt8]) throws(RepositoryError) -> FileIdentity {
        try Creation(tree: self, file: file).run(bytes)
    }

    /// Removes a file, if it still has the bytes `original`. Its folder stays, even if it is empty now.
    ///
    /// Throws ``RepositoryError/changedUnderneath(path:)``, ``RepositoryError/unsafe(path:kind:)``,
    /// ``RepositoryError/unreadable(path:code:)``, ``RepositoryError/ownershipNotKept(path:code:)`` where this user could
    /// not bring the file back as it is, or ``RepositoryError/notReplaced(path:step:code:)``; then the file is as it was.
    /// (No system can compare and remove in one call: a change in the instant between the two would be
    /// lost.)
    public func remove(_ file: RelativePath, expecting original: [UInt8]) throws(RepositoryError) {
        try FileRemoval(tree: self, file: file).run(expecting: original)
    }

    /// Makes one change of a file that is in no package. Throws what ``replace(_:with:expecting:)``,
    /// ``create(_:with:)`` and ``remove(_:expecting:)`` throw.
    public func apply(_ change: ContentChange) throws(RepositoryError) {
        switch change.change {
        case .replace(let before, let after): try replace(change.path, with: after, expecting: before)
        case .create(let after): try create(change.path, with: after)
        case .remove(let before): try remove(change.path, expecting: before)
        }
    }

    /// Makes a change that takes back what a run did; a file that comes back gets `attributes`, where they are known.
    func putBack(
        _ change: FileChange, of file: RelativePath, attributes: FileAttributes?
    ) throws(RepositoryError) {
        switch change {
        case .replace(let before, let after):
            _ = try Replacement(tree: self, file: file, attributes: attributes).run(after, expecting: before)
        case .create(let after):
            _ = try Creation(tree: self, file: file, attributes: attributes).run(after)
        case .remove(let before):
            try FileRemoval(tree: self, file: file, mustBeRestorable: false).run(expecting: before)
        }
    }

    /// The bytes of a file, or nil where nothing has its name, or where a folder above it is missing. Throws what
    /// ``read(_:maxBytes:)`` throws otherwise.
    public func readIfThere(_ file: RelativePath, maxBytes: Int) throws(RepositoryError) -> [UInt8]? {
        do throws(RepositoryError) {
            return try read(file, maxBytes: maxBytes).bytes
        } catch .notFound {
            return nil
        }
    }
}
