// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A content package: a zip archive with `jcr_root/` and `META-INF/vault/`, as Package Manager and Maven build it.
///
/// It is read where it is: nothing is unpacked to disk, and only entries that can matter are decompressed. The file is
/// opened once and stays open as long as the value lives, so that whatever becomes of its path, all calls see the same
/// file. They may be made from several threads at once.
package final class ContentPackage: Sendable {
    /// The package as the user named it.
    package let path: String
    /// The package as an absolute path without links, as it was when it was opened.
    package let realPath: String
    /// Which file it was when it was opened.
    package let identity: FileIdentity
    /// How much it may ask for.
    package let limits: PackageLimits

    let archive: PackageArchive
    let file: OpenFolder
    let status: stat
    let faults: WriteFaults
    let nested: NestedPackages
    let audits = ArchiveAudits()

    /// Throws ``PackageError/damaged(path:_:)`` or ``PackageError/notAPackage(path:missing:)``.
    init(
        path: String, realPath: String, file: OpenFolder, status: stat, limits: PackageLimits,
        faults: WriteFaults
    ) throws(PackageError) {
        do throws(ArchiveDamage) {
            archive = try PackageArchive(ByteWindow(file: file, count: Int(status.st_size)), limits: limits)
        } catch {
            throw .damaged(path: path, error)
        }
        let missing = archive.missing
        guard missing.isEmpty else { throw .notAPackage(path: path, missing: missing) }
        self.path = path
        self.realPath = realPath
        self.file = file
        self.status = status
        self.limits = limits
        self.faults = faults
        identity = FileIdentity(status)
        nested = NestedPackages(outermost: archive, limits: limits)
    }

    /// Opens the package at `path`; if that is a link, the one that it leads to.
    ///
    /// Throws ``PackageError/notFound(path:)``, ``PackageError/notAFile(path:kind:)``,
    /// ``PackageError/unreadable(path:code:)``, ``PackageError/notAnArchive(path:)``,
    /// ``PackageError/damaged(path:_:)`` or ``PackageError/notAPackage(path:missing:)``. `faults` is for tests.
    package static func open(
        _ path: String, limits: PackageLimits = .standard, faults: WriteFaults = .none
    ) throws(PackageError) -> ContentPackage {
        let file: OpenFolder
        let status: stat
        let head: [UInt8]
        // C would read the path up to a NUL only, and open something else.
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .notFound(path: path) }
        do throws(Errno) {
            file = OpenFolder(try Descriptor(opening: path, O_RDONLY | O_NONBLOCK | O_NOCTTY))
            status = try file.descriptor.status()
            let size = Int(status.st_size)
            let isFile = FileKind(mode: status.st_mode) == .regular
            head = isFile ? try ByteWindow(file: file, count: size).bytes(0..<min(size, 4)) : []
        } catch .noSuchFileOrDirectory, .notDirectory {
            throw .notFound(path: path)
        } catch {
            throw .unreadable(path: path, code: error.rawValue)
        }
        let kind = FileKind(mode: status.st_mode)
        guard kind == .regular else { throw .notAFile(path: path, kind: kind) }
        guard PackageArchive.isZip(head: head) else { throw .notAnArchive(path: path) }
        return try ContentPackage(
            path: path, realPath: HostPath.resolved(path) ?? path, file: file, status: status, limits: limits,
            faults: faults)
    }

    /// The place of an entry as the user would write it, for messages.
    func location(of entry: String, in packages: [RelativePath]) -> String {
        path + "!/" + PackagedPath.display(entry, in: packages)
    }
}
