// SPDX-License-Identifier: Apache-2.0

/// An entry that comes into an archive: a file, or a folder with no contents.
struct ArchiveAddition {
    /// With a slash at the end for a folder.
    let name: [UInt8]
    let contents: CompressedContents
    /// The same contents, not compressed.
    let plain: [UInt8]
    let method: Int
    /// Type and permissions, as Unix has them.
    let mode: Int
    /// Date and time as zip writes them, the date in the upper 16 bits.
    let date: Int
    /// The entry of the directory that it comes after; nil is the last one.
    let follows: Int?
    /// Where in the old archive it is put in.
    let position: Int

    /// 1 January 1980, midnight: the earliest date that zip knows.
    static let earliestDate = 0x21 << 16

    private var isFolder: Bool { name.last == RelativePath.separator }

    /// Throws ``EntryFault`` where the contents cannot be compressed.
    init(
        name: [UInt8], contents: [UInt8], mode: Int? = nil, date: Int, follows: Int?, position: Int
    ) throws(EntryFault) {
        self.name = name
        // There is nothing to compress in what is empty.
        method = contents.isEmpty ? ZipFormat.stored : ZipFormat.deflated
        self.contents = try CompressedContents(contents, method: method)
        plain = contents
        self.mode = mode ?? (name.last == RelativePath.separator ? 0o040755 : 0o100644)
        self.date = date
        self.follows = follows
        self.position = position
    }

    /// What stands before the contents in the archive.
    var header: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append32(ZipFormat.localHeader)
        appendShared(to: &bytes)
        bytes.append16(0)
        return bytes + name
    }

    /// How many bytes of the archive it takes.
    var length: Int { header.count + contents.bytes.count }

    /// What the directory says of it, where it stands at `place`.
    func record(at place: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append32(ZipFormat.directoryRecord)
        bytes.append16(ZipFormat.unixSystems[0] << 8 | Self.version)
        appendShared(to: &bytes)
        // No extra fields, no comment, first volume, nothing known about the contents.
        for _ in 0..<4 { bytes.append16(0) }
        bytes.append32(mode << 16 | (isFolder ? Self.folderAttribute : 0))
        bytes.append32(place)
        return bytes + name
    }

    /// What both say, from the version that is needed to the length of the name.
    private func appendShared(to bytes: inout [UInt8]) {
        bytes.append16(Self.version)
        let isASCII = name.allSatisfy { $0 < 0x80 }
        let isText = String(validating: name, as: UTF8.self) != nil
        bytes.append16(!isASCII && isText ? ZipFormat.utf8Flag : 0)
        bytes.append16(method)
        bytes.append16(date & 0xFFFF)
        bytes.append16(date >> 16)
        bytes.append32(contents.crc)
        bytes.append32(contents.bytes.count)
        bytes.append32(contents.size)
        bytes.append16(name.count)
    }

    /// 2.0: folders and compression by deflating.
    private static let version = 20
    private static let folderAttribute = 0x10
}
