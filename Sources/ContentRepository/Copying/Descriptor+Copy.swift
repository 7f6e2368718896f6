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
    /// Writes what this file holds to `copy`, and gives it the rest of what it has: owner and group as far as
    /// permitted, extended attributes, permissions and times.
    func copyFile(with status: stat, to copy: borrowing Descriptor) throws(Errno) {
        while true {
            let chunk = 1 << 20
            let bytes = try read(upTo: chunk, expecting: Int(status.st_size))
            try copy.write(bytes)
            if bytes.count < chunk { break }
        }
        try? copy.takeOwner(of: status)
        ExtendedAttributes.transfer(from: self, to: copy)
        try copy.takePermissions(of: status)
        try copy.takeTimes(of: status)
    }

    /// Makes a link in `folder` that says what the one here says, wherever that leads from there.
    func copyLink(_ name: [UInt8], to folder: borrowing Descriptor) throws(Errno) {
        let status = try status(of: name)
        let target = try linkTarget(name)
        let number = folder.number
        try call { target.withCName { to in name.withCName { symlinkat(to, number, $0) } } }
        // Not every system can set these of a link.
        _ = name.withCName { fchownat(number, $0, status.st_uid, status.st_gid, AT_SYMLINK_NOFOLLOW) }
        let times = [status.access, status.modification]
        _ = name.withCName { utimensat(number, $0, times, AT_SYMLINK_NOFOLLOW) }
    }

    /// What a link says.
    func linkTarget(_ name: [UInt8]) throws(Errno) -> [UInt8] {
        var size = 256
        while true {
            var target = [CChar](repeating: 0, count: size)
            let count = try call { name.withCName { readlinkat(number, $0, &target, size) } }
            // A full buffer may be one that was too small.
            if count < size { return target[..<count].map { UInt8(bitPattern: $0) } }
            size *= 2
        }
    }
}
