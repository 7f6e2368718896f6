// SPDX-License-Identifier: Apache-2.0

/// Signatures, lengths and marks of the zip format (PKWARE's APPNOTE 6.3, section 4.3 and 4.4).
enum ZipFormat {
    static let localHeader = 0x0403_4B50
    static let localHeaderLength = 30
    static let dataDescriptor = 0x0807_4B50
    static let directoryRecord = 0x0201_4B50
    static let directoryRecordLength = 46
    static let end = 0x0605_4B50
    /// 6.3, ten times.
    static let newestVersion = 63
    static let endLength = 22
    static let end64 = 0x0606_4B50
    static let end64Length = 56
    static let end64Locator = 0x0706_4B50
    static let end64LocatorLength = 20
    static let longestComment = 0xFFFF

    /// In place of a number that did not fit; the real one is in a zip64 field.
    static let overflow16 = 0xFFFF
    static let overflow32 = 0xFFFF_FFFF
    static let zip64Field = 0x0001

    static let encryptedFlag = 1 << 0
    static let descriptorFlag = 1 << 3
    static let strongEncryptionFlag = 1 << 6
    /// The name is UTF-8, which needs no saying where it is ASCII.
    static let utf8Flag = 1 << 11
    static let stored = 0
    static let deflated = 8

    /// A compression method by its number, and its name where that is known (APPNOTE 4.4.5).
    static func methodName(_ method: Int) -> String {
        let names = [
            1: "shrunk", 6: "imploded", 9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 94: "MP3",
            95: "XZ", 96: "JPEG", 97: "WavPack", 98: "PPMd",
        ]
        return names[method].map { "\(method) (\($0))" } ?? "\(method)"
    }
    /// AES encryption by WinZip's convention; the real method is in an extra field.
    static let aesMethod = 99

    /// Systems whose external attributes hold a Unix mode: Unix and macOS.
    static let unixSystems = [3, 19]
}
