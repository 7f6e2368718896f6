// SPDX-License-Identifier: Apache-2.0
import DocView

/// Collects the documents of a package and of the packages in it, by the rules that ``TreeWorker`` has for trees.
struct PackageWalk {
    private(set) var documents: [RepositoryDocument] = []
    private(set) var problems: [PackageProblem] = []

    private let scope: WalkScope
    private let limits: PackageLimits
    /// The folder that JCR paths count from around the outermost package, where that is a file of a tree.
    private let outermostRoot: RelativePath
    private var decompressed = 0
    private var isOver = false

    init(
        scope: WalkScope, limits: PackageLimits, outermostRoot: RelativePath = PackageArchive.contentRoot
    ) {
        self.scope = scope
        self.limits = limits
        self.outermostRoot = outermostRoot
    }

    /// Goes through a package; `held` is the memory that the packages around it take.
    mutating func visit(_ archive: PackageArchive, packages: [RelativePath] = [], held: Int = 0) {
        let names = EntryNames(of: archive.directory)
        var folders = PackageFolders(scope: scope)
        let held = held + archive.bytes.memory
        for index in 0..<archive.directory.count where !isOver {
            let name = archive.directory.name(index)
            guard let path = EntryPath(name) else {
                note(.unsafeName, name, packages)
                continue
            }
            guard path.isContent else { continue }
            visit(
                archive.directory.entry(index), name, path, in: archive, &folders,
                isAlone: names.isAlone(index),
                packages, held)
        }
        for folder in folders.folderDocuments { note(.special(.folder), folder, packages) }
        audit(archive, packages)
    }

    /// Notes what is wrong with the archive as a whole, but for what is noted already.
    private mutating func audit(_ archive: PackageArchive, _ packages: [RelativePath]) {
        guard !isOver else { return }
        let noted = Set(problems.filter { $0.packages == packages }.map(\.entry))
        for problem in ArchiveAudit(of: archive, packages: packages, limits: limits).contradictions()
        where !noted.contains(problem.entry) && problems.count < limits.problems { problems.append(problem) }
    }

    /// Whatever mode an entry has, a link's among them, it is a file to FileVault unless its name ends in a slash.
    private mutating func visit(
        _ entry: ZipEntry, _ name: ArraySlice<UInt8>, _ path: EntryPath, in archive: PackageArchive,
        _ folders: inout PackageFolders, isAlone: Bool, _ packages: [RelativePath], _ held: Int
    ) {
        if path.isFolder {
            // Only to notice folders that have the name of a document.
            if path.last.elementsEqual(FileName.contentXML), path.depth <= limits.depth {
                _ = folders.names(of: path.whole)
            }
            return
        }
        guard WalkScope.mayMatter(path.last), !SkippedNames.isSkippedInContent(path.last) else { return }
        guard path.depth <= limits.depth else { return note(.tooDeep(limit: limits.depth), name, packages) }
        guard let names = folders.names(of: path.folder),
            let role = scope.role(ofFile: path.last, in: names)
        else { return }
        guard isAlone else { return note(.duplicateName, name, packages) }
        switch role {
        case .package: visitPackage(entry, name, in: archive, packages, held)
        case .document(.contentXML): add(.contentXML, entry, name, in: archive, names, packages)
        case .document(.configuration):
            let own = NodePath.nodeName(ofFile: Array(path.last))
            add(.configuration, entry, name, in: archive, names + [own], packages)
        case .document(.named):
            guard let own = NodePath.nodeName(ofDocument: Array(path.last)),
                isDocView(entry, name, in: archive, packages)
            else { return }
            add(.named, entry, name, in: archive, names + [own], packages)
        }
    }

    private mutating func add(
        _ kind: RepositoryDocument.Kind, _ entry: ZipEntry, _ name: ArraySlice<UInt8>,
        in archive: PackageArchive, _ node: [String], _ packages: [RelativePath]
    ) {
        let most = WalkLimits().pathBytes
        guard name.count <= most else { return note(.pathTooLong(limit: most), name, packages) }
        guard let path = RelativePath(bytes: name), isReadable(entry, name, in: archive, packages) else {
            return
        }
        documents.append(
            RepositoryDocument(
                path: path, packages: packages, kind: kind, nodePath: NodePath.path(node),
                parentPath: NodePath.parent(of: node), contentRoot: PackageArchive.contentRoot,
                outermostRoot: outermostRoot))
    }

