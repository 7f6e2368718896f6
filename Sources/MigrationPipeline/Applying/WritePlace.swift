// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository
import IMSMigration

/// Where a migrated repository goes.
package struct WritePlace: Sendable {
    /// A new tree or a new package; nil writes in place.
    package var output: String?
    /// Whether a content package may be changed in place. A tree is changed in place anyway.
    package var packageInPlace: Bool
    /// Packages of just the changes, and of what undoes them.
    package var delta: String?, deltaRollback: String?
    /// Name of the delta package; nil derives one from the repository.
    package var deltaName: String?
    /// Further properties that the delta packages leave as the instance has them.
    package var deltaKeep: [String] = []
    /// Whether a file that is named for a package and is there already is replaced.
    package var replacesFiles = false

    /// A place for what is written; a package needs one of them to be named.
    package init(
        output: String? = nil, packageInPlace: Bool = false, delta: String? = nil,
        deltaRollback: String? = nil,
        deltaName: String? = nil
    ) {
        self.output = output
        self.packageInPlace = packageInPlace
        self.delta = delta
        self.deltaRollback = deltaRollback
        self.deltaName = deltaName
    }

    var hasDelta: Bool { delta != nil || deltaRollback != nil }

    /// Whether `repository` itself is to change: with a delta package alone, it is not.
    func isInPlace(_ repository: OpenRepository) -> Bool {
        if output != nil { return false }
        return packageInPlace || !hasDelta
    }

    /// Whether all of the repository is to be there migrated, and not a delta package alone.
    func changesWholeRepository(_ repository: OpenRepository) -> Bool {
        output != nil || isInPlace(repository)
    }

    /// Throws `RunFailure` (64) where two outputs have the same place, or one has the repository's.
    private func expectDistinct(from repository: OpenRepository) throws(RunFailure) {
        var taken = [repository.realPath]
        for path in [output, delta, deltaRollback].compactMap(\.self) {
            let place = GivenPath(path)
            let folder = LocalFile.resolved(place.folder) ?? place.folder
            let real = LocalFile.resolved(path) ?? folder + "/" + place.name
            guard !taken.contains(real) else {
                throw RunFailure(
                    .usage,
                    "\(path): named twice, or the input itself. Choose another path for --output, --delta and "
                        + "--delta-rollback. Nothing was changed.")
            }
            taken.append(real)
        }
    }

    /// Throws `RunFailure` (64) for a package when no place is named: other tools may know the file by its digest; and
    /// where what is named can't all be written.
    func expectNamed(for repository: OpenRepository) throws(RunFailure) {
        try expectDistinct(from: repository)
        guard case .package = repository, output == nil, !packageInPlace, !hasDelta else { return }
        throw RunFailure(
            .usage,
            "\(repository.path): a content package needs --output FILE for the migrated package, --in-place, "
                + "or --delta FILE for a package of just the changes.")
    }

    /// Makes the planned changes. Returns the journal's run where that was in place, and what a copy left out. Throws
    /// `RunFailure`.
    func write(
        _ planned: PlannedMigration, journal: Journal?, command: String, startedAt: String,
        profiles: [Profile], progress: any RunProgress = NoProgress(),
        isSettled: @escaping (OpenRepository) throws(RunFailure) -> Bool
    ) throws(RunFailure) -> (run: JournaledRun?, leftOut: [WalkProblem]) {
        let deltas = try DeltaBuilder(
            place: self, planned: planned, profiles: profiles, createdAt: startedAt
        ).build()
        var run: JournaledRun?
        var leftOut: [WalkProblem] = []
        if let output {
            leftOut = try write(planned, to: output, progress, isSettled)
        } else if let journal, try journal.needsRun(for: planned.changes) {
            run = try journal.write(
                planned.changes, command: command, startedAt: startedAt, progress: progress,
                isSettled: isSettled)
        }
        for delta in deltas { try delta.write() }
        return (run, leftOut)
    }

    /// What was written as a whole, for the record: all but a tree that was changed in place. Throws `RunFailure` (74).
    func outputs(of repository: OpenRepository, kept: [String]) throws(RunFailure) -> [RunRecord.Output] {
        var outputs: [RunRecord.Output] = []
        func add(
            _ path: String?, _ kind: RunRecord.Output.Kind, kept: [String]? = nil
        ) throws(RunFailure) {
            guard let path else { return }
            outputs.append(
                .init(
                    path: path, kind: kind, sha256: kind == .tree ? nil : try LocalFile.sha256(of: path),
                    kept: kept))
        }
        switch repository {
        case .tree: try add(output, .tree)
        case .package(let package): try add(output ?? (packageInPlace ? package.path : nil), .package)
        }
        try add(delta, .delta, kept: kept)
        try add(deltaRollback, .deltaRollback, kept: kept)
        return outputs
    }

    private func write(
        _ planned: PlannedMigration, to output: String, _ progress: any RunProgress,
        _ isSettled: @escaping (OpenRepository) throws(RunFailure) -> Bool
    ) throws(RunFailure) -> [WalkProblem] {
        switch planned.input.repository {
        case .tree(let tree):
            return try TreeApplication(
                tree: tree, changes: planned.changes, progress: progress, isSettled: isSettled
            ).write(toCopyAt: output, secret: planned.filesWithPlainSecrets)
        case .package(let package):
            do throws(PackageError) {
                try ArchiveBuilder.expectFree(output, replacing: replacesFiles)
            } catch {
                throw RunFailure(error)
            }
            try PackageApplication(package: package, changes: planned.changes, isSettled: isSettled)
                .write(
                    toNewFileAt: output, replacing: replacesFiles,
                    isPrivate: !planned.filesWithPlainSecrets.isEmpty)
            return []
        }
    }
}
