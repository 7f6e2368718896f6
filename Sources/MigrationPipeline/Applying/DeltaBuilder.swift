// SPDX-License-Identifier: Apache-2.0

import ContentRepository
import DocView
import IMSMigration

/// Builds the packages of just the changes: one that makes them, one that takes them back.
struct DeltaBuilder {
    /// A package that is ready to be written.
    struct Delta {
        var package: DeltaPackage
        var path: String
        /// Whether a file that is there is replaced.
        var replacesFile: Bool

        /// Writes the package. Throws `RunFailure`.
        func write() throws(RunFailure) {
            do {
                try ArchiveBuilder.write(package.entries(), to: path, replacing: replacesFile)
            } catch {
                throw RunFailure(error)
            }
        }
    }

    let place: WritePlace
    let planned: PlannedMigration
    let profiles: [Profile]
    /// RFC 3339, UTC.
    let createdAt: String

    /// The packages that are asked for, each read again and compared with the plan. Throws `RunFailure` (64) where there is
    /// something at their places already, and where one can't hold all of the changes.
    func build() throws(RunFailure) -> [Delta] {
        var deltas: [Delta] = []
        for (path, isRollback) in [(place.delta, false), (place.deltaRollback, true)] {
            guard let path else { continue }
            // Better none than one that leaves something out.
            let known = planned.created.reduce(planned.renamed.count * 2) { $0 + $1.changes.count }
            guard planned.whole.count == known else {
                throw unsuitable(path, "files are to come or go that a delta package cannot hold")
            }
            do throws(PackageError) {
                try ArchiveBuilder.expectFree(path, replacing: place.replacesFiles)
            } catch {
                throw RunFailure(error)
            }
            do {
                let contents = try DeltaContents(
                    planned, kept: try keptNames(), isRollback: isRollback, profiles: profiles)
                let package = package(contents, isRollback: isRollback)
                try contents.prove(package)
                deltas.append(Delta(package: package, path: path, replacesFile: place.replacesFiles))
            } catch let fault as DeltaFault {
                throw unsuitable(path, fault.description)
            } catch {
                throw RunFailure(anyError: error)
            }
        }
        return deltas
    }

    /// Throws `RunFailure` (64) for a name that the user gave and that can't be written.
    func keptNames() throws(RunFailure) -> KeptNames {
        try KeptNames(profiles: profiles, documents: planned.input.documents, given: place.deltaKeep)
    }

    private func unsuitable(_ path: String, _ reason: String) -> RunFailure {
        RunFailure(
            .usage,
            "\(path): the changes can't be written as a package of their own: \(reason). Use --output or --in-place. "
                + "Nothing was changed.")
    }

    private func package(_ contents: DeltaContents, isRollback: Bool) -> DeltaPackage {
        let what = isRollback ? "Takes back the migration" : "The migration"
        let count = MigrationReason.configurations(planned.configurationCount)
        return DeltaPackage(
            identity: identity(isRollback: isRollback),
            description: "\(what) of \(count) from JWT to OAuth, and touches nothing else.",
            createdAt: createdAt, nodes: contents.nodes,
            files: contents.files.map { DeltaPackage.File(path: $0.key, bytes: $0.value.bytes) })
    }

    /// A name of its own, so that the package manager does not take it for the package that it came from; a version that
    /// grows with every run.
    private func identity(isRollback: Bool) -> PackageIdentity {
        let source =
            planned.input.repository.realPath.split(separator: "/").last.map(String.init) ?? "repository"
        let base = source.hasSuffix(".zip") ? String(source.dropLast(4)) : source
        let name = place.deltaName ?? (base + "-ims-oauth")
        let version = "1.0." + createdAt.filter(\.isNumber)
        return PackageIdentity(
            group: "ims-migrate", name: isRollback ? name + "-rollback" : name, version: version)
    }
}

/// The nodes and files of a package of changes.
private struct DeltaContents {
    /// A docview file with nodes that change.
    private struct ChangedDocument {
        var file: PlannedFile
        var path: RelativePath
        /// What is written: the file after the migration, or before it for the package that takes it back.
        var document: DocViewDocument
        var changed: [Int: Set<String>] = [:]
        var kinds: [Int: Profile.Documents] = [:]
        /// The JCR path of each node.
        var paths: [String?]
        var bytes: [UInt8] = []
    }

    private(set) var nodes: [DeltaPackage.Node] = []
    /// By their paths below `jcr_root`; `source` is where each comes from, for messages.
    private(set) var files: [RelativePath: (bytes: [UInt8], source: String)] = [:]
    private var documents: [ChangedDocument] = []

