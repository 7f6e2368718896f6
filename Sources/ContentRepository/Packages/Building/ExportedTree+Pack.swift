// SPDX-License-Identifier: Apache-2.0

extension ExportedTree {
    /// What came of packing a tree.
    package struct Packing: Sendable {
        /// How many files the package holds.
        package var files: Int
        /// Links and special files, which are no content.
        package var leftOut: [WalkProblem]
    }

    /// The largest tree that is packed, in bytes: the package is built in memory.
    package static let mostPackedBytes = 1 << 30

    /// Makes a content package of an unpacked one: `META-INF` and `jcr_root`, in the order in which FileVault's own
    /// exporter writes them, and nothing else that lies beside them. A manifest is added where there is none.
    ///
    /// Throws ``RepositoryError`` where the tree cannot be read or is too large, ``PackageError/notAPackage(path:missing:)``
    /// where it is no unpacked package or holds several, and what ``ArchiveBuilder/write(_:to:)`` throws.
    package func pack(to path: String) throws -> Packing {
        try ArchiveBuilder.expectFree(path)
        let root = RelativePath.top.appending(FileName.jcrRoot)
        let place = PackagePlace(packages: [], contentRoot: root)
        guard contentRoots.map(\.path) == [root], let filter = try vaultFile(.filter, of: place) else {
            throw PackageError.notAPackage(
                path: self.path, missing: ["jcr_root", VaultFile.filter.inPackage])
        }
        guard let properties = try packageProperties(of: place) else {
            throw PackageError.notAPackage(path: self.path, missing: [VaultFile.properties.inPackage])
        }
        let roots = try WorkspaceFilter(parsing: filter, file: place.filterDisplay).filters.map(\.root)
        var collector = PackedFiles(tree: self)
        for folder in [Self.metaInf, root] {
            try FolderTraversal(top: top, limits: WalkLimits()).run(from: folder, (), &collector)
        }
        var entries = collector.entries
        let manifest = Self.metaInf.appending(Array("MANIFEST.MF".utf8)).bytes
        if let index = entries.firstIndex(where: { $0.name == manifest }) {
            entries.insert(entries.remove(at: index), at: 0)
        } else {
            entries.insert((manifest, Array(PackageManifest(of: properties, roots: roots).text.utf8)), at: 0)
        }
        try ArchiveBuilder.write(entries, to: path)
        return Packing(
            files: entries.count { $0.name.last != RelativePath.separator }, leftOut: collector.leftOut)
    }

    private static let metaInf = RelativePath.top.appending(Array("META-INF".utf8))
}

/// Collects folders and files with their bytes, a folder's files before the folders in it.
private struct PackedFiles: FolderVisitor {
    let tree: ExportedTree
    private(set) var entries: [(name: [UInt8], bytes: [UInt8])] = []
    private(set) var leftOut: [WalkProblem] = []
    private var bytes = 0

    init(tree: ExportedTree) { self.tree = tree }

    mutating func note(_ problem: WalkProblem) throws(RepositoryError) {
        guard case .unreadable(let path, let code) = problem else { return leftOut.append(problem) }
        throw .unreadable(path: tree.location(of: path), code: code)
    }

    mutating func visit(
        _ folder: ListedFolder, _ context: Void
    ) throws(RepositoryError) -> [(name: [UInt8], context: Void)] {
        entries.append((folder.path.bytes + [RelativePath.separator], []))
        var next: [(name: [UInt8], context: Void)] = []
        for entry in folder.entries where !SkippedNames.isSkippedInContent(entry.name) {
            let path = folder.path.appending(entry.name)
            switch entry.kind {
            case .folder: next.append((entry.name, ()))
            case .regular:
                let contents = try tree.read(path, maxBytes: ExportedTree.mostPackedBytes - bytes).bytes
                bytes += contents.count
                entries.append((path.bytes, contents))
            default: leftOut.append(.unsafe(entry.kind, path))
            }
        }
        return next
    }
}
