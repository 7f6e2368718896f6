// SPDX-License-Identifier: Apache-2.0
import Dispatch
import DocView
import SystemPackage

/// What every worker that goes through a tree is told.
struct TreeTask: Sendable {
    let tree: ExportedTree
    let scope: WalkScope
    let limits: WalkLimits
    let packageLimits: PackageLimits
    /// The most bytes of a document; nil where documents are not read.
    let maxBytes: Int?
    /// Whether to stop before the end.
    let isStopped: @Sendable () -> Bool
    /// For the worker that has packages in packages open. (A semaphore, as in ``FolderQueue``.)
    let packagesInPackages = DispatchSemaphore(value: 1)
}

/// Goes through folders of a tree, one at a time, and collects what is below one content root and below the `jcr_root`
/// folders inside of it.
struct TreeWorker<Remark: Sendable>: ~Copyable {
    /// What it has collected.
    struct Result: Sendable {
        var remarks: [(document: RepositoryDocument, remark: Remark)] = []
        var count = 0
        var problems: [WalkProblem] = []
        var packageProblems: [PackageProblem] = []
        var contentRoots: [RelativePath] = []
        var leftovers: [RelativePath] = []
    }

    private(set) var result = Result()
    /// The folders that were found and not yet gone through, the next one last.
    private var pending: [PendingFolder] = []

    private let task: TreeTask
    private let examine: (MetDocument) -> Remark?
    private let enter: () -> Void
    private var listing = RawListing()
    private var buffer = ReadBuffer()
    private var cursor: FolderCursor

    init(_ task: TreeTask, examine: @escaping (MetDocument) -> Remark?, enter: @escaping () -> Void = {}) {
        self.task = task
        self.examine = examine
        self.enter = enter
        cursor = FolderCursor(top: task.tree.top)
    }

    /// Goes through folders until there are none left for anybody.
    mutating func run(_ queue: FolderQueue) {
        var wasBusy = false
        while let folder = pending.popLast() ?? queue.take(wasBusy: wasBusy) {
            wasBusy = true
            if task.isStopped() { continue }
            visit(folder)
            if pending.count > 1, queue.isHungry {
                // The first were found nearest to the top: there is most below them.
                queue.give(Array(pending[..<(pending.count / 2)]))
                pending.removeFirst(pending.count / 2)
            }
        }
    }

    private mutating func visit(_ pending: PendingFolder) {
        let node = pending.node
        if node.isRoot { result.contentRoots.append(node.root.path) }
        let folder: OpenFolder
        do throws(Errno) {
            if let parent = pending.parent?.folder, let name = node.ownName {
                folder = OpenFolder(try parent.descriptor.openFolder(name))
            } else {
                folder = try cursor.folder(at: node.path)
            }
            // A cursor's folder may be listed again, and this one must not have been listed before.
            if pending.parent == nil {
                try listing.read(try folder.descriptor.openFolder([UInt8(ascii: ".")]))
            } else {
                try listing.read(folder.descriptor)
            }
        } catch .noSuchFileOrDirectory {
            return
        } catch {
            result.problems.append(cursor.problem(with: node.path, error))
            return
        }
        enter()
        visitEntries(of: folder, node)
    }

    private mutating func visitEntries(of folder: OpenFolder, _ node: FolderNode) {
        var held: HeldFolder??
        let first = pending.count
        for entry in listing.entries {
            let name = listing.name(of: entry)
            if SkippedNames.isSkippedInContent(name) || node.root.passesOver(name, isInProject: isInProject) {
                continue
            }
            switch entry.kind {
            case .folder:
                guard let child = self.node(ofFolder: Array(name), in: node) else { continue }
                if held == nil { held = .some(HeldFolder(folder)) }
                pending.append(PendingFolder(node: child, parent: child.isRoot ? nil : held ?? nil))
            case .regular:
                visitFile(name, in: folder, node)
            default:
                let name = Array(name)
                if let mayHide = mayHide(entry.kind, name, in: folder, node) {
                    result.problems.append(
                        .unsafe(entry.kind, node.path.appending(name), mayHide: mayHide))
                }
            }
        }
        // The one that comes first by name is gone through first: a queue stays short, and a cursor has less to do.
        if pending.count - first > 1 { pending[first...].reverse() }
    }

