// SPDX-License-Identifier: Apache-2.0

/// What is done, in this order, to replace, create or remove a file. The raw values read on from "could not".
package enum WriteStep: String, Hashable, Sendable, CaseIterable {
    /// Opening the folder that holds the file, from the top, folder by folder.
    case openFolder = "open its folder"
    /// Making a folder that is missing above a file that is created.
    case makeFolder = "make the folder for it"
    /// Reading what is there now, to compare it with what was planned for.
    case readCurrent = "read what is there now"
    /// Making the new file beside the old one, under a name of its own.
    case createTemporary = "make a file beside it"
    /// Writing some of the new bytes.
    case write = "write the new bytes"
    /// Giving the new file its owner and group.
    case setOwner = "keep its owner"
    /// Giving the new file its permissions.
    case setMode = "keep its permissions"
    /// Bringing the new bytes to the disk.
    case synchronizeFile = "flush the new bytes to the disk"
    /// Putting the new file in the place of the old one, or where nothing is, in one moment.
    case rename = "put the new file in its place"
    /// Removing a file.
    case remove = "remove it"
    /// Removing an empty folder that was made for a file.
    case removeFolder = "remove the empty folder"
    /// Bringing the new name to the disk.
    case synchronizeFolder = "flush its folder to the disk"
}

/// What is done, in this order, to keep a journal.
package enum JournalStep: String, Hashable, Sendable, CaseIterable {
    /// Making a folder for the run that does not count yet.
    case makeFolder
    /// Writing the old bytes of all files, and flushing them to the disk.
    case writeStored
    /// Writing the list of files, and flushing it.
    case writeIndex
    /// Giving the folder the name by which it counts, and flushing that.
    case publish
    /// Writing how far the run has come; once when it begins and at each change.
    case writeState
}

/// A way for tests to make writing fail, or to stop the program, at each point. Real runs use ``none``.
package struct WriteFaults: Sendable {
    /// Asked before each step, and before each attempt of it. An `errno` fails the step without doing it.
    let errorBefore: @Sendable (WriteStep, RelativePath) -> Int32?
    /// Asked before each step of keeping the journal. An `errno` fails the step without doing it.
    let errorBeforeJournal: @Sendable (JournalStep) -> Int32?
    /// The most bytes that one call of `write` takes.
    let largestWrite: Int
    /// From how many files on all are brought to the disk by one flush of the file system.
    let fewestFlushedTogether: Int

    /// Asks `errorBefore` before each step of writing the file at a path, for the `errno` that it is to fail with;
    /// `largestWrite` makes every write of more bytes a short one, and `fewestFlushedTogether` says from how many files on
    /// they are brought to the disk by one flush.
    package init(
        largestWrite: Int = .max, fewestFlushedTogether: Int = 8,
        errorBeforeJournal: @escaping @Sendable (JournalStep) -> Int32? = { _ in nil },
        errorBefore: @escaping @Sendable (WriteStep, RelativePath) -> Int32?
    ) {
        self.errorBefore = errorBefore
        self.errorBeforeJournal = errorBeforeJournal
        self.largestWrite = max(largestWrite, 1)
        self.fewestFlushedTogether = fewestFlushedTogether
    }

    /// Nothing but what really happens.
    package static let none = WriteFaults { _, _ in nil }
}
