// SPDX-License-Identifier: Apache-2.0

/// An entry of a package that is to get other contents.
public struct EntryReplacement: Sendable {
    /// The entry's name.
    public let path: RelativePath
    /// The packages in packages on the way to it, the outermost first.
    public let packages: [RelativePath]
    /// Its contents now, and those that it will have.
    public let before: [UInt8], after: [UInt8]

    /// The replacement of the entry at `path`, in the package at the end of `packages`.
    public init(path: RelativePath, packages: [RelativePath] = [], before: [UInt8], after: [UInt8]) {
        self.path = path
        self.packages = packages
        self.before = before
        self.after = after
    }

    /// The replacement of a document.
    public init(_ document: RepositoryDocument, before: [UInt8], after: [UInt8]) {
        self.init(path: document.path, packages: document.packages, before: before, after: after)
    }
}

/// Where a rewritten package goes.
public enum PackageDestination: Hashable, Sendable {
    /// To the place of the package itself, in one moment.
    case inPlace
    /// To a path where nothing is yet.
    case newFile(String)
}
