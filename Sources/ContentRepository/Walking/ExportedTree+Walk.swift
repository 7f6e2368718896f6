// SPDX-License-Identifier: Apache-2.0
import ParallelWork

extension ExportedTree {
    /// Finds the documents of the JCR subtrees in scope, and what could not be looked at.
    ///
    /// `progress` is told how many folders have been entered, once for each. The same tree gives the same result on
    /// every file system.
    package func walk(
        scope: WalkScope = .everything, limits: WalkLimits = WalkLimits(),
        packageLimits: PackageLimits = .standard,
        progress: @escaping (_ folders: Int) -> Void = { _ in }
    ) -> Walk {
        let task = TreeTask(
            tree: self, scope: scope, limits: limits, packageLimits: packageLimits, maxBytes: nil,
            isStopped: { false })
        var folders = 0
        var worker = TreeWorker<Void>(task, examine: { _ in () }) {
            folders += 1
            progress(folders)
        }
        worker.run(FolderQueue(roots(scope)))
        let examined = examined([worker.result])
        return Walk(
            documents: examined.remarks.map(\.document), problems: examined.walk.problems,
            packageProblems: examined.walk.packageProblems, contentRoots: examined.walk.contentRoots,
            leftovers: examined.walk.leftovers)
    }

    /// Goes through the documents in scope; as ``DocumentSource/examine(scope:maxBytes:jobs:isStopped:by:)`` says.
    package func examine<Remark: Sendable>(
        scope: WalkScope, maxBytes: Int, jobs: Int, isStopped: @escaping @Sendable () -> Bool,
        by makeExaminer: @Sendable () -> (MetDocument) -> Remark?
    ) -> Examined<Remark> {
        let task = TreeTask(
            tree: self, scope: scope, limits: WalkLimits(), packageLimits: .standard, maxBytes: maxBytes,
            isStopped: isStopped)
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
        // What stands where content can be is told of once, by the walk.
        let problems = Set(searchProblems + results.flatMap(\.problems))
        let hiding = Set(
            problems.compactMap { problem in
                if case .unsafe(_, let path, true) = problem { path } else { nil }
            })
        return Examined(
            remarks: results.flatMap(\.remarks).sorted {
                PackagedPath.isBefore(
                    $0.document.packages, $0.document.path, $1.document.packages, $1.document.path)
            },
            count: results.reduce(0) { $0 + $1.count },
            walk: Walk(
                documents: [],
                problems: problems.filter { problem in
                    if case .unsafe(_, let path, false) = problem { !hiding.contains(path) } else { true }
                }.sorted { ($0.path, $0.message) < ($1.path, $1.message) },
                packageProblems: results.flatMap(\.packageProblems).sorted(by: PackageProblem.isBefore),
                contentRoots: results.flatMap(\.contentRoots).sorted(),
                leftovers: results.flatMap(\.leftovers).sorted()))
    }
}
