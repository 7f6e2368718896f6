// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// Why a repository, or a file of it, could not be opened, read, written or copied.
///
/// Paths are as the user named the repository, with the file's path in it. They may hold any character, so whoever
/// shows a message makes it harmless for the place where it is shown.
package enum RepositoryError: Error, Hashable, Sendable {
    /// There is nothing at that path.
    case notFound(path: String)
    /// A folder that holds no exported content. `advice` says what was seen that explains it, or is empty.
    case notARepository(path: String, advice: String)
    /// A content package (zip), where only a folder will do.
    case isPackage(path: String)
    /// Something else than a folder or a package.
    case notADirectory(path: String)
    /// A file or folder could not be opened or read; `code` is the system's `errno`.
    case unreadable(path: String, code: Int32)
    /// A link or special file stands where a file or folder was expected. It was not followed or opened.
    case unsafe(path: String, kind: FileKind)
    /// A file is larger than the limit, in bytes, that the caller set.
    case tooLarge(path: String, limit: Int)
    /// The file is not what it was when it was read for the plan. Nothing was written.
    case changedUnderneath(path: String)
    /// Something is where a file is to be created. Nothing was written.
    case alreadyThere(path: String)
    /// The owner or group of the file could not be given to its replacement, and it matters. Nothing was written.
    case ownershipNotKept(path: String, code: Int32)
    /// A step of replacing, creating or removing a file failed. The file is as it was, except for
    /// ``WriteStep/synchronizeFolder``: then it is as planned, and only a power failure could undo that.
    case notReplaced(path: String, step: WriteStep, code: Int32)
    /// The place for a copy holds something already.
    case destinationOccupied(path: String)
    /// The place for a copy cannot be used, as its folder does not exist or cannot be entered.
    case destinationUnusable(path: String, code: Int32)
    /// A copy would lie within what is copied, or the other way round.
    case destinationOverlaps(path: String, source: String)
    /// A step of copying a tree failed. What had been copied is removed.
    case notCopied(path: String, step: CopyStep, code: Int32)
}

extension RepositoryError: CustomStringConvertible {
    /// What happened, where, why, and what to do now.
    package var description: String {
        switch self {
        case .notFound(let path):
            "\(path): there is nothing there. Check the path."
        case .notARepository(let path, let advice):
            "\(path): no exported repository: no `jcr_root` folder at any depth, and no `conf`, `apps` or `etc` "
                + "directly inside. \(advice.isEmpty ? Self.whatToPass : advice)"
        case .isPackage(let path):
            "\(path): this is a package (zip), and a folder is needed here. "
                + "Unpack it, and pass the folder that it was unpacked to."
        case .notADirectory(let path):
            "\(path): not a folder. \(Self.whatToPass)"
        case .unreadable(let path, let code):
            "\(path): cannot be read: \(Self.text(code)). "
                + "Make it readable for the user who runs this, and run it again."
        case .unsafe(let path, let kind):
            "\(path): a \(kind.rawValue) is there, which is neither followed nor opened. "
                + "Put the file or folder itself in its place, and run it again."
        case .tooLarge(let path, let limit):
            "\(path): larger than \(limit) bytes, so it was not read. If it really is a configuration, split it."
        case .changedUnderneath(let path):
            "\(path): changed since it was read, so it was left alone. "
                + "See to it that nothing else writes there, and run it again."
        case .alreadyThere(let path):
            "\(path): something is there already, and nothing is overwritten. "
                + "Look at what it is, move it away, and run it again."
        case .ownershipNotKept(let path, let code):
            "\(path): its owner and group could not be kept: \(Self.text(code)). Nothing was written to it. "
                + "Run this as the file's owner, or write to a new place."
        case .notReplaced(let path, .synchronizeFolder, let code):
            "\(path): changed, but its folder could not be flushed to the disk: \(Self.text(code)). "
                + "Check the disk before relying on it."
        case .notReplaced(let path, let step, let code):
            "\(path): could not \(step.rawValue): \(Self.text(code)). Nothing was changed there. "
                + "\(Self.remedy(code)), and run it again."
        case .destinationOccupied(let path):
            "\(path): holds something already, and nothing is overwritten. Name a new place, or empty this one."
        case .destinationUnusable(let path, let code):
            "\(path): nothing can be put there: \(Self.text(code)). Make the folder that is to hold it first."
        case .destinationOverlaps(let path, let source):
            "\(path): lies within \(source), or the other way round. Name a place outside of it."
        case .notCopied(let path, let step, let code):
            "\(path): could not \(step.rawValue): \(Self.text(code)). The copy was removed again. "
                + "\(Self.remedy(code)), and run it again."
        }
    }

    static let whatToPass =
        "Pass an unpacked package or a Maven project (a folder that holds `jcr_root`), a `jcr_root` folder itself, "
        + "or a folder with `conf`, `apps` or `etc` directly inside."

    private static func text(_ code: Int32) -> String { Errno(rawValue: code).description }

    private static func remedy(_ code: Int32) -> String {
        switch Errno(rawValue: code) {
        case .noSpace: "Make room on the disk"
        case .permissionDenied, .notPermitted, .readOnlyFileSystem:
            "Give the user who runs this the right to do so"
        default: "See to the cause"
        }
    }
}
