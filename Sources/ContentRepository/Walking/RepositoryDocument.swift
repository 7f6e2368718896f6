// SPDX-License-Identifier: Apache-2.0

/// A document view file, or a file of an OSGi configuration, of an exported tree or of a content package.
package struct RepositoryDocument: Hashable, Sendable {
    /// How a file comes to be a document view file for FileVault.
    package enum Kind: Hashable, Sendable {
        /// `.content.xml`: unconditionally.
        case contentXML
        /// `NAME.xml`: because of how it begins.
        case named
        /// `NAME.config`, `NAME.cfg.json`, `NAME.cfg` or `NAME.properties`: no document view file but an OSGi configuration.
        case configuration
    }

    /// Where the file is, relative to the top folder of the tree, or its name in the package that it is an entry of.
    package let path: RelativePath
    /// The packages in the repository on the way to it, the outermost first: the first by its place in the tree or its name
    /// in the package that was opened, each other by its name in the one around it. Empty for what is in none.
    package let packages: [RelativePath]
    /// How it comes to be one.
    package let kind: Kind
    /// The JCR path of the node that a `<jcr:root>` in it stands for, or that the file of an OSGi configuration is.
    package let nodePath: String
    /// The JCR path of the node that a root element of any other name is a child of; nil at the JCR root, which has
    /// no parent. (`b/.content.xml` with `<foo>` is `/foo`: FileVault's reading.)
    package let parentPath: String?
    /// The folder that JCR paths count from, relative to the top folder, or in its package.
    package let contentRoot: RelativePath
    /// The same for the repository itself: where it is in no package, the same folder.
    package let outermostRoot: RelativePath

    init(
        path: RelativePath, packages: [RelativePath] = [], kind: Kind, nodePath: String, parentPath: String?,
        contentRoot: RelativePath, outermostRoot: RelativePath? = nil
    ) {
        self.path = path
        self.packages = packages
        self.kind = kind
        self.nodePath = nodePath
        self.parentPath = parentPath
        self.contentRoot = contentRoot
        self.outermostRoot = outermostRoot ?? contentRoot
    }

    /// The file's path as text, after the packages in packages that lead to it: `etc/packages/one.zip!/jcr_root/…`.
    package var display: String { PackagedPath.display(path.display, in: packages) }

    /// The package that the file is part of.
    package var package: PackagePlace {
        PackagePlace(packages: packages, contentRoot: contentRoot, outermostRoot: outermostRoot)
    }
}

/// Which package a document is part of: the repository itself, or a package in it.
package struct PackagePlace: Hashable, Sendable {
    /// The packages in the repository on the way to it, the outermost first, itself the last; empty for the repository
    /// itself.
    package let packages: [RelativePath]
    /// The folder that JCR paths count from; its package's `META-INF` stands beside it.
    package let contentRoot: RelativePath
    /// The folder that JCR paths count from around the first of the packages; `contentRoot` where there is none.
    package let outermostRoot: RelativePath

    /// The package whose content is at `contentRoot`, in the package at the end of `packages`, of which the first is below
    /// `outermostRoot`.
    package init(packages: [RelativePath], contentRoot: RelativePath, outermostRoot: RelativePath? = nil) {
        self.packages = packages
        self.contentRoot = contentRoot
        self.outermostRoot = outermostRoot ?? contentRoot
    }

    /// The JCR paths that an import passes on its way to a file of the package: those of the folders, from the top down,
    /// and of the node that the file stands for.
    package func importPath(to file: RelativePath) -> [String] {
        guard let names = file.components(below: contentRoot), let last = names.last else { return [] }
        var nodes = names.dropLast().map { NodePath.nodeName(ofFolder: $0) }
        if last != FileName.contentXML {
            nodes.append(NodePath.nodeName(ofDocument: last) ?? NodePath.nodeName(ofFile: last))
        }
        return nodes.indices.map { NodePath.path(nodes[...$0]) }
    }

    /// The packages around it, the outermost first, and the JCR path that the next one has in each.
    package var enclosing: [(place: PackagePlace, path: String)] {
        packages.indices.map { index in
            let root = index == 0 ? outermostRoot : PackageArchive.contentRoot
            let place = PackagePlace(
                packages: Array(packages[..<index]), contentRoot: root, outermostRoot: outermostRoot)
            let names = packages[index].components(below: root) ?? []
            let folders = names.dropLast().map { NodePath.nodeName(ofFolder: $0) }
            return (place, NodePath.path(folders + names.suffix(1).map { NodePath.nodeName(ofFile: $0) }))
        }
    }

    /// Its place as text.
    package var display: String { PackagedPath.display(contentRoot.display, in: packages) }
}

/// Paths through packages, for people.
enum PackagedPath {
    static func display(_ path: String, in packages: [RelativePath]) -> String {
        (packages.map(\.display) + [path]).joined(separator: "!/")
    }

    /// Package by package: what is directly in one comes before what is in a package in it.
    static func isBefore<Path: Comparable>(
        _ packages: [RelativePath], _ path: Path, _ otherPackages: [RelativePath], _ otherPath: Path
    ) -> Bool {
        packages == otherPackages ? path < otherPath : packages.lexicographicallyPrecedes(otherPackages)
    }
}
