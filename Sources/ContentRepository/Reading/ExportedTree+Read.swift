// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// The bytes of a file, and which file they were read from.
package struct FileContent: Hashable, Sendable {
    /// All of them.
    package let bytes: [UInt8]
    /// The file at the moment it was read: a later one that differs is another file, or a changed one.
    package let identity: FileIdentity
}

extension ExportedTree {
    /// Reads a file whole.
    ///
    /// Whatever has been put in its place since the walk, nothing but a regular file is read, reached through folders
    /// only. Throws ``RepositoryError/notFound(path:)`` when it is gone, ``RepositoryError/unsafe(path:kind:)`` when a
    /// link or special file is there now, ``RepositoryError/tooLarge(path:limit:)`` when it has more than `maxBytes`
    /// bytes, or ``RepositoryError/unreadable(path:code:)``.
    package func read(_ file: RelativePath, maxBytes: Int) throws(RepositoryError) -> FileContent {
        let opened = try openFile(file, in: try openFolder(of: file))
        let most = max(maxBytes, 0)
        let content: FileContent
        do {
            // A size can be wrong and can change; one byte more than allowed tells.
            let limit = most == .max ? most : most + 1
            let bytes = try opened.descriptor.read(upTo: limit, expecting: Int(opened.status.st_size))
            content = FileContent(bytes: bytes, identity: FileIdentity(opened.status))
        } catch {
            throw .unreadable(path: location(of: file), code: error.rawValue)
        }
        guard content.bytes.count <= most else { throw .tooLarge(path: location(of: file), limit: most) }
        return content
    }
}
