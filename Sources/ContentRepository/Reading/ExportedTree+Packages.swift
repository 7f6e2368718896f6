// SPDX-License-Identifier: Apache-2.0
import Synchronization
import SystemPackage

/// The package in a tree that was opened last: the documents of one are read one after the other.
final class PackagesInTree: Sendable {
    private struct Opened {
        var path: RelativePath
        var identity: FileIdentity
        var packages: NestedPackages
    }

    private let opened = Mutex<Opened?>(nil)

    /// The package that a file is; nil where nothing has the name, or it is another archive. `open` opens the file.
    fileprivate func package(
        at path: RelativePath,
        _ open: () throws(RepositoryError) -> (file: OpenFolder, size: Int, FileIdentity)
    ) throws(RepositoryError) -> Result<(NestedPackages, FileIdentity)?, ArchiveDamage> {
        let (file, size, identity) = try open()
        return opened.withLock { opened in
            if let known = opened, known.path == path, known.identity == identity {
                return .success((known.packages, identity))
            }
            do throws(ArchiveDamage) {
                let window = ByteWindow(file: file, count: size)
                guard let package = try PackageArchive.package(in: window, .standard) else {
                    return .success(nil)
                }
                let packages = NestedPackages(outermost: package, limits: .standard)
                opened = Opened(path: path, identity: identity, packages: packages)
                return .success((packages, identity))
            } catch {
                return .failure(error)
            }
        }
    }
}

extension ExportedTree {
    /// The place of what is in packages of the tree, as the user would write it, for messages.
    func location(of name: String, in packages: [RelativePath]) -> String {
        packages.first.map {
            location(of: $0) + "!/" + PackagedPath.display(name, in: Array(packages.dropFirst()))
        } ?? name
    }

    /// The package that is a file of the tree, for reading what is in it and in packages in it.
    ///
    /// Throws ``RepositoryError/changedUnderneath(path:)`` where it is no package any more, and what opening a file throws.
    func package(at path: RelativePath) throws(RepositoryError) -> (NestedPackages, FileIdentity) {
        let found = try packages.package(at: path) { () throws(RepositoryError) in
            let folder = try openFolder(of: path)
            let file = try openFile(path, in: folder)
            let status = file.status
            return (file.taken(), Int(status.st_size), FileIdentity(status))
        }
        switch found {
        case .success(let package?): return package
        case .failure(.unreadable(let code)): throw .unreadable(path: location(of: path), code: code)
        case .success(nil), .failure: throw .changedUnderneath(path: location(of: path))
        }
    }

    /// Reads a document in a package that is open.
    func read(
        _ document: RepositoryDocument, in packages: NestedPackages, maxBytes: Int
    ) throws(RepositoryError) -> [UInt8] {
        try packages.read(
            document.path, in: Array(document.packages.dropFirst()), limit: maxBytes,
            location: location(of: document.path.display, in: document.packages))
    }

    /// Reads a document that a walk found, as ``read(_:maxBytes:)`` does; as ``DocumentSource/read(_:maxBytes:)`` says where
    /// it is in a package.
    package func read(_ document: RepositoryDocument, maxBytes: Int) throws(RepositoryError) -> FileContent {
        guard let outermost = document.packages.first else {
            return try read(document.path, maxBytes: maxBytes)
        }
        let (packages, identity) = try package(at: outermost)
        return FileContent(
            bytes: try read(document, in: packages, maxBytes: maxBytes), identity: identity)
    }

    /// Reads a file of the `META-INF/vault` of a package in the tree, as ``DocumentSource/vaultFile(_:of:)`` says.
    func packagedVaultFile(
        _ name: VaultFile, of place: PackagePlace
    ) throws(VaultFileError) -> [UInt8]? {
        guard let outermost = place.packages.first, let path = RelativePath(name.inPackage) else {
            return nil
        }
        let file = location(of: name.inPackage, in: place.packages)
        let packages: NestedPackages
        do throws(RepositoryError) {
            packages = try package(at: outermost).0
        } catch {
            throw .unreadable(file: file, reason: error.description)
        }
        let chain = Array(place.packages.dropFirst())
        switch packages.contents(path, in: chain, limit: VaultFile.mostBytes) {
        case .success(let bytes): return bytes
        case .failure(let fault): throw .unreadable(file: file, reason: fault.reason)
        }
    }
}

extension OpenedFile {
    /// The file, to be kept open.
    consuming func taken() -> OpenFolder { OpenFolder(descriptor) }
}
