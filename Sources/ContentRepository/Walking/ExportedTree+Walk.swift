// SPDX-License-Identifier: Apache-2.0
import ParallelWork

extension ExportedTree {
    /// Finds the documents of the JCR subtrees in scope, and what could not be looked at.
    ///
    /// `progress` is told how many folders have been entered, once for each. The same tree gives the same result on
    /// every file system.
    package func walk(
        scope: WalkScope = .everything, limits: WalkLimits = WalkLimits(),
        progress: @escaping (_ folders: Int) -> Void = { _ in }
    ) -> Walk {
        let task = TreeTask(tree: self, scope: scope, limits: limits, maxBytes: nil, isStopped: { false })
        var folders = 0
        var worker = TreeWorker<Void>(task, examine: { _ in () }) {
            folders += 1
            progress(folders)
        }
        worker.run(FolderQueue(roots(scope)))
        let examined = examined([worker.result])
        return Walk(
            documents: examined.remarks.map(\.document), problems: examined.walk.problems,
            contentRoots: examined.walk.contentRoots, leftovers: examined.walk.leftovers)
    }

    /// Goes through the documents in scope; as ``DocumentSource/examine(scope:maxBytes:jobs:isStopped:by:)`` says.
    package func examine<Remark: Sendable>(
        scope: WalkScope, maxBytes: Int, jobs: Int, isStopped: @escaping @Sendable () -> Bool,
        by makeExaminer: @Sendable () -> (MetDocument) -> Remark?
    ) -> Examined<Remark> {
        let task = TreeTask(
            tree: self, scope: scope, limits: WalkLimits(), maxBytes: maxBytes, isStopped: isStopped)
        let queue = FolderQueue(roots(scope))
        let results = inParallel(max(jobs, 1)) { _ in
            var worker = TreeWorker<Remark>(task, examine: makeExaminer())
            worker.run(queue)
            return worker.result
        }
        return examined(results)
    }

    private func roots(_ scope: WalkScope) -> [PendingFolder] {
        contentRoots.map { PendingFolder(node: FolderNode($0, scope: scope), parent: nil) }
    }

    private func examined<Remark>(_ results: [TreeWorker<Remark>.Result]) -> Examined<Remark> {
        Examined(
            remarks: results.flatMap(\.remarks).sorted { $0.document.path < $1.document.path },
            count: results.reduce(0) { $0 + $1.count },
            walk: Walk(
                documents: [],
                problems: Set(searchProblems + results.flatMap(\.problems)).sorted {
                    ($0.path, $0.message) < ($1.path, $1.message)
                },
                contentRoots: results.flatMap(\.contentRoots).sorted(),
                leftovers: results.flatMap(\.leftovers).sorted()))
    }
}
