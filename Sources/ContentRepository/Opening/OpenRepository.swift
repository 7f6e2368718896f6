// SPDX-License-Identifier: Apache-2.0

/// A repository that is open: a tree or a package.
package enum OpenRepository: Sendable {
    /// A folder.
    case tree(ExportedTree)
    /// A content package.
    case package(ContentPackage)

    /// Opens what is at `path`: a folder as a tree, a file as a package.
    ///
    /// Throws ``RepositoryError`` or ``PackageError``; `faults` is for tests.
    package static func open(_ path: String, faults: WriteFaults = .none) throws -> OpenRepository {
        if (try? HostPath.kind(at: path)) == .regular {
            return .package(try ContentPackage.open(path, faults: faults))
        }
        return .tree(try ExportedTree.open(path, faults: faults))
    }

    /// Whether `path` can only be meant as a repository: a directory, or an archive.
    package static func isMeant(by path: String) -> Bool {
        switch try? HostPath.kind(at: path) {
        case .folder: true
        case .regular: (try? HostPath.isZip(at: path)) == true
        default: false
        }
    }

    /// Where documents come from.
    package var source: any DocumentSource {
        switch self {
        case .tree(let tree): tree
        case .package(let package): package
        }
    }

    /// The repository as the user named it.
    package var path: String { source.path }
    /// The repository as an absolute path without links.
    package var realPath: String { source.realPath }

    var faults: WriteFaults {
        switch self {
        case .tree(let tree): tree.faults
        case .package(let package): package.faults
        }
    }
}
