// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One file being replaced, in the steps of ``WriteStep``: what comes before the new bytes are brought to the disk. The rest
/// is done by ``StagedFile``, for one file or for many together.
struct Replacement: FileWriting {
    let tree: ExportedTree
    let file: RelativePath
    /// What the new file is to have in place of what the old one has.
    var attributes: FileAttributes?

    /// Makes the new file beside the old one; nothing is made of equal bytes.
    func stage(_ bytes: [UInt8], expecting original: [UInt8]) throws(RepositoryError) -> Staging {
        let current = try openCurrent(expecting: original)
        let read = FileIdentity(current.opened.status)
        if bytes == original, attributes == nil { return .unneeded(read) }
        let name = FileName.temporary()
        let folder = current.folder
        // For nobody else to read until it has the old file's permissions.
        let new = try step(.createTemporary) { () throws(Errno) in
            try folder.descriptor.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        }
        do throws(RepositoryError) {
            try fill(new, with: bytes, like: current.opened)
            let identity = try step(.write) { () throws(Errno) in FileIdentity(try new.status()) }
            return .staged(
                StagedFile(tree: tree, file: file, temporaryName: name, replaced: read, identity: identity))
        } catch {
            try? folder.descriptor.remove(name)
            throw error
        }
    }

    private func fill(
        _ new: borrowing Descriptor, with bytes: [UInt8], like current: borrowing OpenedFile
    ) throws(RepositoryError) {
        try write(bytes, to: new)
        let model = attributes?.status ?? current.status
        try step(.setOwner) { () throws(Errno) in try new.takeOwner(of: model) }
        if let attributes {
            ExtendedAttributes.give(attributes.extended, to: new)
        } else {
            ExtendedAttributes.transfer(from: current.descriptor, to: new)
        }
        try step(.setMode) { () throws(Errno) in try new.takePermissions(of: model) }
    }
}

/// What becomes of a file that is to be replaced.
enum Staging {
    /// It has the bytes already: which file it is.
    case unneeded(FileIdentity)
    /// The new file stands beside it.
    case staged(StagedFile)
}
