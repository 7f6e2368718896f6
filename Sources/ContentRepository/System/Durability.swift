// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Descriptor {
    /// Brings a file's bytes to the disk.
    func synchronize() throws(Errno) {
        #if canImport(Darwin)
            // `fsync` alone leaves them in the drive's cache; not every file system knows the other.
            if fcntl(number, F_FULLFSYNC) != -1 { return }
        #endif
        try call { fsync(number) }
    }

    /// Brings the names in a folder to the disk, where the file system has a way to.
    func synchronizeFolder() throws(Errno) {
        do {
            try call { fsync(number) }
        } catch .invalidArgument, .notSupported {
            // Network and FUSE file systems: nothing to be done about it, and no reason to fail.
        }
    }

    /// Brings the files of a copied tree to the disk together: one by one would take minutes.
    func synchronizeFileSystem() {
        #if canImport(Darwin)
            sync()
        #else
            LinuxFile.synchronizeFileSystem(of: self)
        #endif
    }

    /// Brings everything on the file system of this file to the disk, and throws where that failed; false where it was not
    /// done, because nothing would tell of a failure, or the file system may do less for all than for one.
    func synchronizeFileSystemReliably() throws(Errno) -> Bool {
        #if canImport(Darwin)
            return false
        #else
            return try LinuxFile.synchronizeFileSystemReliably(of: self)
        #endif
    }
}
