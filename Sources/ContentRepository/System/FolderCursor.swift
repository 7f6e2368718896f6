// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// Opens folders of a tree one after the other, each from the nearest folder above it that is still open.
///
/// Whoever goes through a tree in order opens one folder at a time this way, however deep it lies, and no more than
/// a fixed number of descriptors is open, however deep the tree is. Every step refuses links.
struct FolderCursor {
    private static let mostOpen = max(Descriptor.share(of: 48), 1)

    private let top: OpenFolder
    private var open: [(path: RelativePath, folder: OpenFolder)] = []

    init(top: OpenFolder) {
        self.top = top
    }

    /// The folder at `path`.
    mutating func folder(at path: RelativePath) throws(Errno) -> OpenFolder {
        while let last = open.last, !path.isWithin(last.path) { open.removeLast() }
        var (reached, folder) = open.last ?? (.top, top)
        for name in path.components(below: reached) ?? [] {
            folder = OpenFolder(try folder.descriptor.openFolder(name))
            reached = reached.appending(name)
            if open.count == Self.mostOpen { open.removeFirst() }
            open.append((reached, folder))
        }
        return folder
    }
}
