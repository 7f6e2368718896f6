// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// An archive with other contents for some entries, without some, and with some more: what is written is the old archive,
/// byte by byte, except for those entries, and except for the places and lengths of things in its directory.
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

    /// An entry that goes.
    struct Removal {
        let index: Int
        /// Where it stands in the old archive, header and what follows its contents included.
        let old: Range<Int>
    }

    let archive: PackageArchive
    /// In the order in which they stand in the archive.
    let changes: [Change]
    let removals: [Removal]
    /// In the order in which they come into the archive.
    let additions: [ArchiveAddition]
    /// All of them in the order in which they stand in the archive.
    private let edits: [Edit]
    /// How much further back everything behind the edit of the same number stands.
    private let shifts: [Int]

    /// Bytes of the old archive with others in their place.
    private struct Edit {
        /// Empty where something comes in.
        let old: Range<Int>
        let new: [[UInt8]]

        var growth: Int { new.reduce(-old.count) { $0 + $1.count } }
    }

    init(
        archive: PackageArchive, changes: [Change], removals: [Removal] = [],
        additions: [ArchiveAddition] = []
    ) {
        self.archive = archive
        self.changes = changes.sorted { $0.old.lowerBound < $1.old.lowerBound }
        self.removals = removals
        self.additions = additions.enumerated()
            .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }.map(\.element)
        // What comes in at a place stands before what was there.
        let edits =
            self.additions.map {
                Edit(old: $0.position..<$0.position, new: [$0.header, $0.contents.bytes])
            } + self.changes.map { Edit(old: $0.old, new: [$0.header, $0.contents.bytes]) }
            + removals.map { Edit(old: $0.old, new: []) }
        self.edits = edits.enumerated()
            .sorted { ($0.element.old.lowerBound, $0.offset) < ($1.element.old.lowerBound, $1.offset) }
            .map(\.element)
        var total = 0
        shifts = self.edits.map {
            total += $0.growth
            return total
        }
    }

    /// Whether the new archive is the old one.
    var isEmpty: Bool { edits.isEmpty }

    /// How many bytes the new archive has.
    var length: Int {
        archive.bytes.count + (shifts.last ?? 0) + directoryLength - archive.directory.bytes.count
    }

    private var end: ZipEnd { archive.directory.end }

    /// How many entries the new archive has.
    var count: Int { archive.directory.count + additions.count - removals.count }

    /// Where what stands at `offset` in the old archive, before the end of its directory, stands in the new one.
    func moved(_ offset: Int) -> Int {
        offset + shift { $0.lowerBound < offset || $0.isEmpty && $0.lowerBound == offset }
    }

    /// Where an addition stands in the new archive.
    func place(ofAddition number: Int) -> Int {
        let position = additions[number].position
        let earlier = additions[..<number].reversed().prefix { $0.position == position }
        return earlier.reduce(position + shift { $0.lowerBound < position }) { $0 + $1.length }
    }

    /// How much what stands behind all edits of which `isBefore` is true stands further back. It must be true of the first
    /// ones and of no other.
    private func shift(_ isBefore: (Range<Int>) -> Bool) -> Int {
        var low = 0
        var high = edits.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(edits[middle].old) { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : shifts[low - 1]
    }

    /// Whether all places and numbers can be written in the fields that the archive has for them.
    var fits: Bool {
        if end.zip64 == nil, !additions.isEmpty, count >= ZipFormat.overflow16 { return false }
        guard length >= ZipFormat.overflow32 else { return true }
        if end.zip64 == nil { return false }
        return additions.indices.allSatisfy { place(ofAddition: $0) < ZipFormat.overflow32 }
            && (0..<archive.directory.count).allSatisfy { index in
                let record = archive.directory.records[index]
                return archive.directory.bytes.number32(at: record + 42) == ZipFormat.overflow32
                    || moved(archive.directory.entry(index).localOffset) < ZipFormat.overflow32
            }
    }

    /// Writes the new archive. Throws what reading the old one and writing throw.
    func write(to sink: inout some ArchiveSink & ~Copyable) throws(Errno) {
        var position = 0
        for edit in edits {
            try sink.copy(archive.bytes.part(position..<edit.old.lowerBound))
            for bytes in edit.new { try sink.write(bytes) }
            position = edit.old.upperBound
        }
        try sink.copy(archive.bytes.part(position..<end.directory.lowerBound))
        try sink.write(directory())
        try sink.write(try tail())
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
    func set(
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
