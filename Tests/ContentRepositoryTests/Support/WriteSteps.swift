// SPDX-License-Identifier: Apache-2.0

@testable import ContentRepository

extension WriteStep {
    /// The steps of each kind of change, in their order.
    static let ofReplacing: [WriteStep] = [
        .openFolder, .readCurrent, .createTemporary, .write, .setOwner, .setMode, .synchronizeFile, .rename,
        .synchronizeFolder,
    ]
    static let ofCreating: [WriteStep] = [
        .openFolder, .makeFolder, .readCurrent, .createTemporary, .write, .synchronizeFile, .rename,
        .synchronizeFolder,
    ]
    static let ofRemoving: [WriteStep] = [
        .openFolder, .readCurrent, .createTemporary, .setOwner, .remove, .synchronizeFolder,
    ]
}
