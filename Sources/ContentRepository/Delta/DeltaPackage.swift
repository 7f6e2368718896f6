// SPDX-License-Identifier: Apache-2.0

/// A content package that changes some properties of some nodes and touches nothing else, with every version of FileVault.
///
/// Every changed node is a filter root of its own with two rules: nothing below it is covered, and of its properties
/// only `jcr:primaryType` and those that change. In FileVault's default mode a covered property that the package doesn't
/// have is removed, one that it has is set, and any other stays. Versions before 3.4.2 know no property filters, and
/// versions before 3.5.0 set values whatever they say: for them the nodes name every other property with a keep marker
/// (`DocViewExcerpt`). `jcr:primaryType` is in the filter because from 3.5.0 on the snapshot of an installation obeys the
/// filter, and couldn't be installed again without the type.
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

    private static let primaryType = "jcr:primaryType"

    /// Proves by this project's own reader of filters that an import gets to each file of a changed node and changes
    /// there what is named and no other property, and nothing below. Throws ``DeltaFault``.
    package func proveFilter(holding files: [String: RelativePath], others: [String: [String]])
        throws(DeltaFault)
    {
        do {
            let filter = try WorkspaceFilter(parsing: Array(filter.utf8), file: VaultFile.filter.rawValue)
            let place = PackagePlace(packages: [], contentRoot: .top)
            let roots = Set(nodes.map(\.path))
            for node in nodes {
                guard let names = node.properties else { continue }
                guard let file = files[node.path], try filter.reaches(place.importPath(to: file)),
                    try filter.contains(node.path), roots.contains(node.path)
                else { throw DeltaFault("the filter doesn't cover \(node.path)") }
                for name in names + [Self.primaryType]
                where try !filter.includesProperty("\(node.path)/\(name)") {
                    throw DeltaFault("the filter doesn't cover \(name) of \(node.path)")
                }
                for name in others[node.path] ?? [] where try filter.includesProperty("\(node.path)/\(name)")
                {
                    throw DeltaFault("the filter covers \(name) of \(node.path), which doesn't change")
                }
            }
        } catch let fault as DeltaFault {
            throw fault
        } catch {
            throw DeltaFault("\(error)")
        }
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
            let names = ([Self.primaryType] + properties.filter { $0 != Self.primaryType }.sorted())
                .map(JavaPattern.quoted).joined(separator: "|")
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

/// Why a package of changes isn't what it should be. It is not written.
package struct DeltaFault: Error, CustomStringConvertible {
    /// What is wrong, in words.
    package let description: String

    /// A fault, in words.
    package init(_ description: String) { self.description = description }
}
