// SPDX-License-Identifier: Apache-2.0

import ContentRepository
import DocView
import IMSMigration

/// Plans the files of configurations that rows of the mapping make: each in a file of its own, as FileVault lays it out,
/// with the folders above it that are missing. Never over something that exists.
struct CreationPlanning {
    let planner: Planner
    let input: Survey.Input

    /// A configuration that is going to be made, and the files that make it.
    struct Planned {
        var creation: Creation
        /// The package that they go into.
        var place: PackagePlace
        var file: String
        var line: Int
        var files: [(change: ContentChange, document: NewDocument)]

        /// The files as a delta package holds them.
        var deltaFiles: [DeltaPackage.File] {
            files.compactMap { change, _ in
                change.change.after.flatMap { bytes in
                    change.path(below: place).map { DeltaPackage.File(path: $0, bytes: bytes) }
                }
            }
        }
    }

    /// What the rows make, and what stands in the way of others. `claimed` are the rows of configurations that exist.
    func plan(claimed: Set<Int>) -> (planned: [Planned], findings: [Finding]) {
        var planned: [Planned] = []
        var findings: [Finding] = []
        var made: Set<String> = []
        for row in planner.creatingRows where !claimed.contains(row.row) {
            do throws(CreationProblem) {
                planned.append(try self.planned(try planner.creation(by: row), made: &made))
            } catch {
                findings.append(
                    Finding(
                        error.rule, .error, error.message, path: row.path?.text, mappingRow: row.row,
                        mappingColumn: .path))
            }
        }
        return (planned, findings)
    }

    private func planned(_ creation: Creation, made: inout Set<String>) throws(CreationProblem) -> Planned {
        let path = creation.configuration.path
        let names = path.split(separator: "/").map(String.init)
        let root = try contentRoot(for: names, row: creation.row)
        let existing = existingNodes(on: names, root)
        guard !existing.contains(path), !made.contains(path), !isThere(names, root) else {
            throw CreationProblem(
                "Row \(creation.row) is to create a configuration where there is something already.",
                rule: .pathOccupied)
        }
        do {
            var files: [(change: ContentChange, document: NewDocument)] = []
            // The topmost folder, `/conf`, is there on every instance.
            for count in names.indices.dropFirst(2) {
                let above = Array(names[..<count])
                let abovePath = "/" + above.joined(separator: "/")
                guard !existing.contains(abovePath), !made.contains(abovePath), !isThere(above, root) else {
                    continue
                }
                made.insert(abovePath)
                files += try file(above, root) { name throws(DocViewError) in
                    try NewDocument(type: creation.folderType, name: name)
                }
            }
            var line = 1
            files += try file(names, root) { name throws(DocViewError) in
                let document = try creation.document(name: name)
                line = document.line
                return document
            }
            guard let file = files.last?.change.display else {
                throw CreationProblem(
                    "Row \(creation.row): the path cannot be written as the name of a file.")
            }
            made.insert(path)
            return Planned(creation: creation, place: root, file: file, line: line, files: files)
        } catch let problem as CreationProblem {
            throw problem
        } catch {
            throw CreationProblem("Row \(creation.row): the configuration cannot be written: \(error)")
        }
    }

    /// The content root whose documents lie nearest; where several modules of a project are equally near, nobody can tell
    /// which is meant.
    private func contentRoot(for names: [String], row: Int) throws(CreationProblem) -> PackagePlace {
        var best: (shared: Int, places: [PackagePlace]) = (-1, [])
        for document in input.examined {
            let own = document.nodePath.split(separator: "/").map(String.init)
            let shared = zip(own, names).prefix { $0 == $1 }.count
            if shared > best.shared { best = (shared, []) }
            if shared == best.shared, !best.places.contains(document.package) {
                best.places.append(document.package)
            }
        }
        if best.places.isEmpty { best.places = input.contentRoots }
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

    /// The nodes that the documents on the way to a path hold, inline or themselves.
    private func existingNodes(on names: [String], _ root: PackagePlace) -> Set<String> {
        var nodes: Set<String> = []
        for document in input.examined where document.package == root && document.kind != .configuration {
            let own = document.nodePath.split(separator: "/").map(String.init)
            guard own.count <= names.count, zip(own, names).allSatisfy({ $0 == $1 }),
                let bytes = try? input.repository.source.read(
                    document, maxBytes: DocViewLimits.standard.maximumBytes
                )
                .bytes,
                let read = try? DocViewDocument(parsing: bytes)
            else { continue }
            nodes.formUnion(
                ConfigurationFinder.nodePaths(
                    in: read, nodePath: document.nodePath, parentPath: document.parentPath))
        }
        return nodes
    }

    private func isThere(_ names: [String], _ root: PackagePlace) -> Bool {
        input.repository.holdsAnything(atNode: names, in: root)
    }

    /// The creation of a node's file; none where a name can be no file name.
    private func file(
        _ names: [String], _ root: PackagePlace, _ document: (String) throws(DocViewError) -> NewDocument
    ) throws(DocViewError) -> [(change: ContentChange, document: NewDocument)] {
        guard let place = ContentChange.creating([], ofNode: names, in: root) else { return [] }
        let document = try document(place.display)
        return ContentChange.creating(document.bytes, ofNode: names, in: root).map { [($0, document)] }
            ?? []
    }
}
