// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// Makes of changes of entries what is to change in each archive, from the innermost to the outermost. Nothing is written.
struct ChangePlanning {
    /// The outermost package, for messages.
    let path: String
    let limits: PackageLimits
    let audits: ArchiveAudits

    /// Throws ``PackageError``.
    func splice(
        of archive: PackageArchive, _ changes: [ContentChange], packages: [RelativePath], held: Int
    ) throws(PackageError) -> ArchiveSplice {
        let layout = ArchiveLayout(of: archive.directory)
        let problems = audits.problems(of: archive, packages: packages, limits)
        guard problems.isEmpty else {
            throw .notRewritable(path: path, problems: problems)
        }
        var rewritten: [ArchiveSplice.Change] = []
        var removals: [ArchiveSplice.Removal] = []
        var created: [AdditionPlanning.File] = []
        var seen: Set<RelativePath> = []
        let depth = packages.count
        for change in changes where change.packages.count == depth {
            let name = display(change.path, packages)
            guard seen.insert(change.path).inserted else {
                throw .replacedTwice(path: path, entry: name)
            }
            switch change.change {
            case .replace(let before, let after):
                let entry = try entry(change.path, expecting: before, in: archive, packages)
                guard before != after else { continue }
                rewritten.append(
                    try faults(name) { () throws(EntryFault) in
                        try layout.change(of: entry, in: archive, to: after)
                    })
            case .remove(let before):
                let entry = try entry(change.path, expecting: before, in: archive, packages)
                removals.append(
                    try faults(name) { () throws(EntryFault) in try layout.removal(of: entry, in: archive) })
            case .create(let after):
                created.append((change.path, after, change.origin))
            }
        }
        let additions = try additions(created, to: archive, layout, packages)
        let nested = Dictionary(
            grouping: changes.filter { $0.packages.count > depth }, by: { $0.packages[depth] })
        for (name, inside) in nested.sorted(by: { $0.key < $1.key }) {
            guard !seen.contains(name) else {
                throw .replacedTwice(path: path, entry: display(name, packages))
            }
            let entry = try entry(name, in: archive, packages)
            if let contents = try rebuilt(entry, name, in: archive, inside, packages, held: held) {
                rewritten.append(
                    try faults(display(name, packages)) { () throws(EntryFault) in
                        try layout.change(of: entry, in: archive, to: contents)
                    })
            }
        }
        let splice = ArchiveSplice(
            archive: archive, changes: rewritten, removals: removals, additions: additions)
        guard splice.fits else { throw .tooLarge(path: path) }
        return splice
    }

    /// A package in the package with its changes; nil where none of its contents change.
    private func rebuilt(
        _ entry: ZipEntry, _ name: RelativePath, in archive: PackageArchive,
        _ changes: [ContentChange], _ packages: [RelativePath], held: Int
    ) throws(PackageError) -> [UInt8]? {
        let display = display(name, packages)
        let held = held + archive.bytes.memory
        let package: PackageArchive?
        do throws(PackageArchive.NestedFailure) {
            package = try archive.package(in: entry, room: limits.nestedBytes - held, limits)
        } catch {
            switch error {
            case .entry(let fault): throw .unusableEntry(path: path, entry: display, fault)
            case .archive(let damage): throw .damaged(path: "\(path)!/\(display)", damage)
            }
        }
        guard let package else { throw .noSuchEntry(path: path, entry: display) }
        if package.bytes.memory == 0 {
            guard entry.size <= limits.nestedBytes - held else {
                throw .unusableEntry(path: path, entry: display, .tooLarge(limit: limits.nestedBytes))
            }
        }
        let splice = try splice(
            of: package, changes, packages: packages + [name], held: held)
        guard !splice.isEmpty else { return nil }
        var memory = MemorySink()
        do throws(Errno) {
            try splice.write(to: &memory)
        } catch {
            throw .unreadable(path: path, code: error.rawValue)
        }
        try ArchiveVerification(splice: splice, result: ByteWindow(memory.bytes), path: "\(path)!/\(display)")
            .run()
        return memory.bytes
    }

    private func entry(
        _ name: RelativePath, in archive: PackageArchive, _ packages: [RelativePath]
    ) throws(PackageError) -> ZipEntry {
        guard let entry = archive.entry(name) else {
            throw .noSuchEntry(path: path, entry: display(name, packages))
        }
        return entry
    }

    /// The entry, if it has these contents.
    private func entry(
        _ path: RelativePath, expecting before: [UInt8], in archive: PackageArchive,
        _ packages: [RelativePath]
    ) throws(PackageError) -> ZipEntry {
        let entry = try entry(path, in: archive, packages)
        let name = display(path, packages)
        let found: [UInt8]
        do throws(EntryFault) {
            found = try archive.contents(of: entry, limit: before.count, limits)
        } catch .tooLarge {
            throw .changedUnderneath(path: "\(self.path)!/\(name)")
        } catch {
            throw .unusableEntry(path: self.path, entry: name, error)
        }
        guard found == before else { throw .changedUnderneath(path: "\(self.path)!/\(name)") }
        return entry
    }

    private func additions(
        _ created: [AdditionPlanning.File], to archive: PackageArchive,
        _ layout: ArchiveLayout, _ packages: [RelativePath]
    ) throws(PackageError) -> [ArchiveAddition] {
        let planning = AdditionPlanning(directory: archive.directory, layout: layout)
        do throws(AdditionPlanning.Refusal) {
            return try planning.additions(for: created)
        } catch {
            switch error {
            case .unusableName(let name):
                let problem = PackageProblem(kind: .unsafeName, packages: packages, entry: name.display)
                throw .notRewritable(path: path, problems: [problem])
            case .taken(let name):
                throw .alreadyThere(path: path, entry: display(name, packages))
            case .fault(let name, let fault):
                throw .unusableEntry(path: path, entry: PackagedPath.display(name, in: packages), fault)
            }
        }
    }

    private func display(_ name: RelativePath, _ packages: [RelativePath]) -> String {
        PackagedPath.display(name.display, in: packages)
    }

    private func faults<Result>(
        _ name: String, _ body: () throws(EntryFault) -> Result
    ) throws(PackageError) -> Result {
        do throws(EntryFault) {
            return try body()
        } catch {
            throw .unusableEntry(path: path, entry: name, error)
        }
    }
}
