// SPDX-License-Identifier: Apache-2.0

/// The directory of an archive, checked to be consistent in itself before anything else is done with it.
///
/// It is kept as the bytes that it is made of: a hundred thousand entries take as much memory as they do on disk.
struct ZipDirectory: Sendable {
    let bytes: [UInt8]
    let end: ZipEnd
    /// Where each record begins in ``bytes``.
    let records: [Int]
    /// The entries in the order of their names' bytes.
    let byName: [Int32]

    var count: Int { records.count }

    func entry(_ index: Int) -> ZipEntry {
        // Every record was read once before it came into `records`.
        ZipDirectory.entry(index, at: records[index], in: bytes) ?? Self.nothing(index)
    }

    /// The name of an entry, as bytes, without copying it.
    func name(_ index: Int) -> ArraySlice<UInt8> {
        let start = records[index] + ZipFormat.directoryRecordLength
        return bytes[start..<start + bytes.number16(at: records[index] + 28)]
    }

    /// The entries of this name; more than one where an archive is not in order.
    func entries(named name: some Collection<UInt8>) -> [Int] {
        byName[place(of: name)...].prefix { self.name(Int($0)).elementsEqual(name) }.map { Int($0) }.sorted()
    }

    /// Whether there are entries whose names begin like this.
    func hasEntries(below prefix: [UInt8]) -> Bool {
        let place = place(of: prefix)
        return place < count && name(Int(byName[place])).starts(with: prefix)
    }

    /// The entries whose names begin like this, in the order of their names.
    func entries(below prefix: [UInt8]) -> [Int] {
        byName[place(of: prefix)...].prefix { name(Int($0)).starts(with: prefix) }.map { Int($0) }
    }

    /// Where in the order of names this one stands, or would stand.
    private func place(of name: some Collection<UInt8>) -> Int {
        var low = 0
        var high = byName.count
        while low < high {
            let middle = (low + high) / 2
            if self.name(Int(byName[middle])).lexicographicallyPrecedes(name) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// Whether what the entry takes at the least lies before the directory.
    func isWithinArchive(_ entry: ZipEntry) -> Bool {
        let least = ZipFormat.localHeaderLength + entry.nameRange.count
        let (size, overflow) = entry.compressedSize.addingReportingOverflow(least)
        return !overflow && size <= end.directory.lowerBound
            && entry.localOffset <= end.directory.lowerBound - size
    }

    private static func nothing(_ index: Int) -> ZipEntry {
        ZipEntry(
            index: index, record: 0, nameRange: 0..<0, extraRange: 0..<0, madeBy: 0, versionNeeded: 0,
            flags: 0, method: 0,
            crc: 0, compressedSize: 0, size: 0, externalAttributes: 0, localOffset: 0)
    }
}

extension ZipDirectory {
    /// The record at a position; nil where there is none, or a number in it is impossible.
    static func entry(_ index: Int, at record: Int, in bytes: [UInt8]) -> ZipEntry? {
        let names = record + ZipFormat.directoryRecordLength
        guard names <= bytes.count, bytes.number32(at: record) == ZipFormat.directoryRecord else {
            return nil
        }
        let extras = names + bytes.number16(at: record + 28)
        let comment = extras + bytes.number16(at: record + 30)
        guard comment + bytes.number16(at: record + 32) <= bytes.count else { return nil }
        guard
            let sizes = Zip64Sizes(
                size: bytes.number32(at: record + 24), compressedSize: bytes.number32(at: record + 20),
                localOffset: bytes.number32(at: record + 42), extraFields: extras..<comment, of: bytes)
        else { return nil }
        return ZipEntry(
            index: index, record: record, nameRange: names..<extras, extraRange: extras..<comment,
            madeBy: bytes.number16(at: record + 4),
            versionNeeded: bytes.number16(at: record + 6) & 0xFF, flags: bytes.number16(at: record + 8),
            method: bytes.number16(at: record + 10), crc: bytes.number32(at: record + 16),
            compressedSize: sizes.compressedSize, size: sizes.size,
            externalAttributes: bytes.number32(at: record + 38), localOffset: sizes.localOffset)
    }

    /// How long a record is with all that follows it.
    static func length(ofRecord record: Int, in bytes: [UInt8]) -> Int {
        ZipFormat.directoryRecordLength + bytes.number16(at: record + 28) + bytes.number16(at: record + 30)
            + bytes.number16(at: record + 32)
    }
}

/// The numbers of an entry that may be in a zip64 field, in this order and only those that did not fit (APPNOTE 4.5.3).
struct Zip64Sizes {
    private(set) var size: Int
    private(set) var compressedSize: Int
    private(set) var localOffset: Int
    /// Where they stand if they are in the field.
    private(set) var sizePosition: Int?
    private(set) var compressedSizePosition: Int?
    private(set) var localOffsetPosition: Int?

    /// Nil where a number is missing or impossible.
    init?(size: Int, compressedSize: Int, localOffset: Int, extraFields: Range<Int>, of bytes: [UInt8]) {
        self.size = size
        self.compressedSize = compressedSize
        self.localOffset = localOffset
        guard [size, compressedSize, localOffset].contains(ZipFormat.overflow32) else { return }
        guard var field = ExtraField.range(of: ZipFormat.zip64Field, in: extraFields, of: bytes) else {
            return nil
        }
        func next() -> (Int, Int)? {
            guard field.count >= 8, let number = bytes.number64(at: field.lowerBound) else { return nil }
            defer { field = (field.lowerBound + 8)..<field.upperBound }
            return (number, field.lowerBound)
        }
        if size == ZipFormat.overflow32 {
            guard let (number, position) = next() else { return nil }
            (self.size, sizePosition) = (number, position)
        }
        if compressedSize == ZipFormat.overflow32 {
            guard let (number, position) = next() else { return nil }
            (self.compressedSize, compressedSizePosition) = (number, position)
        }
        if localOffset == ZipFormat.overflow32 {
            guard let (number, position) = next() else { return nil }
            (self.localOffset, localOffsetPosition) = (number, position)
        }
    }
}

/// The extra fields of an entry: a number for what it is, a length, and that many bytes.
enum ExtraField {
    /// Where the contents of the first field of a kind stand; nil where there is none.
    static func range(of kind: Int, in fields: Range<Int>, of bytes: [UInt8]) -> Range<Int>? {
        var position = fields.lowerBound
        while position + 4 <= fields.upperBound {
            let start = position + 4
            let next = start + bytes.number16(at: position + 2)
            guard next <= fields.upperBound else { return nil }
            if bytes.number16(at: position) == kind { return start..<next }
            position = next
        }
        return nil
    }
}
