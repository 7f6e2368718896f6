// SPDX-License-Identifier: Apache-2.0
import SystemPackage

extension ExportedTree {
    /// Lets nobody but its owner read or write a file of a copy that this run makes. Throws ``RepositoryError``.
    package func makePrivate(_ file: RelativePath) throws(RepositoryError) {
        let folder = try openFolder(of: file)
        do throws(Errno) {
            let opened = try folder.descriptor.openFile(file.name)
            try opened.restrictToOwner()
        } catch {
            throw .notReplaced(path: location(of: file), step: .setMode, code: error.rawValue)
        }
    }

    /// Replaces a file, if it still has the bytes `original`, in one moment: whoever reads it meanwhile, and whoever
    /// finds it after a power failure, has either the old bytes or the new ones.
    ///
    /// The new file has the mode of the old one and its owner and group. Where the user may not give it to the owner,
    /// the group must do; where not to the group, the owner, if the group may do the same as anybody. Its extended
    /// attributes and access control list are kept as far as the system allows. Another hard link to the old file
    /// keeps the old bytes. Equal bytes are not written at all. Returns which file is there now.
    ///
    /// Throws ``RepositoryError/changedUnderneath(path:)``, ``RepositoryError/unsafe(path:kind:)``,
    /// ``RepositoryError/unreadable(path:code:)``, ``RepositoryError/ownershipNotKept(path:code:)`` or
    /// ``RepositoryError/notReplaced(path:step:code:)``; then the file is as it was, and nothing is left beside it.
    /// (No system can compare and rename in one call: a change in the instant between the two would be lost.)
    @discardableResult
    package func replace(
        _ file: RelativePath, with bytes: [UInt8], expecting original: [UInt8]
    ) throws(RepositoryError) -> FileIdentity {
        switch try Replacement(tree: self, file: file).stage(bytes, expecting: original) {
        case .unneeded(let identity): return identity
        case .staged(let staged):
            var files = StagedFiles(of: self)
            files.add(staged)
            _ = try files.takePlace(shouldStop: { false })
            return staged.identity
        }
    }
}
