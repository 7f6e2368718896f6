// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository

/// What a run is about to write, for somebody who is asked first.
package struct PendingChanges: Sendable {
    /// What happens to the repository.
    package enum Kind: Sendable {
        /// Configurations are migrated.
        case migrate
        /// What an earlier run changed is put back.
        case putBack
    }

    /// A configuration that changes, or a file that is put back.
    package struct Item: Sendable, Equatable {
        /// The JCR path of a configuration; nil for a file alone.
        package var path: String?
        /// Relative to the repository, as shown to people.
        package var file: String
        /// Whether it is not there yet.
        package var isNew: Bool
    }

    /// A place that is written.
    package struct Place: Sendable, Equatable {
        /// What it is, for people: `in place`, `new tree`, `delta package`.
        package var what: String
        /// Where it is, as it was named.
        package var path: String
    }

    /// What happens.
    package var kind: Kind
    /// The repository as it was named.
    package var repository: String
    /// In the order of the report.
    package var items: [Item]
    /// How many files are written.
    package var fileCount: Int
    /// Where; never empty.
    package var places: [Place]
    /// The folder of the journal from which it can be undone; nil where nothing is changed in place.
    package var journal: String?
}

extension PendingChanges {
    /// Throws `RunFailure` (130) where somebody is asked and says no.
    func expectYes(_ settings: RunSettings) throws(RunFailure) {
        guard let confirm = settings.confirm, !confirm(self) else { return }
        try Interruption.check()
        throw RunFailure(.interrupted, "Nothing was changed: the answer was not yes.")
    }

    /// What a planned migration is going to write.
    init(
        _ planned: PlannedMigration, _ recorder: RunRecorder, to place: WritePlace, journal: Journal?
    ) {
        let repository = planned.input.repository
        kind = .migrate
        self.repository = repository.path
        let created = Set(planned.created.flatMap(\.paths))
        items = recorder.configurations.filter { $0.outcome == .planned }.map {
            Item(path: $0.path, file: $0.file, isNew: created.contains($0.path))
        }
        fileCount = planned.changes.count
        places = place.places(of: repository)
        self.journal = journal?.folder.path
    }

    /// What a rollback is going to put back.
    init(_ files: [Rollback.File], in journal: Journal) {
        kind = .putBack
        repository = journal.repository.path
        items = files.map { Item(path: nil, file: $0.path.display, isNew: false) }
        fileCount = files.count
        places = [Place(what: "in place", path: journal.repository.path)]
        self.journal = journal.folder.path
    }
}

extension WritePlace {
    /// What is written, and where.
    fileprivate func places(of repository: OpenRepository) -> [PendingChanges.Place] {
        var places: [PendingChanges.Place] = []
        if let output {
            let isTree = if case .tree = repository { true } else { false }
            places.append(.init(what: isTree ? "new tree" : "new package", path: output))
        } else if isInPlace(repository) {
            places.append(.init(what: "in place", path: repository.path))
        }
        if let delta { places.append(.init(what: "delta package", path: delta)) }
        if let deltaRollback {
            places.append(.init(what: "delta package that takes it back", path: deltaRollback))
        }
        return places
    }
}
