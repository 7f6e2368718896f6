// SPDX-License-Identifier: Apache-2.0

/// What becomes of one file.
package enum FileChange: Hashable, Sendable {
    /// The file that is there gets other bytes.
    case replace(before: [UInt8], after: [UInt8])
    /// A file comes to be where nothing is.
    case create(after: [UInt8])
    /// The file that is there goes.
    case remove(before: [UInt8])

    /// The change from one state to another, nil standing for no file; nil where there is none before and none after.
    init?(from before: [UInt8]?, to after: [UInt8]?) {
        switch (before, after) {
        case (let before?, let after?): self = .replace(before: before, after: after)
        case (nil, let after?): self = .create(after: after)
        case (let before?, nil): self = .remove(before: before)
        case (nil, nil): return nil
        }
    }

    /// The bytes that must be there for the change to be made; nil where nothing may be there.
    package var before: [UInt8]? {
        switch self {
        case .replace(let before, _), .remove(let before): before
        case .create: nil
        }
    }

    /// The bytes that are there afterwards; nil where nothing is.
    package var after: [UInt8]? {
        switch self {
        case .replace(_, let after), .create(let after): after
        case .remove: nil
        }
    }

    /// The change that takes this one back.
    package var reversed: FileChange {
        switch self {
        case .replace(let before, let after): .replace(before: after, after: before)
        case .create(let after): .remove(before: after)
        case .remove(let before): .create(after: before)
        }
    }
}
