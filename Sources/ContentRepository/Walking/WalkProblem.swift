// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// Something in a tree that could not be looked at. The walk goes on past it.
package enum WalkProblem: Hashable, Sendable {
    /// A link or special file, a folder named `.content.xml`, or a file named `jcr_root`: not followed, not opened, not
    /// entered. `mayHide` is whether configurations can be where it is, at it or below it.
    case unsafe(FileKind, RelativePath, mayHide: Bool = false)
    /// A folder of build output beside a `pom.xml`. It was not entered.
    case buildOutput(RelativePath)
    /// A file or folder that cannot be opened or read, and the system's `errno`.
    case unreadable(RelativePath, code: Int32)
    /// A folder more than `limit` folders below the top. It was not entered.
    case tooDeep(RelativePath, limit: Int)
    /// A path of more than `limit` bytes. It was not looked at.
    case pathTooLong(RelativePath, limit: Int)

    /// Where it is, relative to the top folder.
    package var path: RelativePath {
        switch self {
        case .unsafe(_, let path, _), .buildOutput(let path), .unreadable(let path, _), .tooDeep(let path, _),
            .pathTooLong(let path, _):
            path
        }
    }

    /// What it is and what to do about it, without the path.
    package var message: String {
        switch self {
        case .unsafe(.folder, _, _):
            "a folder has the name of a document; it was not entered. Give it another name."
        case .unsafe(.regular, _, _):
            "a file has the name of a folder of content, as a link has where links aren't supported; what belongs here "
                + "was not looked at. Put the folder itself in its place."
        case .buildOutput:
            "build output: a folder `target` next to a `pom.xml`; it was not entered. If it holds content, give it "
                + "another name."
        case .unsafe(let kind, _, _):
            "a \(kind.rawValue), which is neither followed nor opened. "
                + "If content belongs here, put the file or folder itself in its place."
        case .unreadable(_, let code):
            "cannot be read: \(Errno(rawValue: code).description). "
                + "Make it readable for the user who runs this, and run it again."
        case .tooDeep(_, let limit):
            "lies deeper than \(limit) folders; what is in it was not looked at. Pass a folder further down."
        case .pathTooLong(_, let limit):
            "its path is longer than \(limit) bytes; it was not looked at. Pass a folder further down."
        }
    }
}
