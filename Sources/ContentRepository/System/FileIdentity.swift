// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What tells a file from another one, and from itself after a change.
package struct FileIdentity: Hashable, Sendable {
    /// The file system that the file is on.
    package let device: UInt64
    /// The file's number there.
    package let inode: UInt64
    /// Bytes.
    package let size: Int64
    /// Permission bits, `setuid`, `setgid` and `sticky` among them (`0o7777`).
    package let mode: UInt32
    /// User id.
    package let owner: UInt32
    /// Group id.
    package let group: UInt32
    /// When the contents last changed: seconds since 1970.
    package let modifiedSeconds: Int64
    /// The nanoseconds of that moment.
    package let modifiedNanoseconds: Int64

    init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(truncatingIfNeeded: status.st_ino)
        size = Int64(status.st_size)
        mode = UInt32(status.permissions)
        owner = UInt32(status.st_uid)
        group = UInt32(status.st_gid)
        modifiedSeconds = Int64(status.modification.tv_sec)
        modifiedNanoseconds = Int64(status.modification.tv_nsec)
    }
}
