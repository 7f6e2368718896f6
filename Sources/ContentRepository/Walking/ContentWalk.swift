// SPDX-License-Identifier: Apache-2.0
import DocView

/// Collects the documents below one content root, and below the `jcr_root` folders inside of it.
struct ContentWalk: FolderVisitor {
    /// The node that a folder stands for.
    struct Context {
        let root: ContentRoot
        /// The decoded names from the content root down.
        let names: [String]
    }

    private(set) var documents: [RepositoryDocument] = []
    private(set) var problems: [WalkProblem] = []
    private(set) var contentRoots: [RelativePath] = []
    private(set) var leftovers: [RelativePath] = []

    private let scope: WalkScope
    private let limits: WalkLimits
    private let progress: (Int) -> Void
    private var folders = 0

    init(scope: WalkScope, limits: WalkLimits, progress: @escaping (Int) -> Void) {
        self.scope = scope
        self.limits = limits
        self.progress = progress
    }

    mutating func enter(_ root: ContentRoot) -> Context {
        contentRoots.append(root.path)
        return Context(root: root, names: [])
    }

    mutating func note(_ problem: WalkProblem) throws(Never) {
        problems.append(problem)
    }

    mutating func visit(
        _ folder: ListedFolder, _ context: Context
    ) throws(Never) -> [(name: [UInt8], context: Context)] {
        folders += 1
        progress(folders)
        var next: [(name: [UInt8], context: Context)] = []
        for entry in folder.entries where !SkippedNames.isSkippedInContent(entry.name) {
            switch entry.kind {
            case .folder:
                if let inside = self.context(ofFolder: entry.name, in: folder, context) {
                    next.append((entry.name, inside))
                }
            case .regular:
                visitFile(entry.name, in: folder, context)
            default:
                if mayMatter(entry.name, in: folder, context) {
                    problems.append(.unsafe(entry.kind, folder.path.appending(entry.name)))
                }
            }
        }
        return next
    }

    private mutating func context(
        ofFolder name: [UInt8], in folder: ListedFolder, _ context: Context
    ) -> Context? {
        if name == FileName.jcrRoot {
            // Below a bare root the search has found them all; each is walked as a root of its own.
            guard context.root.kind == .jcrRoot else { return nil }
            return enter(ContentRoot(path: folder.path.appending(name), kind: .jcrRoot))
        }
        if name == FileName.contentXML {
            if scope.admitsDocument(context.names) {
                problems.append(.unsafe(.folder, folder.path.appending(name)))
            }
            return nil
        }
        guard isContent(folder: name, in: folder, context) else { return nil }
        let names = context.names + [NodePath.nodeName(ofFolder: name)]
        return scope.admits(names) ? Context(root: context.root, names: names) : nil
    }

    private func isContent(folder name: [UInt8], in folder: ListedFolder, _ context: Context) -> Bool {
        if context.root.isBuildOutput(name, in: folder) { return false }
        guard context.root.kind == .bareAmongProjects, context.names.isEmpty else { return true }
        return ContentRoot.isTopLevelName(name)
    }

    /// Whether content in scope could stand where a link or special file does.
    private func mayMatter(_ name: [UInt8], in folder: ListedFolder, _ context: Context) -> Bool {
        if name == FileName.contentXML { return scope.admitsDocument(context.names) }
        if name == FileName.jcrRoot { return true }
        if scope.admits(context.names + [NodePath.nodeName(ofFolder: name)]) {
            return isContent(folder: name, in: folder, context)
        }
        if FileName.isConfiguration(name),
            scope.admitsConfiguration(context.names + [NodePath.nodeName(ofFile: name)])
        {
            return true
        }
        return NodePath.nodeName(ofDocument: name).map { scope.admitsDocument(context.names + [$0]) } ?? false
    }

    private mutating func visitFile(_ name: [UInt8], in folder: ListedFolder, _ context: Context) {
        if name.starts(with: FileName.temporaryPrefix) {
            leftovers.append(folder.path.appending(name))
        } else if name == FileName.contentXML {
            if scope.admitsDocument(context.names) {
                add(.contentXML, name, in: folder, context, context.names)
            }
        } else if FileName.isConfiguration(name) {
            let names = context.names + [NodePath.nodeName(ofFile: name)]
            if scope.admitsConfiguration(names) { add(.configuration, name, in: folder, context, names) }
        } else if let node = NodePath.nodeName(ofDocument: name),
            scope.admitsDocument(context.names + [node]), isDocView(name, in: folder)
        {
            add(.named, name, in: folder, context, context.names + [node])
        }
    }

    private mutating func add(
        _ kind: RepositoryDocument.Kind, _ name: [UInt8], in folder: ListedFolder, _ context: Context,
        _ node: [String]
    ) {
        let path = folder.path.appending(name)
        guard path.bytes.count <= limits.pathBytes else {
            return problems.append(.pathTooLong(path, limit: limits.pathBytes))
        }
        documents.append(
            RepositoryDocument(
                path: path, kind: kind, nodePath: NodePath.path(node), parentPath: NodePath.parent(of: node),
                contentRoot: context.root.path))
    }

    /// What FileVault asks of `NAME.xml`, of its first 1024 characters: up to four bytes each.
    private mutating func isDocView(_ name: [UInt8], in folder: ListedFolder) -> Bool {
        do {
            let file = try folder.folder.descriptor.openFile(name)
            let kind = FileKind(mode: try file.status().st_mode)
            guard kind == .regular else {
                problems.append(.unsafe(kind, folder.path.appending(name)))
                return false
            }
            return DocViewDetection.isDocView(head: try file.read(upTo: 4 * 1024))
        } catch .noSuchFileOrDirectory {
            return false
        } catch {
            let path = folder.path.appending(name)
            let kind = folder.folder.descriptor.kind(of: name)
            problems.append(
                kind.flatMap { $0 == .regular || $0 == .folder ? nil : .unsafe($0, path) }
                    ?? .unreadable(path, code: error.rawValue))
            return false
        }
    }
}
