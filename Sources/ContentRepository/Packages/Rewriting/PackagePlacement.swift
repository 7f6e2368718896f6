// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The place where a rewritten package is to be.
struct PackagePlacement {
    /// The place as the user named it.
    let path: String
    /// The place as an absolute path without links.
    let realPath: String
    /// The folder that it is in, and in which the new file is written.
    let folder: OpenFolder
    /// Its name there.
    let name: [UInt8]

    /// Throws ``PackageError/destinationOccupied(path:)`` or ``PackageError/destinationUnusable(path:code:)``; in place,
    /// ``PackageError/changedUnderneath(path:)`` where the package's folder is gone.
    init(_ destination: PackageDestination, of package: ContentPackage) throws(PackageError) {
        switch destination {
        case .inPlace:
            path = package.path
            realPath = package.realPath
            do throws(Errno) {
                (folder, name, _) = try Self.place(package.realPath)
            } catch {
                throw .changedUnderneath(path: package.path)
            }
        case .newFile(let path):
            self.path = path
            guard !path.utf8.contains(0) else {
                throw .destinationUnusable(path: path, code: Errno.noSuchFileOrDirectory.rawValue)
            }
            let parent: String
            do throws(Errno) {
                (folder, name, parent) = try Self.place(path)
            } catch {
                throw .destinationUnusable(path: path, code: error.rawValue)
            }
            realPath = (HostPath.resolved(parent) ?? parent) + "/" + String(decoding: name, as: UTF8.self)
            guard folder.descriptor.kind(of: name) == nil else { throw .destinationOccupied(path: path) }
        }
    }

    /// The name as tests of write faults see it.
    var relative: RelativePath { RelativePath.top.appending(name) }

    static func place(_ path: String) throws(Errno) -> (OpenFolder, [UInt8], parent: String) {
        let bytes = Array(path.utf8)
        let start = bytes.lastIndex(of: RelativePath.separator).map { $0 + 1 } ?? 0
        guard let name = RelativePath(components: [Array(bytes[start...])])?.name else {
            throw .noSuchFileOrDirectory
        }
        let parent = start == 0 ? "." : String(decoding: bytes[..<start], as: UTF8.self)
        return (OpenFolder(try Descriptor(opening: parent, O_RDONLY | O_DIRECTORY)), name, parent)
    }
}

extension FileName {
    /// How the names of files begin that are written to take the place of `name`.
    static func temporaryPrefix(for name: [UInt8]) -> [UInt8] {
        temporaryPrefix + Array(ContentDigest.sha256(name).utf8.prefix(16)) + [UInt8(ascii: "-")]
    }

    /// A name that nobody else has, for a file that is renamed to `name` when it is complete.
    static func temporary(for name: [UInt8]) -> [UInt8] {
        let number = String(UInt64.random(in: .min ... .max), radix: 16)
        return temporaryPrefix(for: name) + Array(number.utf8)
    }
}

extension ContentPackage {
    /// Removes what a run that was killed while it rewrote this package in place has left beside it. Call it only
    /// while no other run can write here.
    package func removeLeftovers() {
        guard let place = try? PackagePlacement(.inPlace, of: self),
            let entries = try? place.folder.descriptor.entries()
        else { return }
        let prefix = FileName.temporaryPrefix(for: place.name)
        for entry in entries where entry.kind == .regular && entry.name.starts(with: prefix) {
            try? place.folder.descriptor.remove(entry.name)
        }
    }
}
