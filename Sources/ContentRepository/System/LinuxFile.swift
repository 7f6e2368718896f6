// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc) || canImport(Musl)
    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif
    import CLinuxCalls
    import SystemPackage

    /// Calls of Linux that Swift's module of the C library leaves out. Where the kernel or the file system does not have
    /// one, nothing is done: all of them are for what is kept as far as possible.
    enum LinuxFile {
        /// The names of a file's extended attributes.
        static func attributeNames(_ file: borrowing Descriptor) -> [String] {
            let number = file.number
            let names = contents { ims_list_attributes(number, $0, $1) }
            return (names ?? []).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        }

        /// The value of one of them.
        static func attribute(_ name: String, of file: borrowing Descriptor) -> [UInt8]? {
            let number = file.number
            return contents { ims_get_attribute(number, name, $0, $1) }
        }

        static func setAttribute(_ name: String, of file: borrowing Descriptor, to value: [UInt8]) {
            _ = ims_set_attribute(file.number, name, value, value.count)
        }

        static func removeAttribute(_ name: String, of file: borrowing Descriptor) {
            _ = ims_remove_attribute(file.number, name)
        }

        /// Brings all of the file system that `file` is on to the disk.
        static func synchronizeFileSystem(of file: borrowing Descriptor) {
            _ = ims_synchronize_file_system(file.number)
        }

        /// File systems that are known to flush as much for `syncfs` as for `fsync`, by the numbers of `statfs(2)`: ext2 to
        /// ext4, XFS, Btrfs, F2FS, tmpfs and overlayfs. Those over a network or in user space may not.
        private static let reliableFileSystems: Set<UInt> = [
            0xEF53, 0x5846_5342, 0x9123_683E, 0xF2F5_2010, 0x0102_1994, 0x794C_7630,
        ]

        /// Whether `syncfs` tells of bytes that could not be written: since Linux 5.8, by syncfs(2).
        private static let tellsOfFailures: Bool = {
            var system = utsname()
            guard uname(&system) == 0 else { return false }
            let release = withUnsafeBytes(of: &system.release) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
            return numbers.count == 2 && (numbers[0], numbers[1]) >= (5, 8)
        }()

        /// See ``Descriptor/synchronizeFileSystemReliably()``.
        static func synchronizeFileSystemReliably(of file: borrowing Descriptor) throws(Errno) -> Bool {
            guard tellsOfFailures else { return false }
            let number = file.number
            guard reliableFileSystems.contains(ims_file_system(number)) else { return false }
            try call { ims_synchronize_file_system(number) }
            return true
        }

        /// Copies bytes of `source` to where `target` stands without taking them through this program; nil where the
        /// system or the file system does not do that.
        static func copy(
            from source: borrowing Descriptor, at position: Int, to target: borrowing Descriptor, count: Int
        ) throws(Errno) -> Int? {
            var place = CLongLong(position)
            let (from, to) = (source.number, target.number)
            do throws(Errno) {
                return try call { ims_copy_range(from, &place, to, count) }
            } catch .noFunction, .notSupported, .invalidArgument, .improperLink, .badFileDescriptor {
                return nil
            }
        }

        /// Asks for a size first, then for that many bytes.
        private static func contents(_ fill: (UnsafeMutableRawPointer?, Int) -> Int) -> [UInt8]? {
            let size = fill(nil, 0)
            guard size >= 0 else { return nil }
            var bytes = [UInt8](repeating: 0, count: size)
            let count = bytes.withUnsafeMutableBytes { fill($0.baseAddress, size) }
            return count >= 0 && count <= size ? Array(bytes[..<count]) : nil
        }
    }
#endif
