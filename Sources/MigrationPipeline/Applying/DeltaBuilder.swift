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

        /// Writes the package to a file that is not there yet. Throws `RunFailure`.
        func write() throws(RunFailure) {
            do {
                try ArchiveBuilder.write(package.entries(), to: path)
            } catch {
                throw RunFailure(error)
            }
        }
    }

    let place: WritePlace
    let planned: PlannedMigration
    /// RFC 3339, UTC.
    let createdAt: String

    /// The packages that are asked for. Throws `RunFailure` (64) where there is something at their places already.
    func build() throws(RunFailure) -> [Delta] {
        var deltas: [Delta] = []
        for (path, isRollback) in [(place.delta, false), (place.deltaRollback, true)] {
            guard let path else { continue }
            // Better none than one that leaves something out.
            let known = planned.created.reduce(planned.renamed.count * 2) { $0 + $1.files.count }
            guard planned.whole.count == known else {
                throw RunFailure(
                    .usage,
                    "\(path): files are to come or go that a delta package cannot hold. Use --output or --in-place. "
                        + "Nothing was changed.")
            }
            do {
                try ArchiveBuilder.expectFree(path)
            } catch {
                throw RunFailure(error)
            }
            deltas.append(Delta(package: try package(isRollback: isRollback), path: path))
        }
        return deltas
    }

    private func package(isRollback: Bool) throws(RunFailure) -> DeltaPackage {
        var nodes: [DeltaPackage.Node] = []
        var files: [DeltaPackage.File] = []
        for file in planned.files {
            guard let names = file.document.path.components(below: file.document.contentRoot),
                let path = RelativePath(components: names)
            else { continue }
            if file.document.kind == .configuration {
                nodes.append(DeltaPackage.Node(path: file.document.nodePath, properties: nil))
                files.append(
                    DeltaPackage.File(path: path, bytes: isRollback ? file.plan.before : file.plan.after))
                continue
            }
            let changes = planned.changedProperties(in: file)
            for (path, properties) in changes.byPath {
                nodes.append(DeltaPackage.Node(path: path, properties: properties.sorted()))
            }
            let document: DocViewDocument
            do {
                document = try DocViewDocument(parsing: isRollback ? file.plan.before : file.plan.after)
            } catch {
                throw RunFailure(.unexpected, "\(file.document.display): \(error)")
            }
            files.append(DeltaPackage.File(path: path, bytes: document.excerpt(of: changes.byIndex)))
        }
        for renamed in planned.renamed {
            nodes.append(DeltaPackage.Node(path: renamed.file.document.nodePath, properties: nil))
            nodes.append(DeltaPackage.Node(path: renamed.nodePath, properties: nil))
            let change = renamed.changes[isRollback ? 0 : 1]
            guard let path = change.path(below: renamed.file.document.package) else { continue }
            files.append(
                DeltaPackage.File(
                    path: path, bytes: isRollback ? renamed.file.plan.before : renamed.file.plan.after))
        }
        // A root that the package has nothing for removes the node: so what was created goes again. The folders above have
        // no root: they come to be where they are missing, and stay.
        nodes += planned.created.flatMap(\.paths).map { DeltaPackage.Node(path: $0, properties: nil) }
        if !isRollback {
            for created in planned.created {
                for file in created.files where !files.contains(where: { $0.path == file.path }) {
                    files.append(file)
                }
            }
        }
        (nodes, files) = (Self.united(nodes), try Self.united(files))
        let what = isRollback ? "Takes back the migration" : "The migration"
        let count = MigrationReason.configurations(planned.configurationCount)
        return DeltaPackage(
            identity: identity(isRollback: isRollback),
            description: "\(what) of \(count) from JWT to OAuth, and touches nothing else.",
            createdAt: createdAt, nodes: nodes, files: files)
    }

    /// The same file can be in several packages of a repository. Throws `RunFailure` (64) where it isn't the same in all of
    /// them: an instance has it once.
    private static func united(_ files: [DeltaPackage.File]) throws(RunFailure) -> [DeltaPackage.File] {
        var known: [RelativePath: [UInt8]] = [:]
        var united: [DeltaPackage.File] = []
        for file in files {
            if let other = known[file.path] {
                guard other == file.bytes else {
                    throw RunFailure(
                        .usage,
                        "\(file.path.display): several packages in the repository have this file with different content, and "
                            + "a delta package can hold one. Use --output or --in-place, or migrate the packages one by one. "
                            + "No files were changed.")
                }
                continue
            }
            known[file.path] = file.bytes
            united.append(file)
        }
        return united
    }

    /// The same for nodes: a filter root is there once.
    private static func united(_ nodes: [DeltaPackage.Node]) -> [DeltaPackage.Node] {
        var places: [String: Int] = [:]
        var united: [DeltaPackage.Node] = []
        for node in nodes {
            guard let place = places[node.path] else {
                places[node.path] = united.count
                united.append(node)
                continue
            }
            // Nil stands for all of it.
            united[place].properties = united[place].properties.flatMap { one in
                node.properties.map { Set(one).union($0).sorted() }
            }
        }
        return united
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

extension PlannedMigration {
    /// How many configurations change. What is in a companion alone does not count twice.
    fileprivate var configurationCount: Int {
        (files + renamed.map(\.file)).reduce(created.count) { count, file in
            count + file.changes.count { node in !node.changes.allSatisfy(\.isInCompanion) }
        }
    }

    /// The changed properties of a file's nodes, by their index in the document and by their JCR path.
    func changedProperties(in file: PlannedFile) -> (
        byIndex: [Int: Set<String>], byPath: [String: Set<String>]
    ) {
        var byIndex: [Int: Set<String>] = [:]
        var byPath: [String: Set<String>] = [:]
        for change in file.changes {
            let names = Set(change.changes.map(\.property))
            byIndex[change.nodeIndex] = names
            byPath[change.path] = names
        }
        return (byIndex, byPath)
    }
}