    private mutating func node(ofFolder name: [UInt8], in node: FolderNode) -> FolderNode? {
        if name == FileName.jcrRoot {
            // Below a bare root the search has found them all; each is walked as a root of its own.
            guard node.root.kind == .jcrRoot else { return nil }
            return FolderNode(ContentRoot(path: node.path.appending(name), kind: .jcrRoot), scope: task.scope)
        }
        if name == FileName.contentXML {
            if task.scope.role(ofFile: name, isWholly: node.isWholly, in: node.names) != nil {
                result.problems.append(.unsafe(.folder, node.path.appending(name)))
            }
            return nil
        }
        guard isContent(folder: name, in: node) else { return nil }
        var isWholly = node.isWholly
        if !isWholly {
            let names = node.names + [NodePath.nodeName(ofFolder: name)]
            guard task.scope.enters(names) else { return nil }
            isWholly = task.scope.includesAll(below: names)
        }
        let child = FolderNode(name, in: node, isWholly: isWholly)
        if child.pathLength > task.limits.pathBytes {
            result.problems.append(.pathTooLong(child.path, limit: task.limits.pathBytes))
            return nil
        }
        if child.depth > task.limits.depth {
            result.problems.append(.tooDeep(child.path, limit: task.limits.depth))
            return nil
        }
        return child
    }

    private func isContent(folder name: [UInt8], in node: FolderNode) -> Bool {
        guard node.root.kind == .bareAmongProjects, node.isRoot else { return true }
        return ContentRoot.isTopLevelName(name)
    }

    /// Whether the folder that is listed is a Maven project's.
    private var isInProject: Bool {
        listing.entries.contains {
            $0.kind == .regular && listing.name(of: $0).elementsEqual(FileName.mavenProject)
        }
    }

    /// Whether configurations can be where a link or special file is, at it or below it; nil where nothing in scope could be.
    /// A link to a file stands for no folder; of any other nobody knows what would be there.
    private func mayHide(
        _ kind: FileKind, _ name: [UInt8], in folder: OpenFolder, _ node: FolderNode
    ) -> Bool? {
        if name == FileName.jcrRoot { return true }
        let names = node.names
        if task.scope.role(ofFile: name, in: names) != nil { return true }
        guard name != FileName.contentXML, isContent(folder: name, in: node),
            task.scope.enters(names + [NodePath.nodeName(ofFolder: name)])
        else { return nil }
        guard kind == .symbolicLink,
            let target = try? folder.descriptor.status(of: name, followingLinks: true)
        else { return true }
        return FileKind(mode: target.st_mode) != .regular
    }

    private mutating func visitFile(_ name: ArraySlice<UInt8>, in folder: OpenFolder, _ node: FolderNode) {
        switch task.scope.role(ofFile: name, isWholly: node.isWholly, in: node.names) {
        case .document(let kind)?: meet(kind, Array(name), in: folder, node)
        case .package?: visitPackage(Array(name), in: folder, node)
        case nil:
            if name.elementsEqual(FileName.jcrRoot) {
                result.problems.append(.unsafe(.regular, node.path.appending(Array(name)), mayHide: true))
            } else if name.starts(with: FileName.temporaryPrefix) {
                result.leftovers.append(node.path.appending(Array(name)))
            }
        }
    }

