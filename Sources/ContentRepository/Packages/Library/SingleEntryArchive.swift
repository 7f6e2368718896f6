// SPDX-License-Identifier: Apache-2.0

/// An archive that holds one entry, called `x`, around compressed bytes that are somewhere else.
enum SingleEntryArchive {
    /// libzip looks for the end of an archive in as many bytes as a comment can be long. With this between the contents
    /// and the directory, it never looks into the contents.
    private static let gap = ByteWindow(
        [UInt8](
            repeating: 0,
            count: ZipFormat.longestComment + ZipFormat.endLength + ZipFormat.end64LocatorLength))

    static func pieces(_ entry: ZipEntry, contents: ByteWindow) -> [ByteWindow] {
        var local: [UInt8] = []
        local.append32(ZipFormat.localHeader)
        appendShared(entry, contents, to: &local)
        local.append(UInt8(ascii: "x"))

        var directory: [UInt8] = []
        directory.append32(ZipFormat.directoryRecord)
        directory.append16(version)
        appendShared(entry, contents, to: &directory)
        // No comment, the only volume, no attributes; the local header is where the archive begins.
        directory += [UInt8](repeating: 0, count: 14)
        directory.append(UInt8(ascii: "x"))

        var end: [UInt8] = []
        end.append32(ZipFormat.end)
        end.append32(0)
        end.append16(1)
        end.append16(1)
        end.append32(directory.count)
        end.append32(local.count + contents.count + gap.count)
        end.append16(0)
        return [ByteWindow(local), contents, gap, ByteWindow(directory + end)]
    }

    private static let version = 20

    /// What both headers say in the same order: version to the length of the extra fields.
    private static func appendShared(_ entry: ZipEntry, _ contents: ByteWindow, to bytes: inout [UInt8]) {
        bytes.append16(version)
        bytes.append16(0)
        bytes.append16(entry.method)
        // 1 January 1980, midnight.
        bytes.append16(0)
        bytes.append16(0x21)
        bytes.append32(entry.crc)
        bytes.append32(contents.count)
        bytes.append32(min(entry.size, ZipFormat.overflow32 - 1))
        bytes.append16(1)
        bytes.append16(0)
    }
}
