// SPDX-License-Identifier: Apache-2.0
import SystemPackage

extension ArchiveSplice {
    /// An entry of the new directory.
    enum Listed {
        /// The number in the old directory.
        case old(Int)
        /// The number among the additions.
        case added(Int)
    }

    /// The entries of the new directory in their order: the old one, each new entry behind the one that it follows.
    var listing: [Listed] {
        let removed = Set(removals.map(\.index))
        let added = Dictionary(grouping: additions.indices) {
            additions[$0].follows ?? archive.directory.count - 1
        }
        var listing: [Listed] = []
        if archive.directory.count == 0 { listing += (added[-1] ?? []).map { .added($0) } }
        for index in 0..<archive.directory.count {
            if !removed.contains(index) { listing.append(.old(index)) }
            listing += (added[index] ?? []).map { .added($0) }
        }
        return listing
    }

    /// How many bytes the new directory has.
    var directoryLength: Int {
        let old = archive.directory
        let gone = removals.reduce(0) {
            $0 + ZipDirectory.length(ofRecord: old.records[$1.index], in: old.bytes)
        }
        return additions.reduce(old.bytes.count - gone) {
            $0 + ZipFormat.directoryRecordLength + $1.name.count
        }
    }

    /// The new directory. Nothing is said of an entry that stays in more or fewer words.
    func directory() -> [UInt8] {
        let old = movedDirectory()
        if additions.isEmpty, removals.isEmpty { return old }
        let records = archive.directory.records
        var bytes: [UInt8] = []
        for listed in listing {
            switch listed {
            case .old(let index):
                bytes += old[records[index]..<(index + 1 < records.count ? records[index + 1] : old.count)]
            case .added(let number):
                bytes += additions[number].record(at: place(ofAddition: number))
            }
        }
        return bytes
    }

    /// The old directory, with the new places, lengths and checksums.
    private func movedDirectory() -> [UInt8] {
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
        let end = archive.directory.end
        let start = end.directory.upperBound
        var bytes = try archive.bytes.bytes(start..<archive.bytes.count)
        let place = moved(end.directory.lowerBound)
        let size = directoryLength
        let record = end.record - start
        if let zip64 = end.zip64 {
            let record64 = zip64.record - start
            bytes.set64(count, at: record64 + 24)
            bytes.set64(count, at: record64 + 32)
            bytes.set64(size, at: record64 + 40)
            bytes.set64(place, at: record64 + 48)
            bytes.set64(place + size + record64, at: zip64.locator - start + 8)
        }
        func set32(_ number: Int, at field: Int) {
            guard end.zip64 == nil || bytes.number32(at: field) != ZipFormat.overflow32 else { return }
            bytes.set32(min(number, ZipFormat.overflow32), at: field)
        }
        set32(size, at: record + 12)
        set32(place, at: record + 16)
        for field in [record + 8, record + 10] {
            if end.zip64 == nil {
                // More than fit are counted modulo 65,536.
                bytes.set16(count, at: field)
            } else if bytes.number16(at: field) != ZipFormat.overflow16 {
                bytes.set16(min(count, ZipFormat.overflow16), at: field)
            }
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
