// SPDX-License-Identifier: Apache-2.0
import ContentDigest

/// What becomes of one file of a repository, and where it is.
package struct ContentChange: Hashable, Sendable {
    /// Where the file is, relative to the top folder of a tree; its name in the package that it is an entry of.
    package let path: RelativePath
    /// The packages in packages on the way to it, the outermost first; empty in a tree.
    package let packages: [RelativePath]
    /// What becomes of it.
    package let change: FileChange
    /// The file whose mode, owner and extended attributes a created one has, because it takes that file's place under
    /// another name; beside it, in the same package. It must be there when the changes of its run begin.
    package let origin: RelativePath?

    /// A change of the file at `path`, in the package at the end of `packages`.
    package init(
        path: RelativePath, packages: [RelativePath] = [], _ change: FileChange, origin: RelativePath? = nil
    ) {
        self.path = path
        self.packages = packages
        self.change = change
        self.origin = origin
    }

    /// A change of a document that a walk found.
    package init(_ document: RepositoryDocument, _ change: FileChange) {
        self.init(path: document.path, packages: document.packages, change)
    }

    /// Where the file is, as text.
    package var display: String { PackagedPath.display(path.display, in: packages) }

    /// SHA-256 of the bytes before and after, in hexadecimal; empty where there is no file.
    package var sha256Before: String { change.before.map { ContentDigest.sha256($0) } ?? "" }
    /// See ``sha256Before``.
    package var sha256After: String { change.after.map { ContentDigest.sha256($0) } ?? "" }

    /// The change that takes this one back.
    package var reversed: ContentChange { ContentChange(path: path, packages: packages, change.reversed) }
}

extension ContentChange {
    /// The order of paths, package by package.
    package static func isBefore(_ one: ContentChange, _ other: ContentChange) -> Bool {
        PackagedPath.isBefore(one.packages, one.path, other.packages, other.path)
    }
}
