// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a file that is brought back has again besides its bytes.
struct FileAttributes: Codable, Hashable, Sendable {
    /// The bits that `chmod` sets.
    let mode: UInt32
    /// Ids of user and group.
    let owner: UInt32, group: UInt32

    /// Extended attributes, access control lists among them, by their names.
    let extended: [String: [UInt8]]

    init(of file: borrowing OpenedFile) { self.init(of: file.descriptor, file.status) }

    init(of file: borrowing Descriptor, _ status: stat) {
        extended = ExtendedAttributes.kept(of: file)
        mode = UInt32(status.permissions)
        owner = UInt32(status.st_uid)
        group = UInt32(status.st_gid)
    }

    /// What the system says of a file that has these, for what asks for that.
    var status: stat {
        var status = stat()
        status.st_mode = S_IFREG | mode_t(truncatingIfNeeded: mode & 0o7777)
        status.st_uid = uid_t(owner)
        status.st_gid = gid_t(group)
        return status
    }
}

extension ExportedTree {
    /// The attributes of a regular file. Throws ``RepositoryError``.
    func attributes(of file: RelativePath) throws(RepositoryError) -> FileAttributes {
        FileAttributes(of: try openFile(file, in: try openFolder(of: file)))
    }
}
