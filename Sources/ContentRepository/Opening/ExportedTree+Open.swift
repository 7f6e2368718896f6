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
        guard !search.contentRoots.isEmpty, enclosing == nil else {
            throw .notARepository(path: path, advice: advice(enclosing: enclosing, search.problems))
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

    private static func advice(enclosing: String?, _ problems: [WalkProblem]) -> String {
        if let enclosing {
            return "It lies inside of \(enclosing): pass that folder, so that JCR paths are complete."
        }
        let link = problems.first {
            guard case .unsafe(.symbolicLink, let path) = $0 else { return false }
            return path.name == FileName.jcrRoot
                || path.parent?.isTop == true && ContentRoot.bareRootMarks.contains(path.name)
        }
        guard let link else { return "" }
        return "\(link.path.display) is there, but a symbolic link, which is not followed: "
            + "pass the folder that holds what it leads to."
    }
}