    /// Throws ``DeltaFault`` where something can't be expressed, or is there twice.
    init(_ planned: PlannedMigration, kept: KeptNames, isRollback: Bool, profiles: [Profile]) throws {
        var seen: [RelativePath: PlannedFile] = [:]
        for file in planned.files where !file.changes.isEmpty {
            guard let path = file.change.path(below: file.document.package) else { continue }
            // Several packages in the repository can have the same file; an instance has it once.
            if let present = seen[path] {
                guard present.plan.before == file.plan.before, present.plan.after == file.plan.after else {
                    throw DeltaFault(
                        "\(present.document.display) and \(file.document.display) would be one file of it")
                }
                continue
            }
            seen[path] = file
            guard file.document.kind != .configuration else {
                try add(
                    DeltaPackage.Node(path: file.document.nodePath, properties: nil), file.document.display)
                try add(path, isRollback ? file.plan.before : file.plan.after, file.document.display)
                continue
            }
            documents.append(try Self.changed(file, path, isRollback: isRollback, profiles: profiles))
        }
        for document in documents {
            for (index, names) in document.changed {
                guard let path = document.paths[index] else { continue }
                try add(
                    DeltaPackage.Node(path: path, properties: names.sorted()), document.file.document.display)
            }
        }
        for renamed in planned.renamed {
            let display = renamed.file.document.display
            try add(DeltaPackage.Node(path: renamed.file.document.nodePath, properties: nil), display)
            try add(DeltaPackage.Node(path: renamed.nodePath, properties: nil), display)
            let change = renamed.changes[isRollback ? 0 : 1]
            guard let path = change.path(below: renamed.file.document.package) else { continue }
            try add(path, isRollback ? renamed.file.plan.before : renamed.file.plan.after, display)
        }
        // A root that the package has nothing for removes the node: so what was created goes again. The folders above have
        // no root: they come to be where they are missing, and stay.
        for created in planned.created {
            for path in created.paths { try add(DeltaPackage.Node(path: path, properties: nil), path) }
            for change in created.changes where !isRollback {
                guard let bytes = change.change.after, let path = change.path(below: created.place),
                    files[path] == nil
                else { continue }
                try add(path, bytes, change.display)
            }
        }
        try write(kept)
        try addFolders(planned, isRollback: isRollback)
    }

    private static func changed(
        _ file: PlannedFile, _ path: RelativePath, isRollback: Bool, profiles: [Profile]
    ) throws -> ChangedDocument {
        let before = try DocViewDocument(parsing: file.plan.before)
        let after = try DocViewDocument(parsing: file.plan.after)
        let document = isRollback ? before : after
        var changed = ChangedDocument(
            file: file, path: path, document: document,
            paths: ConfigurationFinder.paths(
                of: document, nodePath: file.document.nodePath, parentPath: file.document.parentPath))
        for node in file.changes {
            // The document's own spelling: names of OSGi properties are compared without regard to case.
            changed.changed[node.nodeIndex] = before.changedProperties(to: after, ofNodeAt: node.nodeIndex)
            changed.kinds[node.nodeIndex] =
                profiles.first { $0.storage == node.storage }?.documents ?? .docview
        }
        let unnamed = changed.changed.keys.filter { changed.paths[$0]?.hasPlainNames != true }
        let unwritable = changed.changed.values.joined().filter { $0.utf8.first == UInt8(ascii: "{") }
        guard unnamed.isEmpty, unwritable.isEmpty else {
            throw DeltaFault(
                "\(file.document.display): a filter can't name a node or property without a prefix")
        }
        return changed
    }

    private mutating func add(_ node: DeltaPackage.Node, _ source: String) throws {
        guard !nodes.contains(where: { $0.path == node.path }) else {
            throw DeltaFault("\(node.path) is in the repository twice; \(source) is one of its files")
        }
        nodes.append(node)
    }

    private mutating func add(_ path: RelativePath, _ bytes: [UInt8], _ source: String) throws {
        if let present = files[path], present.bytes != bytes {
            throw DeltaFault("\(present.source) and \(source) would be one file of it")
        }
        files[path] = (bytes, source)
    }

    /// Writes the documents with nodes that change: now all roots are known.
    private mutating func write(_ kept: KeptNames) throws {
        let roots = nodes.map(\.path)
        let namespaces = documents.reduce(into: [String: String]()) { result, document in
            result.merge(document.document.declaredNamespaces) { first, _ in first }
        }
        for index in documents.indices {
            let document = documents[index]
            let named = try Self.named(in: document, roots: roots, namespaces)
            let excerpt = DocViewExcerpt(
                changed: document.changed, kept: document.kinds.mapValues { kept[$0] }, named: named)
            do throws(DocViewError) {
                documents[index].bytes = try document.document.excerpt(excerpt)
            } catch {
                throw DeltaFault("\(document.file.document.display), \(error)")
            }
            try add(document.path, documents[index].bytes, document.file.document.display)
        }
    }

