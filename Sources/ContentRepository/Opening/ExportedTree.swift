// SPDX-License-Identifier: Apache-2.0

/// An exported AEM repository on disk: one or more trees of files that FileVault would import.
///
/// The top folder stays open as long as the value lives, and every file is reached from it folder by folder without
/// following a link. Whatever becomes of the path that it was opened by, nothing outside of it is read or written.
/// All calls may be made from several threads at once.
///
/// The other kind of repository is ``ContentPackage``. The journal takes what it needs from ``read(_:maxBytes:)`` before
/// ``apply(_:)`` is called.
public final class ExportedTree: Sendable {
    /// The repository as the user named it.
    public let path: String

    let top: OpenFolder
    let contentRoots: [ContentRoot]
    let searchProblems: [WalkProblem]
    let faults: WriteFaults

    init(
        path: String, top: OpenFolder, contentRoots: [ContentRoot], searchProblems: [WalkProblem],
        faults: WriteFaults
    ) {
        self.path = path
        self.top = top
        self.contentRoots = contentRoots
        self.searchProblems = searchProblems
        self.faults = faults
    }

    /// Finds the documents of the JCR subtrees in scope, and what could not be looked at.
    ///
    /// `progress` is told how many folders have been entered, once for each. The same tree gives the same result on
    /// every file system.
    public func walk(
        scope: WalkScope = .everything, limits: WalkLimits = WalkLimits(),
        progress: @escaping (_ folders: Int) -> Void = { _ in }
    ) -> Walk {
        var walk = ContentWalk(scope: scope, limits: limits, progress: progress)
        for root in contentRoots {
            let context = walk.enter(root)
            FolderTraversal(top: top, limits: limits).run(from: root.path, context, &walk)
        }
        return Walk(
            documents: walk.documents.sorted { $0.path < $1.path },
            problems: Set(searchProblems + walk.problems).sorted {
                ($0.path, $0.message) < ($1.path, $1.message)
            },
            contentRoots: walk.contentRoots.sorted(),
            leftovers: walk.leftovers.sorted())
    }

    /// The repository as an absolute path without links; as the user named it where it is gone.
    public var realPath: String { HostPath.resolved(path) ?? path }

    /// The path of a file as the user would write it, for messages.
    func location(of file: RelativePath) -> String {
        file.isTop ? path : (path.hasSuffix("/") ? path : path + "/") + file.display
    }
}
