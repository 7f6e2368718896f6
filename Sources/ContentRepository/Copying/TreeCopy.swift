// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// A complete copy of a tree that nobody sees yet, under a name of its own beside its place.
///
/// Change files of ``tree``, then call ``commit()``, which puts the copy in its place. If that is never called, or
/// fails, the copy is removed: with ``abort()``, at the latest when this value goes. (What is killed before that leaves
/// a folder `.ims-migrate-…` beside the place, which may be removed.)
package final class TreeCopy {
    /// The copy, to be changed. Its files are named as they will be when it is in its place.
    package let tree: ExportedTree
    /// What was not copied, as it is neither file, folder nor link.
    package let skipped: [WalkProblem]

    private let source: ExportedTree
    private let destination: CopyDestination
    private let staging: [UInt8]
    private let folders: [TreeCopier.CopiedFolder]
    private var isFinished = false

    init(
        of source: ExportedTree, to destination: CopyDestination, progress: @escaping (_ files: Int) -> Void
    ) throws(RepositoryError) {
        let name = FileName.temporary()
        let top: OpenFolder
        do throws(Errno) {
            try destination.holder.descriptor.makeFolder(name)
            top = OpenFolder(try destination.holder.descriptor.openFolder(name))
        } catch {
            throw .destinationUnusable(path: destination.path, code: error.rawValue)
        }
        var copier = TreeCopier(from: source, to: top, progress: progress)
        do throws(RepositoryError) {
            try FolderTraversal(top: source.top, limits: .none).run(from: .top, (), &copier)
        } catch {
            TreeRemoval.remove(name, from: destination.holder)
            throw error
        }
        self.source = source
        self.destination = destination
        staging = name
        folders = copier.folders
        skipped = copier.skipped.sorted { $0.path < $1.path }
        tree = ExportedTree(
            path: destination.path, top: top, contentRoots: source.contentRoots,
            searchProblems: source.searchProblems, faults: source.faults)
    }

    deinit {
        abort()
    }

    /// Puts the copy in its place, brings it to the disk, and returns it from there.
    ///
    /// A new place gets it in one moment. An empty folder that was there already stays the same folder, and gets what
    /// is directly in the copy one by one. Throws ``RepositoryError/destinationOccupied(path:)`` when something is there
    /// by now, or ``RepositoryError/notCopied(path:step:code:)``; the copy is removed then.
    @discardableResult
    package func commit() throws(RepositoryError) -> ExportedTree {
        do throws(RepositoryError) {
            let published = try Publication(
                source: source, copy: tree, folders: folders, destination: destination, staging: staging
            ).run()
            isFinished = true
            return published
        } catch {
            abort()
            throw error
        }
    }

    /// Removes the copy, unless it is in its place.
    package func abort() {
        guard !isFinished else { return }
        isFinished = true
        TreeRemoval.remove(staging, from: destination.holder)
    }
}
