// SPDX-License-Identifier: Apache-2.0

import ContentRepository

extension RunFailure {
    /// The failure of a run that an error of the repository ends.
    init(_ error: RepositoryError) {
        let status: ExitStatus =
            switch error {
            case .notFound, .notARepository, .isPackage, .notADirectory: .inputUnusable
            case .destinationOccupied, .destinationOverlaps, .destinationUnusable: .usage
            case .changedUnderneath, .alreadyThere, .unsafe: .refused
            case .unreadable, .tooLarge, .ownershipNotKept, .notReplaced, .notCopied: .inputOutput
            }
        self.init(status, error.description)
    }

    /// The failure of a run that an error of a package ends.
    init(_ error: PackageError) {
        let status: ExitStatus =
            switch error {
            case .notFound, .notAFile, .notAnArchive, .damaged, .notAPackage, .notRewritable, .noSuchEntry,
                .unusableEntry, .replacedTwice, .tooLarge:
                .inputUnusable
            case .destinationOccupied, .destinationUnusable: .usage
            case .changedUnderneath, .alreadyThere: .refused
            case .unreadable, .ownershipNotKept, .notWritten: .inputOutput
            case .notVerified: .notVerified
            }
        self.init(status, error.description)
    }

    /// The failure of a run that an error of the journal ends.
    init(_ error: JournalError) {
        let status: ExitStatus =
            switch error {
            case .held, .overlaps: .refused
            case .folderUnusable, .folderOpen, .folderInside, .notWritten: .inputOutput
            case .noSuchRun, .noRun, .damaged: .inputUnusable
            }
        self.init(status, error.description)
    }

    /// The failure of a run that any error ends.
    init(anyError error: any Error) {
        switch error {
        case let failure as RunFailure: self = failure
        case let error as RepositoryError: self.init(error)
        case let error as PackageError: self.init(error)
        case let error as JournalError: self.init(error)
        case let refusal as RollbackRefusal: self.init(.refused, refusal.description)
        case is CancellationError:
            self.init(.interrupted, "Interrupted while files were put back. Run the same command again.")
        default: self.init(.unexpected, "\(error)")
        }
    }
}
