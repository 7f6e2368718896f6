// SPDX-License-Identifier: Apache-2.0

/// The two kinds of repositories, by the words of the run record.
package enum RepositoryKind: String, Hashable, Sendable {
    /// Files and folders: ``ExportedTree``.
    case tree
    /// A zip archive: ``ContentPackage``.
    case package
}

/// Where documents come from, whatever they are kept in. All calls may be made from several threads at once.
package protocol DocumentSource: Sendable {
    /// Which of the two it is.
    var kind: RepositoryKind { get }
    /// The repository as the user named it.
    var path: String { get }
    /// The repository as an absolute path without links; as the user named it where it is gone.
    var realPath: String { get }

    /// Finds the documents of the JCR subtrees in scope, and what could not be looked at.
    func walk(scope: WalkScope) -> Walk

    /// Goes through the documents in scope, up to `jobs` at a time, and keeps those of which something is said.
    ///
    /// Each worker makes an examiner of its own, which is shown every document that the worker meets, with its bytes if
    /// there are at most `maxBytes`; what it returns is kept with the document. `isStopped` can end it all early. The result
    /// is the same for any number of jobs.
    func examine<Remark: Sendable>(
        scope: WalkScope, maxBytes: Int, jobs: Int, isStopped: @escaping @Sendable () -> Bool,
        by makeExaminer: @Sendable () -> (MetDocument) -> Remark?
    ) -> Examined<Remark>

    /// Reads a document that a walk found, whole.
    ///
    /// Throws ``RepositoryError/tooLarge(path:limit:)`` when it has more than `maxBytes` bytes,
    /// ``RepositoryError/notFound(path:)``, ``RepositoryError/unsafe(path:kind:)``,
    /// ``RepositoryError/unreadable(path:code:)``, or, in a package, ``RepositoryError/changedUnderneath(path:)`` when
    /// it is not what the walk found.
    func read(_ document: RepositoryDocument, maxBytes: Int) throws(RepositoryError) -> FileContent

    /// Reads a file of `META-INF/vault` in the package that is at `place`; nil where there is none.
    func vaultFile(
        _ name: VaultFile, of place: PackagePlace
    ) throws(VaultFileError) -> [UInt8]?
}

extension ExportedTree: DocumentSource {
    /// A tree.
    package var kind: RepositoryKind { .tree }

    /// Finds the documents in scope, within the standard limits.
    package func walk(scope: WalkScope) -> Walk {
        walk(scope: scope, limits: WalkLimits())
    }
}