    /// Goes through the package that a file is. Its documents are read here and now, while it is open.
    private mutating func visitPackage(_ name: [UInt8], in folder: OpenFolder, _ node: FolderNode) {
        let path = node.path.appending(name)
        guard path.bytes.count <= task.limits.pathBytes else {
            return result.problems.append(.pathTooLong(path, limit: task.limits.pathBytes))
        }
        let file: OpenFolder
        let size: Int
        do throws(Errno) {
            file = OpenFolder(try folder.descriptor.openFile(name))
            let status = try file.descriptor.status()
            let kind = FileKind(mode: status.st_mode)
            guard kind == .regular else {
                return result.problems.append(.unsafe(kind, path, mayHide: true))
            }
            size = Int(status.st_size)
        } catch .noSuchFileOrDirectory {
            return
        } catch {
            return result.problems.append(cursor.problem(with: path, error))
        }
        let contents = ByteWindow(file: file, count: size)
        var walk = PackageWalk(
            scope: task.scope, limits: task.packageLimits, outermostRoot: node.root.path)
        let package: PackageArchive?
        do throws(ArchiveDamage) {
            package = try PackageArchive.package(in: contents, task.packageLimits)
        } catch {
            let problem = PackageProblem(
                kind: .unreadablePackage(error), packages: [], entry: path.display)
            return result.packageProblems.append(problem)
        }
        guard let package else { return }
        // Packages in it are in memory: those that all workers have open together are bounded.
        let isAlone = package.mayHoldPackages
        if isAlone { task.packagesInPackages.wait() }
        defer { if isAlone { task.packagesInPackages.signal() } }
        walk.enter(package, at: path, in: [], held: 0)
        result.packageProblems += walk.problems
        let packages = NestedPackages(outermost: package, limits: task.packageLimits)
        let documents = walk.documents.sorted {
            PackagedPath.isBefore($0.packages, $0.path, $1.packages, $1.path)
        }
        for document in documents {
            if task.isStopped() { return }
            result.count += 1
            if let remark = remark(on: document, in: packages) {
                result.remarks.append((document, remark))
            }
        }
    }

    private func remark(on document: RepositoryDocument, in packages: NestedPackages) -> Remark? {
        do throws(RepositoryError) {
            let bytes = try task.maxBytes.map { limit throws(RepositoryError) in
                try task.tree.read(document, in: packages, maxBytes: limit)
            }
            return (bytes ?? []).withUnsafeBufferPointer {
                examine(MetDocument(.known(document), .success($0)))
            }
        } catch {
            return examine(MetDocument(.known(document), .failure(error)))
        }
    }

    private mutating func meet(
        _ kind: RepositoryDocument.Kind, _ name: [UInt8], in folder: OpenFolder, _ node: FolderNode
    ) {
        guard node.pathLength + 1 + name.count <= task.limits.pathBytes || node.pathLength == 0 else {
            let path = node.path.appending(name)
            return result.problems.append(.pathTooLong(path, limit: task.limits.pathBytes))
        }
        let contents = read(name, in: folder, node, headOnly: kind == .named)
        if kind == .named {
            switch contents {
            case .success:
                let head = buffer.bytes.prefix(DocViewDetection.headLength)
                guard DocViewDetection.looksLikeDocView(head: head) else { return }
            case .failure(.notFound): return
            case .failure(.unsafe(_, let kind)):
                return result.problems.append(.unsafe(kind, node.path.appending(name), mayHide: true))
            case .failure(.unreadable(_, let code)):
                return result.problems.append(.unreadable(node.path.appending(name), code: code))
            case .failure: break
            }
        }
        result.count += 1
        let met = MetDocument(.folder(node, name: name, kind), contents.map { buffer.bytes })
        if let remark = examine(met) { result.remarks.append((met.document, remark)) }
    }

    /// Reads a file into the buffer, if documents are read; of one that may be no document the beginning in any case.
    private mutating func read(
        _ name: [UInt8], in folder: OpenFolder, _ node: FolderNode, headOnly: Bool
    ) -> Swift.Result<Void, RepositoryError> {
        buffer.clear()
        guard task.maxBytes != nil || headOnly else { return .success(()) }
        let tree = task.tree
        func location() -> String { tree.location(of: node.path.appending(name)) }
        do throws(Errno) {
            let file = try folder.descriptor.openFile(name)
            let status = try file.status()
            let kind = FileKind(mode: status.st_mode)
            guard kind == .regular else { return .failure(.unsafe(path: location(), kind: kind)) }
            if headOnly {
                try buffer.read(file, upTo: DocViewDetection.headLength, size: Int(status.st_size))
                guard DocViewDetection.looksLikeDocView(head: buffer.bytes) else { return .success(()) }
            }
            guard let most = task.maxBytes else { return .success(()) }
            // A size can be wrong and can change; one byte more than allowed tells.
            if status.st_size <= most { try buffer.read(file, upTo: most + 1, size: Int(status.st_size)) }
            guard status.st_size <= most, buffer.count <= most else {
                return .failure(.tooLarge(path: location(), limit: most))
            }
            return .success(())
        } catch {
            return .failure(tree.failure(opening: node.path.appending(name), in: folder, error))
        }
    }
}
