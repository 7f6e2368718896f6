// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One file being removed, in the steps of ``WriteStep``.
struct FileRemoval: FileWriting {
    let tree: ExportedTree
    let file: RelativePath
    /// Off for a file that nobody will want back: one that a run has created and that is taken back.
    var mustBeRestorable = true

    func run(expecting original: [UInt8]) throws(RepositoryError) {
        let current = try openCurrent(expecting: original)
        let folder = current.folder
        if mustBeRestorable { try expectRestorable(current.opened.status, in: folder) }
        try expectUntouched(FileIdentity(current.opened.status), in: folder)
        try step(.remove) { () throws(Errno) in try folder.descriptor.remove(file.name) }
        try step(.synchronizeFolder) { () throws(Errno) in try folder.descriptor.synchronizeFolder() }
    }

    /// Throws ``RepositoryError/ownershipNotKept(path:code:)`` where this user could not give a new file the owner and group
    /// of the old one: whoever may write to a folder may remove files from it that only others can put back.
    private func expectRestorable(_ status: stat, in folder: OpenFolder) throws(RepositoryError) {
        let name = FileName.temporary()
        let new = try step(.createTemporary) { () throws(Errno) in
            try folder.descriptor.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        }
        defer { try? folder.descriptor.remove(name) }
        try step(.setOwner) { () throws(Errno) in try new.takeOwner(of: status) }
    }
}
