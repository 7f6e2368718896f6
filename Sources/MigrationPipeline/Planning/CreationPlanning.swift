// SPDX-License-Identifier: Apache-2.0

import ContentRepository
import DocView
import IMSMigration

/// Plans the files of configurations that rows of the mapping make: each in a file of its own, as FileVault lays it out,
/// with the folders above it that are missing. Never over something that exists.
struct CreationPlanning {
    let planner: Planner
    let input: Survey.Input
    /// Every document in the scope of the survey.
    let documents: [RepositoryDocument]

    /// A configuration that is going to be made, and the files that make it.
    struct Planned {
        var creation: Creation
        /// The package that they go into.
        var place: PackagePlace
        var file: String
        var line: Int
        var files: [(change: ContentChange, document: NewDocument)]
        /// The nodes that hold its properties, and the file of each.
        var nodes: [(path: String, file: RelativePath)]
        /// Those of its files that hold a client secret in clear text.
        var filesWithPlainSecrets: [RelativePath] = []
        /// The placeholders that the files of ordered parents get.
        var namings: [Naming] = []
    }

    /// A new child that its parent's file names, because the parent keeps its children in an order: without that, a package
    /// puts the child first.
    struct Naming {
        /// The file that holds the parent.
        var file: RepositoryDocument
        var contents: DocViewDocument
        var nodeIndex: Int
        var name: String
    }

    /// Types of nodes whose children have no order, so that FileVault's export doesn't name those in files of their own.
    private static let unordered: Set<String> = ["sling:Folder", "nt:folder"]
    /// Types of nodes whose children have one.
    private static let ordered: Set<String> = [
        "sling:OrderedFolder", "cq:Page", "cq:PageContent", "nt:unstructured",
    ]

    /// What the rows make, and what stands in the way of others. `claimed` are the rows of configurations that exist.
    func plan(claimed: Set<Int>) -> (planned: [Planned], findings: [Finding]) {
        var planned: [Planned] = []
        var findings: [Finding] = []
        var made: Set<String> = []
        let rows = planner.creatingRows.filter { !claimed.contains($0.row) }
        let rivals = Dictionary(grouping: rows) { Array(($0.path?.text ?? "").utf8) }
        for row in rows {
            if let claims = rivals[Array((row.path?.text ?? "").utf8)], claims.count > 1 {
                if claims.first?.row == row.row { findings.append(Self.ambiguous(claims)) }
                continue
            }
            do throws(CreationProblem) {
                planned.append(try self.planned(try planner.creation(by: row), made: &made))
            } catch {
                findings.append(
                    Finding(
                        error.rule, .error, error.message, path: row.path?.text, mappingRow: row.row,
                        mappingColumn: error.column))
            }
        }
        return (planned, findings)
    }

    /// Several rows that create at one path: nobody can tell which is meant.
    private static func ambiguous(_ rows: [MappingRow]) -> Finding {
        let numbers = rows.map { String($0.row) }.joined(separator: " and ")
        return Finding(
            .mappingAmbiguous, .error, "Rows \(numbers) of the mapping are to create one configuration.",
            path: rows.first?.path?.text)
    }

    private func planned(_ creation: Creation, made: inout Set<String>) throws(CreationProblem) -> Planned {
        let names = Self.names(creation.configuration.path)
        let root = try contentRoot(for: names, row: creation.row)
        let present = documents(on: names, root)
        let existing = made.union(
            present.flatMap { file, contents in
                ConfigurationFinder.nodePaths(
                    in: contents, nodePath: file.nodePath, parentPath: file.parentPath)
            })
        let madeBefore = made
        try expectFree(creation, existing, root)
        do {
            var files: [(change: ContentChange, document: NewDocument)] = []
            // The topmost folder, `/conf`, is there on every instance.
            for count in names.indices.dropFirst(2) {
                let above = Array(names[..<count])
                let path = "/" + above.joined(separator: "/")
                guard !existing.contains(path), !isThere(above, root) else { continue }
                made.insert(path)
                files += try file(above, isFile: false, root) { name throws(RewritingError) in
                    do throws(DocViewError) {
                        return try NewDocument(type: creation.folderType, name: name)
                    } catch {
                        throw .document(error)
                    }
                }
            }
            var places: [(file: RelativePath, display: String, line: Int)] = []
            for part in creation.parts {
                var line = 1
                let new = try file(Self.names(part.path), isFile: part.isFile, root) {
                    name throws(RewritingError) in
                    let document = try part.document(name: name)
                    line = document.line
                    return document
                }
                guard let new = new.first else {
                    throw CreationProblem(
                        "Row \(creation.row): the path cannot be written as the name of a file.")
                }
                places.append((new.change.path, new.change.display, line))
                files.append(new)
                made.insert(part.path)
            }
            guard let own = places.first else { throw CreationProblem("Row \(creation.row) makes nothing.") }
            let new = made.subtracting(madeBefore)
            return Planned(
                creation: creation, place: root, file: own.display, line: own.line, files: files,
                nodes: zip(creation.nodes, places).map { ($0, $1.file) },
                filesWithPlainSecrets: zip(creation.parts, places).filter { $0.0.holdsPlainSecret }.map(
                    \.1.file),
                namings: new.sorted().flatMap { Self.namings(of: $0, in: present) })
        } catch let problem as CreationProblem {
            throw problem
        } catch {
            throw CreationProblem("Row \(creation.row): the configuration cannot be written: \(error)")
        }
    }

