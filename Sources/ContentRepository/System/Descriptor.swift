// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An open file or folder, closed when the value ends: there is no path on which one leaks.
struct Descriptor: ~Copyable, Sendable {
    let number: CInt

    init(owning number: CInt) {
        self.number = number
    }

    deinit {
        _ = close(number)
    }

    /// Opens an entry of this folder, never following a link: not the entry, and there is no way before it.
    func open(_ name: [UInt8], _ flags: CInt, mode: mode_t = 0) throws(Errno) -> Descriptor {
        let flags = flags | O_NOFOLLOW | O_CLOEXEC
        return Descriptor(owning: try call { name.withCName { openat(number, $0, flags, mode) } })
    }

    /// Opens a folder in this one.
    func openFolder(_ name: [UInt8]) throws(Errno) -> Descriptor {
        try open(name, O_RDONLY | O_DIRECTORY)
    }

    /// Opens a file in this folder for reading. A named pipe put in its place cannot make this wait.
    func openFile(_ name: [UInt8]) throws(Errno) -> Descriptor {
        try open(name, O_RDONLY | O_NONBLOCK | O_NOCTTY)
    }

    /// What is open here.
    func status() throws(Errno) -> stat {
        var status = stat()
        try call { fstat(number, &status) }
        return status
    }

    /// What an entry of this folder is; of a link the link itself.
    func status(of name: [UInt8], followingLinks: Bool = false) throws(Errno) -> stat {
        var status = stat()
        let flags = followingLinks ? 0 : AT_SYMLINK_NOFOLLOW
        try call { name.withCName { fstatat(number, $0, &status, flags) } }
        return status
    }

    /// The kind of an entry of this folder, or nil when there is none.
    func kind(of name: [UInt8]) -> FileKind? {
        (try? status(of: name)).map { FileKind(mode: $0.st_mode) }
    }

    /// Reads up to `limit` bytes from where the file stands; quickest when it has `size`.
    func read(upTo limit: Int, expecting size: Int = 4096) throws(Errno) -> [UInt8] {
        var bytes: [UInt8] = []
        var wanted = max(size, 1)
        while bytes.count < limit {
            let chunk = try readOnce(min(wanted, limit - bytes.count))
            if chunk.isEmpty { break }
            bytes = bytes.isEmpty ? chunk : bytes + chunk
            wanted = max(64 * 1024, bytes.count)
        }
        return bytes
    }

    private func readOnce(_ count: Int) throws(Errno) -> [UInt8] {
        var failure: Errno?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
            do throws(Errno) {
                read = try call { systemRead(number, buffer.baseAddress, count) }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }
}

extension Descriptor {
    /// How many descriptors may be kept for speed alone where `most` would be wanted: none of the few that a process needs
    /// at the least, and no more than half of what the system lets it have.
    static func share(of most: Int) -> Int {
        var limit = rlimit()
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
        #else
            let resource = RLIMIT_NOFILE
        #endif
        guard getrlimit(resource, &limit) == 0, let soft = Int(exactly: limit.rlim_cur) else { return most }
        return min(most, max(0, (soft - 32) / 2))
    }
}

func systemRead(_ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

/// An open folder that several may hold.
final class OpenFolder: Sendable {
    let descriptor: Descriptor

    init(_ descriptor: consuming Descriptor) {
        self.descriptor = descriptor
    }
}
