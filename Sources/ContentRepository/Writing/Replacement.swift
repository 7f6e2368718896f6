// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One file being replaced, in the steps of ``WriteStep``.
struct Replacement: FileWriting {
    let tree: ExportedTree
    let file: RelativePath
    /// What the new file is to have in place of what the old one has.
    var attributes: FileAttributes?

    func run(_ bytes: [UInt8], expecting original: [UInt8]) throws(RepositoryError) -> FileIdentity {
        let current = try openCurrent(expecting: original)
        if bytes == original, attributes == nil { return FileIdentity(current.opened.status) }
        return try replace(current.opened, with: bytes, in: current.folder)
    }

    private func replace(
        _ current: borrowing OpenedFile, with bytes: [UInt8], in folder: OpenFolder
    ) throws(RepositoryError) -> FileIdentity {
        let name = FileName.temporary()
        // For nobody else to read until it has the old file's permissions.
        let new = try step(.createTemporary) { () throws(Errno) in
            try folder.descriptor.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        }
        let identity: FileIdentity
        do throws(RepositoryError) {
            identity = try fill(new, with: bytes, like: current)
            try expectUntouched(current.status, in: folder)
            try step(.rename) { () throws(Errno) in
                try folder.descriptor.rename(name, to: file.name, in: folder.descriptor)
            }
        } catch {
            try? folder.descriptor.remove(name)
            throw error
        }
        try step(.synchronizeFolder) { () throws(Errno) in try folder.descriptor.synchronizeFolder() }
        return identity
    }

    private func fill(
        _ new: borrowing Descriptor, with bytes: [UInt8], like current: borrowing OpenedFile
    ) throws(RepositoryError) -> FileIdentity {
        try write(bytes, to: new)
        let model = attributes?.status ?? current.status
        try step(.setOwner) { () throws(Errno) in try new.takeOwner(of: model) }
        if let attributes {
            ExtendedAttributes.give(attributes.extended, to: new)
        } else {
            ExtendedAttributes.transfer(from: current.descriptor, to: new)
        }
        try step(.setMode) { () throws(Errno) in try new.takePermissions(of: model) }
        return try synchronize(new)
    }
}
