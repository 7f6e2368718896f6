// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// Why the journal of a repository, or the lock that goes with it, cannot be had.
package enum JournalError: Error, Hashable, Sendable {
    /// Another run holds the repository. `holder` says who, as far as is known, or is empty.
    case held(repository: String, holder: String)
    /// A run has died on a repository that shares files with this one.
    case overlaps(repository: String, other: String)
    /// The folder for journals cannot be used.
    case folderUnusable(path: String, code: Int32)
    /// The folder for journals can be read or changed by others than its owner.
    case folderOpen(path: String)
    /// The folder for journals would lie inside of the repository.
    case folderInside(path: String, repository: String)
    /// A journal could not be written; no file of the repository has been changed.
    case notWritten(path: String, code: Int32)
    /// There is no such run.
    case noSuchRun(run: String, folder: String)
    /// No run on this repository is known.
    case noRun(repository: String, folder: String)
    /// A journal is there and cannot be understood.
    case damaged(path: String, reason: String)
}

extension JournalError: CustomStringConvertible {
    /// What happened, where, and what to do now.
    package var description: String {
        switch self {
        case .held(let repository, let holder):
            "\(repository): another run holds this repository\(holder.isEmpty ? "" : " (\(holder))"). "
                + "Run this again when it has ended."
        case .overlaps(let repository, let other):
            "\(repository): a run on \(other), which shares files with it, has died. Nothing was changed. "
                + "Complete that run, or undo it with `ims-migrate rollback \(other)`."
        case .folderUnusable(let path, let code):
            "\(path): the journal cannot be kept there: \(Errno(rawValue: code).description). "
                + "Name another folder with --journal-dir."
        case .folderOpen(let path):
            "\(path): others than its owner can read or change this folder, and the journal holds secrets. "
                + "Run `chmod 700` on it, or name another folder with --journal-dir."
        case .folderInside(let path, let repository):
            "\(path): lies inside of the repository \(repository), where the journal's secrets do not belong. "
                + "Name a folder outside of it with --journal-dir."
        case .notWritten(let path, let code):
            "\(path): the journal could not be written: \(Errno(rawValue: code).description). "
                + "Nothing was changed. Make room there, or name another folder with --journal-dir."
        case .noSuchRun(let run, let folder):
            "\(folder): there is no journal of the run \(run) there. "
                + "Name the folder that the run used with --journal-dir."
        case .noRun(let repository, let folder):
            "\(repository): no run on this repository is known in \(folder). "
                + "Name the folder that the run used with --journal-dir."
        case .damaged(let path, let reason):
            "\(path): this journal cannot be used: \(reason). Nothing was changed."
        }
    }
}
