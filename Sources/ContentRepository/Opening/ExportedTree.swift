// SPDX-License-Identifier: Apache-2.0

/// An exported AEM repository on disk: one or more trees of files that FileVault would import.
///
/// The top folder stays open as long as the value lives, and every file is reached from it folder by folder without
/// following a link. Whatever becomes of the path that it was opened by, nothing outside of it is read or written.
/// All calls may be made from several threads at once.
///
/// The other kind of repository is ``ContentPackage``. A ``Journal`` has what it needs to undo changes before
/// ``apply(_:shouldStop:onProgress:)`` makes them.
package final class ExportedTree: Sendable {
    /// The repository as the user named it.
    package let path: String

    let top: OpenFolder
    let contentRoots: [ContentRoot]
    let searchProblems: [WalkProblem]
    let faults: WriteFaults
    /// What was read last of the content packages in it.
    let packages = PackagesInTree()

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

    /// The repository as an absolute path without links; as the user named it where it is gone.
    package var realPath: String { HostPath.resolved(path) ?? path }

    /// The path of a file as the user would write it, for messages.
    func location(of file: RelativePath) -> String {
        file.isTop ? path : (path.hasSuffix("/") ? path : path + "/") + file.display
    }
}
