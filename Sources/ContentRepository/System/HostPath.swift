// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Paths that the user gave, of a repository or of the place for a copy. They are followed wherever they lead.
enum HostPath {
    static let jcrRoot = "jcr_root"

    /// What is there.
    static func kind(at path: String, followingLinks: Bool = true) throws(Errno) -> FileKind {
        var status = stat()
        try call { followingLinks ? stat(path, &status) : lstat(path, &status) }
        return FileKind(mode: status.st_mode)
    }

    /// The path from the root of the file system without links, or nil when there is nothing.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The last name of a path, whatever slashes follow it.
    static func lastName(of path: String) -> String? {
        path.split(separator: "/").last.map(String.init)
    }

    /// The nearest `jcr_root` folder around, but not at, a path without links.
    static func enclosingJCRRoot(of path: String) -> String? {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let position = names.dropLast().lastIndex(where: { $0 == jcrRoot }) else { return nil }
        return names[...position].joined(separator: "/")
    }

    /// Whether the regular file there begins as a zip does: with an entry, or, empty, with the end of its directory.
    static func isZip(at path: String) throws(Errno) -> Bool {
        let head = try Descriptor(opening: path, O_RDONLY | O_NONBLOCK | O_NOCTTY).read(upTo: 4)
        return head == [0x50, 0x4B, 0x03, 0x04] || head == [0x50, 0x4B, 0x05, 0x06]
    }
}

extension Descriptor {
    /// Opens what the user named, following links.
    init(opening path: String, _ flags: CInt) throws(Errno) {
        self.init(owning: try call { systemOpen(path, flags | O_CLOEXEC) })
    }
}

private func systemOpen(_ path: String, _ flags: CInt) -> CInt {
    open(path, flags)
}
