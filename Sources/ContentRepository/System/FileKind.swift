// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a directory entry is. Only regular files and folders are ever opened.
package enum FileKind: String, Hashable, Sendable, CaseIterable {
    /// A file with bytes in it.
    case regular = "regular file"
    /// A directory.
    case folder = "folder"
    /// A symbolic link, wherever it leads. Never followed.
    case symbolicLink = "symbolic link"
    /// A named pipe. Opening one can wait for ever.
    case fifo = "named pipe"
    /// A socket.
    case socket = "socket"
    /// A terminal, a tape, `/dev/zero`.
    case characterDevice = "character device"
    /// A disk.
    case blockDevice = "block device"
    /// Something that this system has and POSIX does not.
    case other = "special file"

    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .regular
        case S_IFDIR: self = .folder
        case S_IFLNK: self = .symbolicLink
        case S_IFIFO: self = .fifo
        case S_IFSOCK: self = .socket
        case S_IFCHR: self = .characterDevice
        case S_IFBLK: self = .blockDevice
        default: self = .other
        }
    }

    /// What `readdir` tells for free; nil where the file system does not tell, and `fstatat` must be asked.
    init?(directoryEntryType type: UInt8) {
        switch type {
        case UInt8(DT_REG): self = .regular
        case UInt8(DT_DIR): self = .folder
        case UInt8(DT_LNK): self = .symbolicLink
        case UInt8(DT_FIFO): self = .fifo
        case UInt8(DT_SOCK): self = .socket
        case UInt8(DT_CHR): self = .characterDevice
        case UInt8(DT_BLK): self = .blockDevice
        case UInt8(DT_UNKNOWN): return nil
        default: self = .other
        }
    }
}
