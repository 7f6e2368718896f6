// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A new file that stands complete beside the one whose place it is going to take. It holds no descriptor, so that there
/// can be any number of them.
struct StagedFile: FileWriting {
    let tree: ExportedTree
    let file: RelativePath
    /// The name that it has until it takes its place.
    let temporaryName: [UInt8]
    /// The file that was read and compared.
    let replaced: FileIdentity
    /// The new file itself.
    let identity: FileIdentity

    /// Brings its bytes to the disk by themselves.
    func synchronize() throws(RepositoryError) {
        let folder = try openFolder()
        try step(.synchronizeFile) { () throws(Errno) in
            try folder.descriptor.openFile(temporaryName).synchronize()
        }
    }

    /// Puts it in the place of the old one, unless that is no longer what was read.
    func takePlace() throws(RepositoryError) {
        let folder = try openFolder()
        try expectUntouched(replaced, in: folder)
        try step(.rename) { () throws(Errno) in
            try folder.descriptor.rename(temporaryName, to: file.name, in: folder.descriptor)
        }
    }

    /// Brings its name to the disk.
    func synchronizeFolder() throws(RepositoryError) {
        let folder = try openFolder()
        try step(.synchronizeFolder) { () throws(Errno) in try folder.descriptor.synchronizeFolder() }
    }

    /// Removes it, where it did not come to its place.
    func discard() {
        guard let folder = try? tree.openFolder(of: file) else { return }
        try? folder.descriptor.remove(temporaryName)
    }

    private func openFolder() throws(RepositoryError) -> OpenFolder {
        do throws(RepositoryError) {
            return try tree.openFolder(of: file)
        } catch .notFound {
            throw changed
        }
    }
}
