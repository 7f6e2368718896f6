// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// Where the entries of an archive stand, and whether each has its place to itself.
struct ArchiveLayout {
    /// The entries in the order in which they stand in the archive.
    private let order: [Int32]
    private let offsets: [Int]
    private let directoryStart: Int

    init(of directory: ZipDirectory) {
        let offsets = (0..<directory.count).map { directory.entry($0).localOffset }
        order = offsets.indices.map { Int32(truncatingIfNeeded: $0) }
            .sorted { offsets[Int($0)] < offsets[Int($1)] }
        self.offsets = order.map { offsets[Int($0)] }
        directoryStart = directory.end.directory.lowerBound
    }

    /// The entries in the order in which they stand in the archive, each with where the next one begins.
    var places: [(index: Int, next: Int)] {
        order.enumerated().map { (index: Int($1), next: next(after: $0)) }
    }

    /// What is to change in the archive for an entry to get other contents. Throws ``EntryFault``.
    func change(
        of entry: ZipEntry, in archive: PackageArchive, to contents: [UInt8]
    ) throws(EntryFault) -> ArchiveSplice.Change {
        let header = try LocalHeader(of: entry, archive.directory, in: archive.bytes)
        let end = try end(of: entry, header, in: archive)
        let compressed = try CompressedContents(contents, method: entry.method)
        return try ArchiveSplice.Change(
            entry: entry, header: header, old: entry.localOffset..<end, contents: compressed,
            plain: contents)
    }

    /// What of the archive goes when an entry is removed. Throws ``EntryFault``.
    func removal(
        of entry: ZipEntry, in archive: PackageArchive
    ) throws(EntryFault) -> ArchiveSplice.Removal {
        let header = try LocalHeader(of: entry, archive.directory, in: archive.bytes)
        return ArchiveSplice.Removal(
            index: entry.index, old: entry.localOffset..<(try end(of: entry, header, in: archive)))
    }

    /// Where something that is to follow an entry is put in: before the next one, or behind all of them.
    func end(after index: Int?, in directory: ZipDirectory) -> Int {
        index.map { next(afterOffset: directory.entry($0).localOffset) } ?? directoryStart
    }

    /// Where the entry ends with what may follow its contents: their checksum and lengths, in one of four forms
    /// (APPNOTE 4.3.9), where these were not known when its header was written.
    func end(
        of entry: ZipEntry, _ header: LocalHeader, in archive: PackageArchive
    ) throws(EntryFault) -> Int {
        let end = header.contents.upperBound
        let next = next(afterOffset: entry.localOffset)
        let hasDescriptor = (entry.flags | header.bytes.number16(at: 6)) & ZipFormat.descriptorFlag != 0
        if !hasDescriptor || end == next { return end }
        let tail: [UInt8]
        do {
            tail = try archive.bytes.bytes(end..<min(end + 24, next))
        } catch {
            throw .unreadable(code: error.rawValue)
        }
        for signature in [4, 0] where signature == 0 || Self.hasSignature(tail) {
            for width in [8, 4] where tail.count >= signature + 4 + 2 * width {
                if Self.says(entry, tail, at: signature, width: width) {
                    return end + signature + 4 + 2 * width
                }
            }
        }
        throw .headersDisagree
    }

    private static func hasSignature(_ tail: [UInt8]) -> Bool {
        tail.count >= 4 && tail.number32(at: 0) == ZipFormat.dataDescriptor
    }

    private static func says(_ entry: ZipEntry, _ tail: [UInt8], at position: Int, width: Int) -> Bool {
        guard tail.number32(at: position) == entry.crc else { return false }
        let sizes = [position + 4, position + 4 + width].map {
            width == 8 ? tail.number64(at: $0) : tail.number32(at: $0)
        }
        return sizes == [entry.compressedSize, entry.size]
    }

    /// Where the entry ends at the least.
    func leastEnd(of entry: ZipEntry) -> Int {
        entry.localOffset + ZipFormat.localHeaderLength + entry.nameRange.count + entry.compressedSize
    }

    private func next(after place: Int) -> Int {
        place + 1 < offsets.count ? offsets[place + 1] : directoryStart
    }

    private func next(afterOffset offset: Int) -> Int {
        var low = 0
        var high = offsets.count
        while low < high {
            let middle = (low + high) / 2
            if offsets[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low < offsets.count ? offsets[low] : directoryStart
    }
}
