// SPDX-License-Identifier: Apache-2.0

/// A content package that changes some properties of some nodes and touches nothing else.
///
/// Every changed node is a filter root of its own with two rules: nothing below it is covered, and of its properties
/// only those that change. In FileVault's default mode a covered property that the package does not have is removed,
/// one that it has is set, and any other stays (property filters: FileVault 3.1.28 and later).
package struct DeltaPackage: Sendable {
    /// A node that changes.
    package struct Node: Sendable, Equatable {
        /// Its JCR path.
        package var path: String
        /// The names of the properties that are set or removed; nil for a file, which is replaced as a whole.
        package var properties: [String]?

        /// A node whose `properties` change.
        package init(path: String, properties: [String]?) {
            self.path = path
            self.properties = properties
        }
    }

    /// A file below `jcr_root`.
    package struct File: Sendable, Equatable {
        /// Its path below `jcr_root`, in FileVault's file names.
        package var path: RelativePath
        /// Its bytes.
        package var bytes: [UInt8]

        /// A file at `path` below `jcr_root`.
        package init(path: RelativePath, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    /// What names the package.
    package var identity: PackageIdentity
    /// Words for the package manager.
    package var description: String
    /// When it was made, RFC 3339 in UTC.
    package var createdAt: String
    /// The nodes that change, each once.
    package var nodes: [Node]
    /// The files that hold them.
    package var files: [File]

    /// A package of `nodes`, held by `files`.
    package init(
        identity: PackageIdentity, description: String, createdAt: String, nodes: [Node], files: [File]
    ) {
        self.identity = identity
        self.description = description
        self.createdAt = createdAt
        self.nodes = nodes
        self.files = files
    }

    /// The entries of the archive in FileVault's order; folders end with a slash and have no bytes.
    package func entries() -> [(name: [UInt8], bytes: [UInt8])] {
        var entries: [(name: [UInt8], bytes: [UInt8])] = [
            (Array("META-INF/MANIFEST.MF".utf8), Array(PackageManifest(self).text.utf8)),
            (Array("META-INF/".utf8), []),
            (Array("META-INF/vault/".utf8), []),
            (Array("META-INF/vault/properties.xml".utf8), Array(DeltaProperties(self).text.utf8)),
            (Array("META-INF/vault/config.xml".utf8), Array(PackageExportConfiguration.text.utf8)),
            (Array("META-INF/vault/filter.xml".utf8), Array(filter.utf8)),
        ]
        var folders: Set<RelativePath> = []
        entries.append((Array("jcr_root/".utf8), []))
        for file in files.sorted(by: { $0.path < $1.path }) {
            var missing: [RelativePath] = []
            var folder = file.path.parent
            while let current = folder, !current.isTop, folders.insert(current).inserted {
                missing.append(current)
                folder = current.parent
            }
            for folder in missing.reversed() {
                entries.append((Array("jcr_root/".utf8) + folder.bytes + [UInt8(ascii: "/")], []))
            }
            entries.append((Array("jcr_root/".utf8) + file.path.bytes, file.bytes))
        }
        return entries
    }

    /// `filter.xml`, as FileVault writes it. The most specific roots come first: the first that covers a path decides.
    var filter: String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<workspaceFilter version=\"1.0\">\n"
        for node in sortedNodes {
            guard let properties = node.properties else {
                text += "    <filter root=\"\(XMLText.attribute(node.path))\"/>\n"
                continue
            }
            let path = JavaPattern.quoted(node.path)
            let names = properties.sorted().map(JavaPattern.quoted).joined(separator: "|")
            text += "    <filter root=\"\(XMLText.attribute(node.path))\">\n"
            text += "        <exclude pattern=\"\(XMLText.attribute(path + "/.*"))\"/>\n"
            text +=
                "        <include pattern=\"\(XMLText.attribute("\(path)/(\(names))"))\" matchProperties=\"true\"/>\n"
            text += "    </filter>\n"
        }
        return text + "</workspaceFilter>\n"
    }

    /// The nodes, those that lie deeper before those above them.
    var sortedNodes: [Node] {
        func depth(_ path: String) -> Int { path.utf8.count { $0 == RelativePath.separator } }
        return nodes.sorted { (-depth($0.path), $0.path) < (-depth($1.path), $1.path) }
    }

    /// `application` for code, `content` for everything else, `mixed` where there is both (FileVault's package types).
    var packageType: String {
        let isCode = nodes.map { $0.path.hasPrefix("/apps/") || $0.path.hasPrefix("/libs/") }
        return isCode.allSatisfy(\.self) ? "application" : isCode.contains(true) ? "mixed" : "content"
    }
}

/// What names a package: the package manager takes two of the same identity for the same package.
package struct PackageIdentity: Sendable, Equatable {
    /// Group, name and version.
    package var group: String, name: String, version: String

    /// An identity.
    package init(group: String, name: String, version: String) {
        self.group = group
        self.name = name
        self.version = version
    }
}
