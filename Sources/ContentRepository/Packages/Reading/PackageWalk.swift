// SPDX-License-Identifier: Apache-2.0
import DocView

/// Collects the documents of a package and of the packages in it, by the rules that ``TreeWorker`` has for trees.
struct PackageWalk {
    private(set) var documents: [RepositoryDocument] = []
    private(set) var problems: [PackageProblem] = []

    private let scope: WalkScope
    private let limits: PackageLimits
    private var decompressed = 0
    private var isOver = false

    init(scope: WalkScope, limits: PackageLimits) {
        self.scope = scope
        self.limits = limits
    }

    /// Goes through a package; `held` is the memory that the packages around it take.
    mutating func visit(_ archive: PackageArchive, packages: [RelativePath], held: Int) {
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

    private mutating func visit(
        _ entry: ZipEntry, _ name: ArraySlice<UInt8>, _ path: EntryPath, in archive: PackageArchive,
        _ folders: inout PackageFolders, isAlone: Bool, _ packages: [RelativePath], _ held: Int
    ) {
        let kind = entry.kind(name: name)
        if path.isFolder {
            // Only to notice folders that have the name of a document.
            if path.last.elementsEqual(FileName.contentXML), path.depth <= limits.depth {
                _ = folders.names(of: path.whole)
            }
            return
        }
        let file = Array(path.last)
        guard !SkippedNames.isSkippedInContent(file) else { return }
        if path.mayHoldPackage, kind == .regular {
            guard isAlone else { return note(.duplicateName, name, packages) }
            return visitPackage(entry, name, in: archive, packages, held)
        }
        let node = NodePath.nodeName(ofDocument: file)
        let isConfiguration = FileName.isConfiguration(file)
        guard node != nil || isConfiguration || kind != .regular else { return }
        guard path.depth <= limits.depth else { return note(.tooDeep(limit: limits.depth), name, packages) }
        guard let names = folders.names(of: path.folder) else { return }
        guard kind == .regular else {
            let mayMatter =
                file == FileName.contentXML
                ? scope.admitsDocument(names)
                : scope.admits(names + [NodePath.nodeName(ofFolder: file)])
                    || node.map { scope.admitsDocument(names + [$0]) } ?? false
            if mayMatter { note(.special(kind), name, packages) }
            return
        }
        if file == FileName.contentXML {
            guard scope.admitsDocument(names) else { return }
            guard isAlone else { return note(.duplicateName, name, packages) }
            add(.contentXML, entry, name, in: archive, names, packages)
        } else if isConfiguration {
            let names = names + [NodePath.nodeName(ofFile: file)]
            guard scope.admitsConfiguration(names) else { return }
            guard isAlone else { return note(.duplicateName, name, packages) }
            add(.configuration, entry, name, in: archive, names, packages)
        } else if let node, scope.admitsDocument(names + [node]) {
            guard isAlone else { return note(.duplicateName, name, packages) }
            if isDocView(entry, name, in: archive, packages) {
                add(.named, entry, name, in: archive, names + [node], packages)
            }
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
                parentPath: NodePath.parent(of: node), contentRoot: PackageArchive.contentRoot))
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
