// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// A folder that a traversal has reached, open and listed.
struct ListedFolder {
    let path: RelativePath
    let folder: OpenFolder
    let entries: [FolderEntry]

    func hasRegularFile(_ name: [UInt8]) -> Bool {
        entries.contains { $0.kind == .regular && $0.name == name }
    }
}

/// What somebody wants to know of each folder of a tree.
protocol FolderVisitor {
    /// What is known of a folder from the ones above it.
    associatedtype Context

    /// What ends the traversal before it is through; `Never` for most.
    associatedtype Failure: Error

    /// Looks at a folder, and says which of its folders to go to next, each with what is then known.
    mutating func visit(
        _ folder: ListedFolder, _ context: Context
    ) throws(Failure) -> [(name: [UInt8], context: Context)]

    /// Takes note of something that cannot be looked at.
    mutating func note(_ problem: WalkProblem) throws(Failure)
}

/// Goes through the folders of a tree in the order of their names, without recursion, links or paths.
struct FolderTraversal {
    let top: OpenFolder
    let limits: WalkLimits

    func run<Visitor: FolderVisitor>(
        from start: RelativePath, _ context: Visitor.Context, _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        var cursor = FolderCursor(top: top)
        var pending = [(path: start, depth: start.components.count, context: context)]
        while let next = pending.popLast() {
            guard let folder = try open(next.path, &cursor, &visitor) else { continue }
            for (name, context) in try visitor.visit(folder, next.context).reversed() {
                let path = next.path.appending(name)
                if path.bytes.count > limits.pathBytes {
                    try visitor.note(.pathTooLong(path, limit: limits.pathBytes))
                } else if next.depth >= limits.depth {
                    try visitor.note(.tooDeep(path, limit: limits.depth))
                } else {
                    pending.append((path, next.depth + 1, context))
                }
            }
        }
    }

    /// The folder with its listing; nil when it is gone by now, which is no problem, or cannot be had, which is one.
    private func open<Visitor: FolderVisitor>(
        _ path: RelativePath, _ cursor: inout FolderCursor, _ visitor: inout Visitor
    ) throws(Visitor.Failure) -> ListedFolder? {
        do throws(Errno) {
            let folder = try cursor.folder(at: path)
            return ListedFolder(path: path, folder: folder, entries: try folder.descriptor.entries())
        } catch .noSuchFileOrDirectory {
            return nil
        } catch {
            try visitor.note(cursor.problem(with: path, error))
            return nil
        }
    }
}

extension FolderCursor {
    /// Why `path` could not be opened: what was a folder or file when it was listed may be a link by now.
    mutating func problem(with path: RelativePath, _ error: Errno) -> WalkProblem {
        if error == .tooManySymbolicLinkLevels || error == .notDirectory,
            let parent = path.parent, let folder = try? folder(at: parent),
            let kind = folder.descriptor.kind(of: path.name), kind != .regular, kind != .folder
        {
            return .unsafe(kind, path, mayHide: true)
        }
        return .unreadable(path, code: error.rawValue)
    }
}
