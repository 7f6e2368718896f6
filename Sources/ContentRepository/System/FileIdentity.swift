// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What tells a file from another one, and from itself after a change.
public struct FileIdentity: Hashable, Sendable {
    /// The file system that the file is on.
    public let device: UInt64
    /// The file's number there.
    public let inode: UInt64
    /// Bytes.
    public let size: Int64
    /// Permission bits, `setuid`, `setgid` and `sticky` among them (`0o7777`).
    public let mode: UInt32
    /// User id.
    public let owner: UInt32
    /// Group id.
    public let group: UInt32
    /// When the contents last changed: seconds since 1970.
    public let modifiedSeconds: Int64
    /// The nanoseconds of that moment.
    public let modifiedNanoseconds: Int64

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
