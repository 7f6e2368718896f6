// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// An archive with other contents for some entries: what is written is the old archive, byte by byte, except for those
/// entries, and except for the places and lengths of things in its directory.
///
/// This is not left to libzip, which would write every header anew: libzip 1.7 turns dates that the local time zone
/// does not have into others, and takes away flags that Java sets.
struct ArchiveSplice {
    /// An entry that gets other contents.
    struct Change {
        let entry: ZipEntry
        /// Where it stands in the old archive, header and what follows its contents included.
        let old: Range<Int>
        /// Its new header.
        let header: [UInt8]
        let contents: CompressedContents
        /// The same contents, not compressed.
        let plain: [UInt8]

        var newLength: Int { header.count + contents.bytes.count }
    }

    let archive: PackageArchive
    /// In the order in which they stand in the archive.
    let changes: [Change]
    /// How much further back everything behind the change of the same number stands.
    private let shifts: [Int]

    init(archive: PackageArchive, changes: [Change]) {
        self.archive = archive
        self.changes = changes.sorted { $0.old.lowerBound < $1.old.lowerBound }
        var total = 0
        shifts = self.changes.map {
            total += $0.newLength - $0.old.count
            return total
        }
    }

    /// How many bytes the new archive has.
    var length: Int { archive.bytes.count + (shifts.last ?? 0) }

    private var end: ZipEnd { archive.directory.end }

    /// Where what stands at `offset` in the old archive stands in the new one.
    func moved(_ offset: Int) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].old.lowerBound < offset { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? offset : offset + shifts[low - 1]
    }

    /// Whether all places can be written in the fields that the archive has for them.
    var fits: Bool {
        guard length >= ZipFormat.overflow32 else { return true }
        if end.zip64 == nil { return false }
        return (0..<archive.directory.count).allSatisfy { index in
            let record = archive.directory.records[index]
            return archive.directory.bytes.number32(at: record + 42) == ZipFormat.overflow32
                || moved(archive.directory.entry(index).localOffset) < ZipFormat.overflow32
        }
    }

    /// Writes the new archive. Throws what reading the old one and writing throw.
    func write(to sink: inout some ArchiveSink & ~Copyable) throws(Errno) {
        var position = 0
        for change in changes {
            try sink.copy(archive.bytes.part(position..<change.old.lowerBound))
            try sink.write(change.header)
            try sink.write(change.contents.bytes)
            position = change.old.upperBound
        }
        try sink.copy(archive.bytes.part(position..<end.directory.lowerBound))
        try sink.write(directory())
        try sink.write(try tail())
    }

    /// The new directory: as long as the old one, as nothing is said of an entry in more or fewer words.
    func directory() -> [UInt8] {
        var bytes = archive.directory.bytes
        for index in 0..<archive.directory.count {
            let entry = archive.directory.entry(index)
            let place = moved(entry.localOffset)
            guard place != entry.localOffset else { continue }
            if let position = Self.sizes(of: entry, in: bytes)?.localOffsetPosition {
                bytes.set64(place, at: position)
            } else {
                bytes.set32(place, at: entry.record + 42)
            }
        }
        for change in changes {
            let record = change.entry.record
            bytes.set16(change.entry.flags & ~ZipFormat.descriptorFlag, at: record + 8)
            bytes.set32(change.contents.crc, at: record + 16)
            Self.sizes(of: change.entry, in: bytes)?.set(
                change.contents, in: &bytes, sizeAt: record + 24, compressedSizeAt: record + 20)
        }
        return bytes
    }

    /// What stands behind the directory in the new archive.
    func tail() throws(Errno) -> [UInt8] {
        let start = end.directory.upperBound
        var bytes = try archive.bytes.bytes(start..<archive.bytes.count)
        let place = moved(end.directory.lowerBound)
        if let zip64 = end.zip64 {
            bytes.set64(place, at: zip64.record - start + 48)
            bytes.set64(moved(zip64.record), at: zip64.locator - start + 8)
        }
        let field = end.record - start + 16
        if bytes.number32(at: field) != ZipFormat.overflow32 {
            bytes.set32(min(place, ZipFormat.overflow32), at: field)
        }
        return bytes
    }

    private static func sizes(of entry: ZipEntry, in bytes: [UInt8]) -> Zip64Sizes? {
        Zip64Sizes(
            size: bytes.number32(at: entry.record + 24),
            compressedSize: bytes.number32(at: entry.record + 20),
            localOffset: bytes.number32(at: entry.record + 42), extraFields: entry.extraRange, of: bytes)
    }
}

extension ArchiveSplice.Change {
    /// Throws ``EntryFault/headersDisagree`` where the old header cannot hold other lengths.
    init(
        entry: ZipEntry, header: LocalHeader, old: Range<Int>, contents: CompressedContents, plain: [UInt8]
    ) throws(EntryFault) {
        var bytes = header.bytes
        let extraFields = (ZipFormat.localHeaderLength + header.nameLength)..<bytes.count
        guard
            let sizes = Zip64Sizes(
                size: bytes.number32(at: 22), compressedSize: bytes.number32(at: 18), localOffset: 0,
                extraFields: extraFields, of: bytes)
        else { throw .headersDisagree }
        // All is known now, so that nothing needs to follow the contents.
        bytes.set16(bytes.number16(at: 6) & ~ZipFormat.descriptorFlag, at: 6)
        bytes.set32(contents.crc, at: 14)
        sizes.set(contents, in: &bytes, sizeAt: 22, compressedSizeAt: 18)
        self.init(entry: entry, old: old, header: bytes, contents: contents, plain: plain)
    }
}

extension Zip64Sizes {
    /// Writes lengths where they stand: in the zip64 field, or in the two places of the header.
    fileprivate func set(
        _ contents: CompressedContents, in bytes: inout [UInt8], sizeAt: Int, compressedSizeAt: Int
    ) {
        if let sizePosition {
            bytes.set64(contents.size, at: sizePosition)
        } else {
            bytes.set32(contents.size, at: sizeAt)
        }
        if let compressedSizePosition {
            bytes.set64(contents.bytes.count, at: compressedSizePosition)
        } else {
            bytes.set32(contents.bytes.count, at: compressedSizeAt)
        }
    }
}
