// SPDX-License-Identifier: Apache-2.0

/// Which nodes and properties a package replaces when it is installed: its `META-INF/vault/filter.xml`.
///
/// The meaning is that of FileVault (`DefaultWorkspaceFilter`, `PathFilterSet`). Paths are absolute JCR paths.
package struct WorkspaceFilter: Sendable {
    /// The filters, in the order of the file.
    package let filters: [Filter]

    /// One `<filter>`: a subtree, and patterns that take parts of it out or leave nothing but them.
    package struct Filter: Sendable {
        /// The topmost node of the subtree.
        package let root: String
        /// What becomes of nodes that exist.
        package let mode: ImportMode
        /// The `type`, where there is one; `cleanup` filters only remove nodes.
        package let type: String?
        /// For nodes.
        let nodes: PatternList
        /// For properties.
        let properties: PatternList

        /// Whether a path is that of the root or of something below it.
        func covers(_ path: String) -> Bool { Self.isPath(path, atOrBelow: root) }

        static func isPath(_ path: String, atOrBelow root: String) -> Bool {
            // A root may be written with a slash at its end; `/` is the root of everything.
            let root = root.utf8.last == RelativePath.separator ? root.utf8.dropLast() : root.utf8[...]
            guard path.utf8.starts(with: root) else { return false }
            let rest = path.utf8.dropFirst(root.count)
            return rest.isEmpty && !root.isEmpty || rest.first == RelativePath.separator
        }
    }

    /// Whether the package replaces a node: it lies in the subtree of a filter, and the filter's patterns do not take
    /// it out. A changed node for which this is false would not be deployed; one for which it is true only if the import
    /// gets to its file (``reaches(_:)``).
    ///
    /// Throws ``FilterPatternProblem`` where that depends on a pattern that is not understood.
    package func contains(_ node: String) throws(FilterPatternProblem) -> Bool {
        try isAnyFilter(of: node) { filter throws(FilterPatternProblem) in try filter.nodes.admits(node) }
    }

    /// Whether an import gets as far as the last of these paths: the folders on the way to a file, from the top down, and
    /// the node that the file stands for (``PackagePlace/importPath(to:)``).
    ///
    /// FileVault walks a package before it looks at nodes (`Importer.postFilter`, all versions). It keeps what a filter
    /// contains, with everything below it, and enters what is the root of a filter or lies above one. It drops
    /// everything else, with everything below it. Throws ``FilterPatternProblem``.
    package func reaches(_ importPath: [String]) throws(FilterPatternProblem) -> Bool {
        for path in importPath {
            if try contains(path) { return true }
            guard isAtOrAboveRoot(path) else { return false }
        }
        return true
    }

    /// Whether a path is that of the root of a filter, or of something above one.
    func isAtOrAboveRoot(_ path: String) -> Bool {
        filters.contains { Filter.isPath($0.root, atOrBelow: path) }
    }

    /// Whether a path lies in the subtree of a filter, whatever its patterns say.
    package func covers(_ path: String) -> Bool {
        filters.contains { $0.covers(path) }
    }

    /// Whether the package sets or removes a property, by its path: that of its node, `/` and the property's name.
    ///
    /// Patterns for nodes do not matter here, and of properties outside of all filters it is always true: FileVault's
    /// reading, so that nodes on the way to a filter's root get their types. Throws ``FilterPatternProblem``.
    package func includesProperty(_ path: String) throws(FilterPatternProblem) -> Bool {
        guard covers(path) else { return true }
        return try isAnyFilter(of: path) { filter throws(FilterPatternProblem) in
            try filter.properties.admits(path)
        }
    }

    /// What becomes of a node that exists: the mode of the first filter in whose subtree it lies, patterns aside, or
    /// ``ImportMode/replace``.
    package func importMode(of path: String) -> ImportMode {
        filters.first { $0.covers(path) }?.mode ?? .replace
    }

    private func isAnyFilter(
        of path: String, _ admits: (Filter) throws(FilterPatternProblem) -> Bool
    ) throws(FilterPatternProblem) -> Bool {
        var problem: FilterPatternProblem?
        for filter in filters where filter.covers(path) {
            do throws(FilterPatternProblem) {
                if try admits(filter) { return true }
            } catch {
                problem = problem ?? error
            }
        }
        // Another filter that admits the path decides, whatever the pattern means.
        if let problem { throw problem }
        return false
    }
}

/// A pattern of a filter that this tool does not understand, so that it cannot tell what the filter covers.
package struct FilterPatternProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The pattern as it is written.
    package let pattern: String
    /// The line of `filter.xml` that it is in.
    package let line: Int

    /// What is wrong, where, and what to do about it.
    package var description: String {
        "line \(line): the pattern \(pattern) is not understood, so that what it covers has to be checked by hand."
    }
}

/// The patterns of a filter, for nodes or for properties.
struct PatternList: Sendable {
    /// One `<include>` or `<exclude>`.
    struct Item: Sendable {
        let includes: Bool
        let text: String
        let line: Int
        /// Nil where it is not understood.
        let pattern: JavaPattern?
    }

    private(set) var items: [Item] = []

    mutating func append(_ item: Item) { items.append(item) }

    /// The last pattern that matches decides. Where none does, a list that begins with `include` means nothing but what
    /// it includes, any other all but what it excludes.
    func admits(_ path: String) throws(FilterPatternProblem) -> Bool {
        guard let first = items.first else { return true }
        let scalars = JavaPattern.text(path)
        var doubtful: [Item] = []
        var verdict = !first.includes
        for item in items.reversed() {
            guard let matches = item.pattern?.matches(scalars) else {
                doubtful.append(item)
                continue
            }
            if matches {
                verdict = item.includes
                break
            }
        }
        // What is not understood matters only if it says otherwise.
        if let item = doubtful.first(where: { $0.includes != verdict }) {
            throw FilterPatternProblem(pattern: item.text, line: item.line)
        }
        return verdict
    }
}
