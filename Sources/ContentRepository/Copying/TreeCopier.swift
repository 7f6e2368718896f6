// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Copies all that is in a tree, content or not, folder by folder.
///
/// Files get their permissions and times at once, folders when everything is in them.
struct TreeCopier: FolderVisitor {
    /// A folder of the source, as it was when it was copied.
    struct CopiedFolder {
        let path: RelativePath
        let status: stat
    }

    private(set) var folders: [CopiedFolder] = []
    private(set) var skipped: [WalkProblem] = []

    private let source: ExportedTree
    private var target: FolderCursor
    private let progress: (Int) -> Void
    private var files = 0

    init(from source: ExportedTree, to target: OpenFolder, progress: @escaping (Int) -> Void) {
        self.source = source
        self.target = FolderCursor(top: target)
        self.progress = progress
    }

    mutating func note(_ problem: WalkProblem) throws(RepositoryError) {
        guard case .unreadable(let path, let code) = problem else { return skipped.append(problem) }
        throw .notCopied(path: source.location(of: path), step: .open, code: code)
    }

    mutating func visit(
        _ folder: ListedFolder, _ context: Void
    ) throws(RepositoryError) -> [(name: [UInt8], context: Void)] {
        let copy = try step(.makeFolder, folder.path) { () throws(Errno) in
            folders.append(CopiedFolder(path: folder.path, status: try folder.folder.descriptor.status()))
            return try target.folder(at: folder.path)
        }
        var next: [(name: [UInt8], context: Void)] = []
        // What a run that was killed has left is no part of the tree.
        for entry in folder.entries where !entry.name.starts(with: FileName.temporaryPrefix) {
            let path = folder.path.appending(entry.name)
            switch entry.kind {
            case .folder:
                try step(.makeFolder, path) { () throws(Errno) in try copy.descriptor.makeFolder(entry.name) }
                next.append((entry.name, ()))
            case .symbolicLink:
                try copyLink(path, from: folder.folder, to: copy)
            case .regular:
                try copyFile(path, from: folder.folder, to: copy)
            default:
                skipped.append(.unsafe(entry.kind, path))
            }
        }
        return next
    }

    private mutating func copyFile(
        _ path: RelativePath, from folder: OpenFolder, to copy: OpenFolder
    ) throws(RepositoryError) {
        guard let file = try openSource(path, in: folder) else { return }
        let name = path.name
        try step(.copyFile, path) { () throws(Errno) in
            let target = try copy.descriptor.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
            try file.descriptor.copyFile(with: file.status, to: target)
        }
        files += 1
        progress(files)
    }

    /// A file of the source; nil when it is gone by now.
    private func openSource(
        _ path: RelativePath, in folder: OpenFolder
    ) throws(RepositoryError) -> OpenedFile? {
        do {
            return try source.openFile(path, in: folder)
        } catch .notFound {
            return nil
        } catch .unreadable(_, let code) {
            throw .notCopied(path: source.location(of: path), step: .open, code: code)
        }
    }

    private func copyLink(
        _ path: RelativePath, from folder: OpenFolder, to copy: OpenFolder
    ) throws(RepositoryError) {
        let name = path.name
        guard folder.descriptor.kind(of: name) != nil else { return }
        try step(.copyLink, path) { () throws(Errno) in
            try folder.descriptor.copyLink(name, to: copy.descriptor)
        }
    }

    private func step<Result>(
        _ step: CopyStep, _ path: RelativePath, _ body: () throws(Errno) -> Result
    ) throws(RepositoryError) -> Result {
        do {
            return try body()
        } catch {
            throw .notCopied(path: source.location(of: path), step: step, code: error.rawValue)
        }
    }
}
