// SPDX-License-Identifier: Apache-2.0
import DocView

extension ContentChange {
    /// The creation of a node's `.content.xml`, in a folder of the node's own: FileVault's layout for folders and pages.
    /// `names` are the node's from the JCR root down; nil where one of them can be no file name.
    package static func creating(
        _ bytes: [UInt8], ofNode names: [String], in place: PackagePlace
    ) -> ContentChange? {
        place.folder(ofNode: names).map {
            ContentChange(
                path: $0.appending(FileName.contentXML), packages: place.packages, .create(after: bytes))
        }
    }
}

extension ContentChange {
    /// The creation of a file that is a node itself, as an OSGi configuration is. `names` are those of
    /// ``creating(_:ofNode:in:)``.
    package static func creating(
        _ bytes: [UInt8], atNode names: [String], in place: PackagePlace
    ) -> ContentChange? {
        place.folder(ofNode: names).map {
            ContentChange(path: $0, packages: place.packages, .create(after: bytes))
        }
    }
}

extension ContentChange {
    /// The file's path below the content root of its package.
    package func path(below place: PackagePlace) -> RelativePath? {
        path.components(below: place.contentRoot).flatMap { RelativePath(components: $0) }
    }
}

extension RepositoryDocument {
    /// Where the file would be under another node's name in the same folder; nil where that can be no file name.
    package func path(named node: String) -> RelativePath? {
        let ending = kind == .named ? ".xml" : ""
        let name = Array((PlatformName.encode(node) + ending).utf8)
        guard RelativePath(components: [name]) != nil else { return nil }
        return path.parent?.appending(name)
    }
}

extension PackagePlace {
    /// The folder that stands for a node, or the file of a node that is one.
    func folder(ofNode names: [String]) -> RelativePath? {
        var folder = contentRoot
        for name in names {
            let encoded = Array(PlatformName.encode(name).utf8)
            guard RelativePath(components: [encoded]) != nil else { return nil }
            folder = folder.appending(encoded)
        }
        return folder
    }
}

extension OpenRepository {
    /// The `.content.xml` of each folder on the way from the content root to a file, the outermost first, without that of
    /// the root itself, and without the file. What can't be read is left out.
    package func folderDocuments(
        above file: RelativePath, in place: PackagePlace, maxBytes: Int
    ) -> [(path: RelativePath, bytes: [UInt8])] {
        var documents: [(path: RelativePath, bytes: [UInt8])] = []
        var folder = file.parent
        while let current = folder, current != place.contentRoot, !current.isTop {
            let path = current.appending(FileName.contentXML)
            if path != file, let bytes = bytes(at: path, in: place, maxBytes: maxBytes) {
                documents.append((path, bytes))
            }
            folder = current.parent
        }
        return documents.reversed()
    }

    private func bytes(at path: RelativePath, in place: PackagePlace, maxBytes: Int) -> [UInt8]? {
        switch self {
        case .tree(let tree):
            guard let outermost = place.packages.first else {
                return try? tree.read(path, maxBytes: maxBytes).bytes
            }
            guard let packages = try? tree.package(at: outermost).0 else { return nil }
            return try? packages.contents(path, in: Array(place.packages.dropFirst()), limit: maxBytes).get()
        case .package(let package):
            return try? package.nested.contents(path, in: place.packages, limit: maxBytes).get()
        }
    }

    /// Whether a file or folder stands for a node, or a document `NAME.xml` does; its names go from the JCR root down.
    package func holdsAnything(atNode names: [String], in place: PackagePlace) -> Bool {
        guard let folder = place.folder(ofNode: names), let parent = folder.parent else { return false }
        let document = parent.appending(folder.name + Array(".xml".utf8))
        switch self {
        case .tree(let tree):
            guard let outermost = place.packages.first else {
                return [folder, document].contains { tree.kind(at: $0) != nil }
            }
            // What cannot be looked at may hold it.
            guard let package = try? tree.package(at: outermost).0 else { return true }
            return package.holdsAnything(at: [folder, document], in: Array(place.packages.dropFirst()))
        case .package(let package):
            return package.nested.holdsAnything(at: [folder, document], in: place.packages)
        }
    }
}

extension ExportedTree {
    fileprivate func kind(at path: RelativePath) -> FileKind? {
        (try? openFolder(of: path))?.descriptor.kind(of: path.name)
    }
}

extension NestedPackages {
    fileprivate func holdsAnything(at paths: [RelativePath], in packages: [RelativePath]) -> Bool {
        let found = try? use(packages) { archive in
            paths.contains {
                !archive.directory.entries(named: $0.bytes).isEmpty
                    || archive.directory.hasEntries(below: $0.bytes + [RelativePath.separator])
            }
        }
        // What cannot be looked at may hold it.
        return found ?? true
    }
}
