// SPDX-License-Identifier: Apache-2.0

extension WorkspaceFilter {
    /// The version of the format that FileVault supports.
    private static let supportedVersion = 1.0
    /// How many steps the patterns of a file may have in all; from there on they are not understood.
    private static let mostPatternSteps = 500_000

    /// Reads a `filter.xml`; what FileVault refuses is refused here as well. `file` is for messages.
    ///
    /// Throws ``VaultFileError``.
    package init(parsing bytes: [UInt8], file: String) throws(VaultFileError) {
        let root = try VaultXML.parse(bytes, file: file, allowingDoctype: false)
        func fail(_ element: VaultXML.Element, _ reason: String) -> VaultFileError {
            .invalid(file: file, line: element.line, reason: reason)
        }
        guard root.name == "workspaceFilter" else { throw fail(root, "no <workspaceFilter>") }
        let version = root.attributes["version"].flatMap { $0.isEmpty ? nil : $0 } ?? "1.0"
        guard let number = Double(version), number <= Self.supportedVersion else {
            throw fail(root, "a version of the format that is not supported")
        }
        var filters: [Filter] = []
        var steps = 0
        for child in root.children {
            guard child.name == "filter" else { throw fail(child, "something else than a <filter>") }
            var mode = ImportMode.replace
            if let word = child.attributes["mode"], !word.isEmpty {
                guard let known = ImportMode(rawValue: word.lowercased()) else {
                    throw fail(child, "an unknown import mode")
                }
                mode = known
            }
            var nodes = PatternList()
            var properties = PatternList()
            for rule in child.children {
                guard rule.name == "include" || rule.name == "exclude" else {
                    throw fail(rule, "something else than <include> or <exclude>")
                }
                guard let text = rule.attributes["pattern"], !text.isEmpty else {
                    throw fail(rule, "no pattern")
                }
                let pattern = steps < Self.mostPatternSteps ? JavaPattern(text) : nil
                steps += pattern?.size ?? 0
                let item = PatternList.Item(
                    includes: rule.name == "include", text: text, line: rule.line, pattern: pattern)
                if rule.attributes["matchProperties"]?.lowercased() == "true" {
                    properties.append(item)
                } else {
                    nodes.append(item)
                }
            }
            let path = child.attributes["root"].flatMap { $0.isEmpty ? nil : $0 } ?? "/"
            let type = child.attributes["type"].flatMap { $0.isEmpty ? nil : $0 }
            filters.append(Filter(root: path, mode: mode, type: type, nodes: nodes, properties: properties))
        }
        self.filters = filters
    }
}

extension DocumentSource {
    /// What the package at `place` replaces when it is installed; nil where it has no `filter.xml`, as a tree may that
    /// is no package. Throws ``VaultFileError``.
    package func workspaceFilter(of place: PackagePlace) throws(VaultFileError) -> WorkspaceFilter? {
        guard let bytes = try vaultFile(.filter, of: place) else { return nil }
        return try WorkspaceFilter(parsing: bytes, file: VaultFile.filter.location(in: place))
    }

    /// What the package at `place` says of itself; nil where it has no `properties.xml`. Throws ``VaultFileError``.
    package func packageProperties(of place: PackagePlace) throws(VaultFileError) -> PackageProperties? {
        guard let bytes = try vaultFile(.properties, of: place) else { return nil }
        return try PackageProperties(parsing: bytes, file: VaultFile.properties.location(in: place))
    }
}

extension PackagePlace {
    /// The path of the package's `filter.xml` as text.
    package var filterDisplay: String { VaultFile.filter.location(in: self) }
}

extension VaultFile {
    /// The file's path as text.
    fileprivate func location(in place: PackagePlace) -> String {
        let folder = place.contentRoot.parent.map { $0.isTop ? "" : $0.display + "/" } ?? ""
        return PackagedPath.display("\(folder)META-INF/vault/\(rawValue)", in: place.packages)
    }
}
