// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// Why a content package could not be opened or rewritten. In every case the package is as it was, except for
/// ``PackageError/notWritten(path:step:code:)`` at ``WriteStep/synchronizeFolder``.
///
/// Names from archives may hold any character, so whoever shows a message makes it harmless for the place where it is
/// shown.
package enum PackageError: Error, Hashable, Sendable {
    /// There is nothing at that path.
    case notFound(path: String)
    /// Something else than a regular file.
    case notAFile(path: String, kind: FileKind)
    /// The file could not be opened or read; `code` is the system's `errno`.
    case unreadable(path: String, code: Int32)
    /// A file that does not begin as a zip archive does.
    case notAnArchive(path: String)
    /// A zip archive that cannot be read.
    case damaged(path: String, ArchiveDamage)
    /// A zip archive that is no content package; `missing` names what was looked for and is not there.
    case notAPackage(path: String, missing: [String])
    /// The package has entries that a reader could take for others, so that nothing is written.
    case notRewritable(path: String, problems: [PackageProblem])
    /// An entry that is to be created, or a folder on the way to it, is there already as a file.
    case alreadyThere(path: String, entry: String)
    /// An entry that is to be replaced or removed is not there.
    case noSuchEntry(path: String, entry: String)
    /// An entry that is to be changed cannot be read, or its compression cannot be written.
    case unusableEntry(path: String, entry: String, EntryFault)
    /// The package, or an entry that is to be changed, is not what it was when it was read.
    case changedUnderneath(path: String)
    /// Two changes are of the same entry.
    case replacedTwice(path: String, entry: String)
    /// The changed package would be more than zip can hold without being built anew.
    case tooLarge(path: String)
    /// The new package would be at a place that holds something already.
    case destinationOccupied(path: String)
    /// The new package cannot be put at that place, as its folder does not exist or cannot be entered.
    case destinationUnusable(path: String, code: Int32)
    /// Neither owner nor group of the package could be given to the new one.
    case ownershipNotKept(path: String, code: Int32)
    /// A step of writing failed.
    case notWritten(path: String, step: WriteStep, code: Int32)
    /// The new package was not, when it was opened again, what had been planned. It was removed.
    case notVerified(path: String, reason: String)
}

extension PackageError: CustomStringConvertible {
    /// What happened, where, why, and what to do now.
    package var description: String {
        switch self {
        case .notFound(let path):
            "\(path): there is nothing there. Check the path."
        case .notAFile(let path, let kind):
            "\(path): a \(kind.rawValue) is there, and a content package is a file. Check the path."
        case .unreadable(let path, let code):
            "\(path): cannot be read: \(Errno(rawValue: code).description). "
                + "Make it readable for the user who runs this, and run it again."
        case .notAnArchive(let path):
            "\(path): no zip archive. \(Self.whatToPass)"
        case .damaged(let path, let damage):
            "\(path): this zip archive cannot be read: \(damage.reason). Build or download it again."
        case .notAPackage(let path, let missing):
            "\(path): a zip archive, but no content package: it has no \(missing.joined(separator: " and no ")). "
                + Self.whatToPass
        case .notRewritable(let path, let problems):
            "\(path): cannot be rewritten safely, so nothing was written:\n"
                + problems.prefix(20).map { "  \($0.display): \($0.message)" }.joined(separator: "\n")
        case .alreadyThere(let path, let entry):
            "\(path): \(entry) is in it already, and nothing is overwritten. Nothing was written. "
                + "Look at what it is, and run it again."
        case .noSuchEntry(let path, let entry):
            "\(path): there is no \(entry) in it. Nothing was written."
        case .unusableEntry(let path, let entry, let fault):
            "\(path): \(entry) cannot be changed: \(fault.reason). Nothing was written. "
                + "Build or download the package again."
        case .changedUnderneath(let path):
            "\(path): changed since it was read, so nothing was written. "
                + "See to it that nothing else writes there, and run it again."
        case .replacedTwice(let path, let entry):
            "\(path): \(entry) was to be changed twice. Nothing was written."
        case .tooLarge(let path):
            "\(path): changed, it would be too large for the way it is built. Nothing was written. "
                + "Unpack it, migrate the folder, and build it again."
        case .destinationOccupied(let path):
            "\(path): holds something already, and nothing is overwritten. Name a new place."
        case .destinationUnusable(let path, let code):
            "\(path): nothing can be put there: \(Errno(rawValue: code).description). "
                + "Make the folder that is to hold it first."
        case .ownershipNotKept(let path, let code):
            "\(path): neither its owner nor its group could be kept: \(Errno(rawValue: code).description). "
                + "Nothing was written. Run this as the file's owner, or write to a new place."
        case .notWritten(let path, .synchronizeFolder, let code):
            "\(path): written, but its folder could not be flushed to the disk: "
                + "\(Errno(rawValue: code).description). Check the disk before relying on it."
        case .notWritten(let path, let step, let code):
            "\(path): could not \(step.rawValue): \(Errno(rawValue: code).description). "
                + "No package was changed. See to the cause, and run it again."
        case .notVerified(let path, let reason):
            "\(path): the new package did not verify and was removed: \(reason). No package was changed."
        }
    }

    private static let whatToPass =
        "Pass a content package: a zip file with `jcr_root/` and `META-INF/vault/` in it."
}
