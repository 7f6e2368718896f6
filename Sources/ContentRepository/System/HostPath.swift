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

    // By bytes: to Swift's characters, an accent is one with the slash before it.

    /// The last name of a path, whatever slashes follow it.
    static func lastName(of path: String) -> String? {
        path.utf8.split(separator: RelativePath.separator).last.map { String(Substring($0)) }
    }

    /// The nearest `jcr_root` folder around, but not at, a path without links.
    static func enclosingJCRRoot(of path: String) -> String? {
        let names = path.utf8.split(separator: RelativePath.separator, omittingEmptySubsequences: false)
        guard let root = names.dropLast().last(where: { $0.elementsEqual(jcrRoot.utf8) }) else { return nil }
        return String(path[..<root.endIndex])
    }

    /// Whether a path without links is that of a folder or lies in it.
    static func isWithin(_ folder: String, _ path: String) -> Bool {
        (path + "/").utf8.starts(with: (folder + "/").utf8)
    }

    /// Whether the regular file there begins as a zip does.
    static func isZip(at path: String) throws(Errno) -> Bool {
        PackageArchive.isZip(
            head: try Descriptor(opening: path, O_RDONLY | O_NONBLOCK | O_NOCTTY).read(upTo: 4))
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