    /// Decompresses a document once, so that whatever is wrong with it is known before anything is planned.
    private mutating func isReadable(
        _ entry: ZipEntry, _ name: ArraySlice<UInt8>, in archive: PackageArchive, _ packages: [RelativePath]
    ) -> Bool {
        do throws(EntryFault) {
            let most = limits.documentBytes
            guard entry.size <= most else { throw .tooLarge(limit: most) }
            var reader = try EntryReader(
                entry, of: archive.directory, in: archive.bytes, limits: limits)
            var size = 0
            while true {
                let count = try reader.next().count
                if count == 0 { return true }
                size += count
                guard size <= most else { throw .tooLarge(limit: most) }
                guard spend(count, name, packages) else { return false }
            }
        } catch {
            note(.unreadable(error), name, packages)
            return false
        }
    }

    private mutating func isDocView(
        _ entry: ZipEntry, _ name: ArraySlice<UInt8>, in archive: PackageArchive, _ packages: [RelativePath]
    ) -> Bool {
        do throws(EntryFault) {
            let head = try EntryReader.head(
                entry, of: archive.directory, in: archive.bytes, length: DocViewDetection.headLength,
                limits: limits)
            return spend(head.count, name, packages) && DocViewDetection.looksLikeDocView(head: head)
        } catch {
            note(.unreadable(error), name, packages)
            return false
        }
    }

    private mutating func visitPackage(
        _ entry: ZipEntry, _ name: ArraySlice<UInt8>, in archive: PackageArchive,
        _ packages: [RelativePath], _ held: Int
    ) {
        guard let path = RelativePath(bytes: name) else { return }
        guard packages.count < limits.nesting else {
            return note(.nestedTooDeep(limit: limits.nesting), name, packages)
        }
        let left = limits.walkBytes - decompressed
        let room = max(min(limits.nestedBytes - held, left), 0)
        var taken = 0
        var package: PackageArchive?
        do throws(PackageArchive.NestedFailure) {
            package = try archive.package(in: entry, room: room, limits) { taken += $0 }
        } catch {
            switch error {
            // It is not too large; the walk has too little left for it.
            case .entry(.tooLarge(left)): taken = left + 1
            case .entry(let fault): note(.unreadable(fault), name, packages)
            case .archive(let damage): note(.unreadablePackage(damage), name, packages)
            }
        }
        // What was no package, or a broken one, had to be decompressed as well.
        guard spend(taken, name, packages), let package else { return }
        enter(package, at: path, in: packages, held: held)
    }

    /// Goes through a package that is a file of the repository, `held` being the memory that those around it take.
    mutating func enter(
        _ package: PackageArchive, at path: RelativePath, in packages: [RelativePath], held: Int
    ) {
        var taken = 0
        let proper = package.properFileName(limits) { taken += $0 }
        guard spend(taken, path.bytes[...], packages) else { return }
        let own = NodePath.nodeName(ofFile: path.name).utf8
        if let proper, ![".zip", ".jar"].contains(where: { own.elementsEqual((proper + $0).utf8) }) {
            note(.misnamed(expected: proper + ".zip"), path.bytes, packages)
        }
        visit(package, packages: packages + [path], held: held)
    }

    /// Counts decompressed bytes; false when the walk has had enough.
    private mutating func spend(
        _ bytes: Int, _ name: ArraySlice<UInt8>, _ packages: [RelativePath]
    ) -> Bool {
        decompressed += bytes
        if decompressed > limits.walkBytes, !isOver {
            isOver = true
            note(.walkTooLarge(limit: limits.walkBytes), name, packages)
        }
        return !isOver
    }

    private mutating func note(
        _ kind: PackageProblem.Kind, _ name: some Sequence<UInt8>, _ packages: [RelativePath]
    ) {
        // A report with millions of them would help nobody.
        let isLast = problems.count == limits.problems
        if isLast { isOver = true }
        guard problems.count <= limits.problems else { return }
        problems.append(
            PackageProblem(
                kind: isLast ? .tooManyProblems(limit: limits.problems) : kind, packages: packages,
                entry: FileName.display(Array(name))))
    }
}