    /// Refuses what is at one of the paths already, or would be taken for a part of the new configuration.
    private func expectFree(
        _ creation: Creation, _ existing: Set<String>, _ root: PackagePlace
    ) throws(CreationProblem) {
        let place = input.instances.filter { $0.place == root.display }.map(\.instance)
        let taken =
            (creation.parts.map(\.path) + creation.otherSpellings).first {
                existing.contains($0) || isThere(Self.names($0), root)
            } ?? creation.rival(among: place)
        guard let taken else { return }
        throw CreationProblem(
            "Row \(creation.row) is to create a configuration where there is something already"
                + (taken == creation.configuration.path ? "." : ": \(taken)."), rule: .pathOccupied)
    }

    private static func names(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }

    /// The content root whose documents lie nearest; where several modules of a project are equally near, nobody can tell
    /// which is meant.
    private func contentRoot(for names: [String], row: Int) throws(CreationProblem) -> PackagePlace {
        var best: (shared: Int, places: [PackagePlace]) = (-1, [])
        for document in documents {
            let own = Self.names(document.nodePath)
            let shared = zip(own, names).prefix { $0 == $1 }.count
            if shared > best.shared { best = (shared, []) }
            if shared == best.shared, !best.places.contains(document.package) {
                best.places.append(document.package)
            }
        }
        if best.places.isEmpty { best.places = input.contentRoots }
        // Of the repository and a package in it, the repository itself is meant.
        let fewest = best.places.map(\.packages.count).min()
        best.places.removeAll { $0.packages.count != fewest }
        guard let place = best.places.first, best.places.count == 1 else {
            let places = best.places.map(\.display).joined(separator: ", ")
            throw CreationProblem(
                best.places.isEmpty
                    ? "Row \(row): the repository has no content into which a configuration could be put."
                    : "Row \(row): it cannot be told into which of these the configuration belongs: \(places). Run on one "
                        + "of them alone.")
        }
        return place
    }

    /// The documents that hold nodes on the way to a path, inline or themselves.
    private func documents(
        on names: [String], _ root: PackagePlace
    ) -> [(file: RepositoryDocument, contents: DocViewDocument)] {
        documents.compactMap { document in
            let own = Self.names(document.nodePath)
            guard document.package == root, document.kind != .configuration, own.count <= names.count,
                zip(own, names).allSatisfy({ $0 == $1 }),
                let bytes = try? input.repository.source.read(
                    document, maxBytes: DocViewLimits.standard.maximumBytes
                )
                .bytes,
                let read = try? DocViewDocument(parsing: bytes)
            else { return nil }
            return (document, read)
        }
    }

    /// Where the file of a new node's parent must name it; nothing for a parent that is new itself, or has no order.
    private static func namings(
        of path: String, in documents: [(file: RepositoryDocument, contents: DocViewDocument)]
    ) -> [Naming] {
        let names = names(path)
        guard let name = names.last else { return [] }
        let parent = "/" + names.dropLast().joined(separator: "/")
        for (file, contents) in documents {
            let paths = ConfigurationFinder.paths(
                of: contents, nodePath: file.nodePath, parentPath: file.parentPath)
            for (index, node) in contents.nodes.enumerated()
            where paths[index] == parent && !node.isPlaceholder && !contents.names(name, belowNodeAt: index) {
                let type = node.property(named: "jcr:primaryType")?.value?.values.first ?? ""
                let namesOthers = contents.nodes.contains { $0.parent == index }
                if ordered.contains(type) || (namesOthers && !unordered.contains(type)) {
                    return [Naming(file: file, contents: contents, nodeIndex: index, name: name)]
                }
            }
        }
        return []
    }

    private func isThere(_ names: [String], _ root: PackagePlace) -> Bool {
        input.repository.holdsAnything(atNode: names, in: root)
    }

    /// The creation of a node's document; none where a name can be no file name.
    private func file(
        _ names: [String], isFile: Bool, _ root: PackagePlace,
        _ document: (String) throws(RewritingError) -> NewDocument
    ) throws(RewritingError) -> [(change: ContentChange, document: NewDocument)] {
        func change(_ bytes: [UInt8]) -> ContentChange? {
            isFile
                ? ContentChange.creating(bytes, atNode: names, in: root)
                : ContentChange.creating(bytes, ofNode: names, in: root)
        }
        guard let place = change([]) else { return [] }
        let document = try document(place.display)
        return change(document.bytes).map { [($0, document)] } ?? []
    }
}
