// SPDX-License-Identifier: Apache-2.0

/// What a walk found, sorted by path.
package struct Walk: Sendable {
    /// The document view files in scope, and the files of OSGi configurations.
    package let documents: [RepositoryDocument]
    /// What could not be looked at in a tree.
    package let problems: [WalkProblem]
    /// What could not be looked at in a content package, or keeps it from being rewritten, or from being installed.
    package let packageProblems: [PackageProblem]
    /// The folders that JCR paths count from: each `jcr_root` that was met, and the top folder of a bare root.
    package let contentRoots: [RelativePath]
    /// Files that a replacement was writing when its run was killed. Nothing reads them; a later run may remove them.
    package let leftovers: [RelativePath]

    init(
        documents: [RepositoryDocument], problems: [WalkProblem] = [], packageProblems: [PackageProblem] = [],
        contentRoots: [RelativePath], leftovers: [RelativePath] = []
    ) {
        self.documents = documents
        self.problems = problems
        self.packageProblems = packageProblems
        self.contentRoots = contentRoots
        self.leftovers = leftovers
    }

    /// The JCR path that a folder of the tree stands for, by the innermost content root around it; nil outside of all
    /// of them.
    package func nodePath(ofFolder path: RelativePath) -> String? {
        guard
            let root = contentRoots.filter({ path.isWithin($0) }).max(by: { $0.bytes.count < $1.bytes.count }
            ),
            let names = path.components(below: root)
        else { return nil }
        return NodePath.path(names.map { NodePath.nodeName(ofFolder: $0) })
    }
}
