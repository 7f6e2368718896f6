// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ExportedTree {
    /// Opens the repository at `path`; if that is a link, the one that it leads to, as the user named it.
    ///
    /// Throws ``RepositoryError/notFound(path:)``, ``RepositoryError/isPackage(path:)``,
    /// ``RepositoryError/notADirectory(path:)``, ``RepositoryError/unreadable(path:code:)``, or
    /// ``RepositoryError/notARepository(path:advice:)``. `faults` is for tests.
    package static func open(
        _ path: String, limits: WalkLimits = WalkLimits(), faults: WriteFaults = .none
    ) throws(RepositoryError) -> ExportedTree {
        let top = OpenFolder(try openTop(path))
        let realPath = HostPath.resolved(path) ?? path
        if [path, realPath].contains(where: { HostPath.lastName(of: $0) == HostPath.jcrRoot }) {
            return ExportedTree(
                path: path, top: top, contentRoots: [ContentRoot(path: .top, kind: .jcrRoot)],
                searchProblems: [], faults: faults)
        }
        var search = ContentRootSearch()
        FolderTraversal(top: top, limits: limits).run(from: .top, .top, &search)
        if case .unreadable(.top, let code) = search.problems.first {
            throw .unreadable(path: path, code: code)
        }
        // Inside of a `jcr_root`, JCR paths would be counted from the wrong folder.
        let enclosing = search.jcrRoots.isEmpty ? HostPath.enclosingJCRRoot(of: realPath) : nil
        // With a link in place of the only `jcr_root` it is a repository of which nothing can be looked at: a finding.
        guard !search.contentRoots.isEmpty || search.hasHiddenRoot, enclosing == nil else {
            throw .notARepository(path: path, advice: advice(enclosing: enclosing))
        }
        return ExportedTree(
            path: path, top: top, contentRoots: search.contentRoots, searchProblems: search.problems,
            faults: faults)
    }

    private static func openTop(_ path: String) throws(RepositoryError) -> Descriptor {
        // C would read the path up to a NUL only, and open something else.
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .notFound(path: path) }
        let isPackage: Bool
        do {
            let kind = try HostPath.kind(at: path)
            if kind == .folder { return try Descriptor(opening: path, O_RDONLY | O_DIRECTORY) }
            isPackage = kind == .regular ? try HostPath.isZip(at: path) : false
        } catch .noSuchFileOrDirectory, .notDirectory {
            throw .notFound(path: path)
        } catch {
            throw .unreadable(path: path, code: error.rawValue)
        }
        throw isPackage ? .isPackage(path: path) : .notADirectory(path: path)
    }

    private static func advice(enclosing: String?) -> String {
        enclosing.map { "It lies inside of \($0): pass that folder, so that JCR paths are complete." } ?? ""
    }
}
