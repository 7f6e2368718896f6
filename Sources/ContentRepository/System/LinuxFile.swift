// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc) || canImport(Musl)
    #if canImport(Glibc)
        import Glibc
    #else
        import Musl
    #endif
    import CLinuxCalls
    import SystemPackage

    /// Calls of Linux that Swift's module of the C library leaves out, looked up by name. Where one is missing, nothing
    /// is done: all of them are for what is kept as far as possible.
    enum LinuxFile {
        private typealias List =
            @Sendable @convention(c) (CInt, UnsafeMutableRawPointer?, Int) -> Int
        private typealias Get =
            @Sendable @convention(c) (CInt, UnsafePointer<CChar>, UnsafeMutableRawPointer?, Int) -> Int
        private typealias Set =
            @Sendable @convention(c) (CInt, UnsafePointer<CChar>, UnsafeRawPointer?, Int, CInt) -> CInt
        private typealias Remove = @Sendable @convention(c) (CInt, UnsafePointer<CChar>) -> CInt
        private typealias Synchronize = @Sendable @convention(c) (CInt) -> CInt

        private typealias Copy =
            @Sendable @convention(c) (
                CInt, UnsafeMutablePointer<Int64>?, CInt, UnsafeMutablePointer<Int64>?, Int, CUnsignedInt
            ) -> Int

        private static let list = function("flistxattr", as: List.self)
        private static let get = function("fgetxattr", as: Get.self)
        private static let set = function("fsetxattr", as: Set.self)
        private static let remove = function("fremovexattr", as: Remove.self)
        private static let synchronize = function("syncfs", as: Synchronize.self)

        private static let copyRange = function("copy_file_range", as: Copy.self)

        /// The names of a file's extended attributes.
        static func attributeNames(_ file: borrowing Descriptor) -> [String] {
            let number = file.number
            let names = contents { list?(number, $0, $1) ?? -1 }
            return (names ?? []).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        }

        /// The value of one of them.
        static func attribute(_ name: String, of file: borrowing Descriptor) -> [UInt8]? {
            let number = file.number
            return contents { get?(number, name, $0, $1) ?? -1 }
        }

        static func setAttribute(_ name: String, of file: borrowing Descriptor, to value: [UInt8]) {
            _ = set?(file.number, name, value, value.count, 0)
        }

        static func removeAttribute(_ name: String, of file: borrowing Descriptor) {
            _ = remove?(file.number, name)
        }

        /// Brings all of the file system that `file` is on to the disk.
        static func synchronizeFileSystem(of file: borrowing Descriptor) {
            _ = synchronize?(file.number)
        }

        /// File systems that are known to flush as much for `syncfs` as for `fsync`, by the numbers of `statfs(2)`: ext2 to
        /// ext4, XFS, Btrfs, F2FS, tmpfs and overlayfs. Those over a network or in user space may not.
        private static let reliableFileSystems: Swift.Set<UInt> = [
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
            guard let synchronize, tellsOfFailures else { return false }
            let number = file.number
            guard reliableFileSystems.contains(ims_file_system(number)) else { return false }
            try call { synchronize(number) }
            return true
        }

        /// Copies bytes of `source` to where `target` stands without taking them through this program; nil where the
        /// system or the file system does not do that.
        static func copy(
            from source: borrowing Descriptor, at position: Int, to target: borrowing Descriptor, count: Int
        ) throws(Errno) -> Int? {
            guard let copyRange else { return nil }
            var place = Int64(position)
            let (from, to) = (source.number, target.number)
            do throws(Errno) {
                return try call { copyRange(from, &place, to, nil, count, 0) }
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

        /// A function of the C library. `type` must be the one that its manual page gives: nothing else can check it.
        private static func function<Function>(_ name: String, as type: Function.Type) -> Function? {
            dlsym(nil, name).map { unsafeBitCast($0, to: type) }
        }
    }
#endif
