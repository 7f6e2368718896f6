// SPDX-License-Identifier: Apache-2.0

/// What is done to copy a tree. The raw values read on from "could not".
package enum CopyStep: String, Hashable, Sendable {
    /// Opening or listing a folder of the source, or opening a file of it.
    case open = "open this to copy it"
    /// Making a folder of the copy.
    case makeFolder = "make this folder in the copy"
    /// Copying the bytes of a file and what belongs to it.
    case copyFile = "copy this file"
    /// Copying a link.
    case copyLink = "copy this link"
    /// Setting permissions and times of a folder of the copy.
    case finishFolder = "set permissions and time of this folder in the copy"
    /// Giving the complete copy its name.
    case publish = "give the complete copy its name"
}
