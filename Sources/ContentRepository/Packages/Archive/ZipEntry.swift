// SPDX-License-Identifier: Apache-2.0
/// What the directory of an archive says of one entry.
struct ZipEntry: Sendable, Equatable {
    /// The place in the order of the directory.
    let index: Int
    /// Where the record begins among the bytes of the directory.
    let record: Int
    /// Where the name stands there.
    let nameRange: Range<Int>
    /// Where the extra fields stand there.
    let extraRange: Range<Int>
    let madeBy: Int
    /// Ten times the version of the format that a reader needs, by what made the archive.
    let versionNeeded: Int
    let flags: Int
    let method: Int
    let crc: Int
    let compressedSize: Int
    let size: Int
    let externalAttributes: Int
    /// Where the local header begins in the archive.
    let localOffset: Int

    var isEncrypted: Bool {
        flags & (ZipFormat.encryptedFlag | ZipFormat.strongEncryptionFlag) != 0
            || method == ZipFormat.aesMethod
    }
}
