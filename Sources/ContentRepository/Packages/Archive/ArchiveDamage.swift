// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// Why an archive as a whole cannot be read.
package enum ArchiveDamage: Error, Hashable, Sendable {
    /// There is nothing in it.
    case empty
    /// The record at the end that says where the directory is is missing: the file is cut off, or no zip.
    case noDirectory
    /// The directory is not where the end says, is not made of as many entries as it says, or is garbled.
    case inconsistentDirectory
    /// Several records could be its end, and readers take different ones.
    case severalEnds
    /// One part of an archive that goes over several files.
    case severalVolumes
    /// The directory has more than `limit` bytes.
    case directoryTooLarge(limit: Int)
    /// The file could not be read; `code` is the system's `errno`.
    case unreadable(code: Int32)

    /// What it is, without a place.
    package var reason: String {
        switch self {
        case .empty: "it's empty"
        case .noDirectory: "its end is missing, so it is cut off or no zip archive"
        case .inconsistentDirectory: "its directory is damaged"
        case .severalEnds: "it has more than one end, and which one counts depends on the reader"
        case .severalVolumes: "it is one part of an archive in several files"
        case .directoryTooLarge(let limit): "its directory has more than \(limit) bytes"
        case .unreadable(let code): "it cannot be read: \(Errno(rawValue: code).description)"
        }
    }
}

/// Why an entry of an archive cannot be read.
package enum EntryFault: Error, Hashable, Sendable {
    /// Its contents are encrypted.
    case encrypted
    /// It is compressed in a way that Java, and with it FileVault, cannot read: neither stored nor deflated. The number is
    /// the zip format's.
    case unsupportedMethod(Int)
    /// It asks for a later version of the zip format than there is; the number is ten times the version.
    case unsupportedVersion(Int)
    /// It is said to stand where the archive has no room for it.
    case outsideArchive
    /// It takes the same place in the archive as another entry.
    case overlapping
    /// What stands before its contents is missing, or says something else than the directory.
    case headersDisagree
    /// Its contents end too early, or cannot be decompressed.
    case invalidData
    /// Its contents do not have the checksum that they should have.
    case wrongChecksum
    /// Its contents are not as long as the directory says.
    case wrongSize
    /// Its contents have more than `limit` bytes.
    case tooLarge(limit: Int)
    /// Its contents are more than `ratio` times as long as what they are decompressed from.
    case expandsTooFar(ratio: Int)
    /// The file could not be read; `code` is the system's `errno`.
    case unreadable(code: Int32)

    /// What it is, without a place.
    package var reason: String {
        switch self {
        case .encrypted: "it is encrypted"
        case .unsupportedMethod(let method):
            "it's compressed by method \(ZipFormat.methodName(method)), which Java can't read, so AEM can't install it"
        case .unsupportedVersion(let version):
            "it needs version \(version / 10).\(version % 10) of the zip format"
        case .outsideArchive: "its contents would lie outside of the archive"
        case .overlapping: "its contents would overlap with those of another entry"
        case .headersDisagree: "the archive says two different things about it"
        case .invalidData: "its compressed contents are damaged or cut off"
        case .wrongChecksum: "its contents do not have the right checksum"
        case .wrongSize: "its contents are not as long as the archive says"
        case .tooLarge(let limit): "it has more than \(limit) bytes"
        case .expandsTooFar(let ratio): "it expands to more than \(ratio) times its compressed size"
        case .unreadable(let code): "it cannot be read: \(Errno(rawValue: code).description)"
        }
    }
}
