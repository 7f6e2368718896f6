// SPDX-License-Identifier: Apache-2.0

/// A folder that a walk has reached, by the folders above it: path and names are made only for what is kept.
final class FolderNode: Sendable {
    let root: ContentRoot
    /// Whether the whole of it is in scope, so that nobody needs to be asked any more.
    let isWholly: Bool
    /// How many folders it lies below the top folder, and how long its path is, in bytes.
    let depth: Int, pathLength: Int

    private let parent: FolderNode?
    private let name: [UInt8]
    /// How many of its folders are below the content root.
    private let countInRoot: Int

    /// A content root.
    init(_ root: ContentRoot, scope: WalkScope) {
        self.root = root
        parent = nil
        name = []
        countInRoot = 0
        depth = root.path.components.count
        pathLength = root.path.bytes.count
        isWholly = scope.includesAll(below: [])
    }

    /// A folder in another one, of the same content root.
    init(_ name: [UInt8], in parent: FolderNode, isWholly: Bool) {
        root = parent.root
        self.parent = parent
        self.name = name
        self.isWholly = isWholly
        countInRoot = parent.countInRoot + 1
        depth = parent.depth + 1
        pathLength = parent.pathLength + name.count + (parent.pathLength == 0 ? 0 : 1)
    }

    /// Its own name; nil for a content root, which is opened by its path.
    var ownName: [UInt8]? { parent == nil ? nil : name }

    /// The decoded JCR names from the content root down.
    var names: [String] { chain().map { NodePath.nodeName(ofFolder: $0) } }

    /// Its path relative to the top folder.
    var path: RelativePath { chain().reduce(root.path) { $0.appending($1) } }

    /// Whether it is the content root itself.
    var isRoot: Bool { parent == nil }

    private func chain() -> [[UInt8]] {
        var names: [[UInt8]] = []
        names.reserveCapacity(countInRoot)
        var node = self
        while let parent = node.parent {
            names.append(node.name)
            node = parent
        }
        return names.reversed()
    }
}
