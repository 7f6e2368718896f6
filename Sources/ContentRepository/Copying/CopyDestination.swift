// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The place where a copy is to appear.
struct CopyDestination {
    /// The place as the user named it.
    let path: String
    /// The folder in which the copy is built.
    let holder: OpenFolder
    /// The name that the complete copy gets there. Nil for a place that is an empty folder already: what was copied is
    /// moved up into it, as it may be a mount point or somebody's working directory and must stay the same folder.
    let name: [UInt8]?

    /// Checks that nothing is at `path` yet but an empty folder, and that it lies outside of `source`.
    init(_ path: String, source: ExportedTree) throws(RepositoryError) {
        self.path = path
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw .destinationUnusable(path: path, code: Errno.noSuchFileOrDirectory.rawValue)
        }
        do throws(Errno) {
            (holder, name) = try Self.place(path)
        } catch .fileExists {
            throw .destinationOccupied(path: path)
        } catch {
            throw .destinationUnusable(path: path, code: error.rawValue)
        }
        if Self.isAround(holder, source.top) || name == nil && Self.isAround(source.top, holder) {
            throw .destinationOverlaps(path: path, source: source.path)
        }
        if name == nil, (try? holder.descriptor.entries())?.isEmpty != true {
            throw .destinationOccupied(path: path)
        }
    }

    private static func place(_ path: String) throws(Errno) -> (OpenFolder, [UInt8]?) {
        do throws(Errno) {
            _ = try HostPath.kind(at: path, followingLinks: false)
        } catch .noSuchFileOrDirectory {
            let (parent, name) = try split(path)
            return (OpenFolder(try Descriptor(opening: parent, O_RDONLY | O_DIRECTORY)), name)
        }
        guard (try? HostPath.kind(at: path)) == .folder else { throw .fileExists }
        return (OpenFolder(try Descriptor(opening: path, O_RDONLY | O_DIRECTORY)), nil)
    }

    /// The folder that is to hold a path, and the name that it is to have there.
    private static func split(_ path: String) throws(Errno) -> (parent: String, name: [UInt8]) {
        var bytes = Array(path.utf8)
        while bytes.last == RelativePath.separator { bytes.removeLast() }
        let start = bytes.lastIndex(of: RelativePath.separator).map { $0 + 1 } ?? 0
        guard let name = RelativePath(components: [Array(bytes[start...])])?.name else {
            throw .noSuchFileOrDirectory
        }
        return (start == 0 ? "." : String(decoding: bytes[..<start], as: UTF8.self), name)
    }

    /// Whether `outer` is `inner` or one of the folders around it, whatever paths lead to them.
    private static func isAround(_ inner: OpenFolder, _ outer: OpenFolder) -> Bool {
        guard let sought = try? outer.descriptor.status(), var last = try? inner.descriptor.status() else {
            return false
        }
        var way = "."
        while true {
            if last.st_dev == sought.st_dev, last.st_ino == sought.st_ino { return true }
            way += "/.."
            guard let next = try? inner.descriptor.status(of: Array(way.utf8)) else { return false }
            // The root is its own parent.
            if next.st_dev == last.st_dev, next.st_ino == last.st_ino { return false }
            last = next
        }
    }
}