    /// The children that a document must name because they are roots of the filter or above one.
    ///
    /// FileVault deletes a covered child that a file doesn't name below a node that it has, although another file of the
    /// package holds it, and makes it anew from that one. Only direct children of a folder are known to it beforehand.
    private static func named(
        in document: ChangedDocument, roots: [String], _ namespaces: [String: String]
    ) throws -> [Int: [DocViewName]] {
        var shown: Set<Int> = []
        for index in document.changed.keys {
            var next: Int? = index
            while let current = next, shown.insert(current).inserted {
                next = document.document.nodes[current].parent
            }
        }
        if document.file.document.kind == .contentXML, document.changed[0] == nil { shown.remove(0) }
        var named: [Int: [DocViewName]] = [:]
        for index in shown {
            guard let path = document.paths[index] else { continue }
            let start = path == "/" ? path : path + "/"
            var seen: Set<String> = []
            for root in roots where root.utf8.starts(with: start.utf8) {
                let rest = root.utf8.dropFirst(start.utf8.count).prefix { $0 != UInt8(ascii: "/") }
                let name = String(decoding: rest, as: UTF8.self)
                guard seen.insert(name).inserted else { continue }
                let scope = namespaces.merging(document.document.declaredNamespaces) { $1 }
                guard let known = DocViewName(name, namespaces: scope) else {
                    throw DeltaFault("\(path)/\(name): nothing declares the prefix of the name")
                }
                named[index, default: []].append(known)
            }
        }
        return named
    }

    /// Adds the types of the folders and pages above: a node that is missing on the instance gets its right type.
    private mutating func addFolders(_ planned: PlannedMigration, isRollback: Bool) throws {
        var places = planned.files.filter { !$0.changes.isEmpty }.map {
            (path: $0.document.path, place: $0.document.package)
        }
        places += planned.renamed.map { (path: $0.path, place: $0.file.document.package) }
        if !isRollback {
            places += planned.created.flatMap { created in
                created.changes.map { (path: $0.path, place: created.place) }
            }
        }
        for (file, place) in places {
            let above = planned.input.repository.folderDocuments(
                above: file, in: place, maxBytes: DocViewLimits.standard.maximumBytes)
            for (path, bytes) in above {
                let change = ContentChange(path: path, packages: place.packages, .create(after: bytes))
                guard let path = change.path(below: place), files[path] == nil,
                    let document = try? DocViewDocument(parsing: bytes),
                    let type = try? document.typeAlone()
                else { continue }
                try add(path, type, change.display)
            }
        }
    }

    /// Reads each file again and compares it with what it was made of. A file of the package that FileVault can't parse
    /// makes an installation delete the node. Throws ``DeltaFault``.
    func prove(_ package: DeltaPackage) throws {
        for (path, file) in files where path.display.hasSuffix(".xml") {
            let isFolder = path.display == ".content.xml" || path.display.hasSuffix("/.content.xml")
            guard isFolder || DocViewDetection.isDocView(head: file.bytes.prefix(DocViewDetection.headLength))
            else { throw DeltaFault("\(path.display): FileVault would take it for a plain file") }
            let document: DocViewDocument
            do throws(DocViewError) {
                document = try DocViewDocument(parsing: file.bytes)
            } catch {
                throw DeltaFault("\(path.display): \(error)")
            }
            guard document.invalidValues.isEmpty else {
                throw DeltaFault("\(path.display): a value that FileVault refuses")
            }
        }
        var holding: [String: RelativePath] = [:]
        var others: [String: [String]] = [:]
        for document in documents {
            guard let bytes = files[document.path]?.bytes, let read = try? DocViewDocument(parsing: bytes)
            else {
                throw DeltaFault("\(document.path.display) is missing")
            }
            let paths = ConfigurationFinder.paths(
                of: read, nodePath: document.file.document.nodePath,
                parentPath: document.file.document.parentPath)
            for (index, changed) in document.changed {
                guard let path = document.paths[index],
                    let found = paths.indices.first(where: { paths[$0] == path }),
                    paths.count(where: { $0 == path }) == 1
                else { throw DeltaFault("\(document.path.display): a changed node is missing") }
                let original = document.document.nodes[index]
                if let fault = read.fault(ofExcerptAt: found, original: original, changed: changed) {
                    throw DeltaFault("\(document.path.display), \(path): \(fault)")
                }
                holding[path] = document.path
                others[path] = original.properties.map(\.name).filter {
                    !changed.contains($0) && $0 != DocViewExcerpt.primaryType
                }
            }
            let changed = Set(document.changed.keys.compactMap { document.paths[$0] })
            for (node, path) in zip(read.nodes, paths)
            where !node.isPlaceholder && !changed.contains(path ?? "") {
                guard node.properties.map(\.name) == [DocViewExcerpt.primaryType] else {
                    throw DeltaFault(
                        "\(document.path.display): more than its type of a node that doesn't change")
                }
            }
        }
        try package.proveFilter(holding: holding, others: others)
    }
}

extension String {
    /// Whether no name of a path is in JCR's expanded form, which filters don't have.
    fileprivate var hasPlainNames: Bool { !contains("/{") }
}

extension PlannedMigration {
    /// How many configurations change. What is in a companion alone does not count twice.
    fileprivate var configurationCount: Int {
        (files + renamed.map(\.file)).reduce(created.count) { count, file in
            count + file.changes.count { node in !node.changes.allSatisfy(\.isInCompanion) }
        }
    }
}
