// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// Where an archive ends: the record that says where its directory is, and in a zip64 archive the two before it.
struct ZipEnd: Sendable, Equatable {
    /// Where the directory stands in the archive.
    let directory: Range<Int>
    /// How many entries the record counts: all of them in zip64, else the number modulo 65,536.
    let count: Int
    /// Where the record begins.
    let record: Int
    /// Where the zip64 record and its locator begin.
    let zip64: (record: Int, locator: Int)?

    static func == (left: ZipEnd, right: ZipEnd) -> Bool {
        left.directory == right.directory && left.count == right.count && left.record == right.record
            && left.zip64?.record == right.zip64?.record && left.zip64?.locator == right.zip64?.locator
    }

    /// Whether a number of entries is the one that is counted.
    func counts(_ entries: Int) -> Bool {
        zip64 == nil ? entries & ZipFormat.overflow16 == count : entries == count
    }

    /// Finds the end of an archive. Throws ``ArchiveDamage``.
    ///
    /// The directory must end where the records of the end begin, as every reader but the most lenient asks: where
    /// readers could come to different entries, nothing is read at all.
    init(of archive: ByteWindow) throws(ArchiveDamage) {
        guard archive.count > 0 else { throw .empty }
        let most = ZipFormat.longestComment + ZipFormat.endLength + ZipFormat.end64LocatorLength
        let start = max(archive.count - most, 0)
        let tail: [UInt8]
        do {
            tail = try archive.bytes(start..<archive.count)
        } catch {
            throw .unreadable(code: error.rawValue)
        }
        guard let position = Self.endRecord(in: tail) else { throw .noDirectory }
        guard !Self.isAmbiguous(position, in: tail) else { throw .severalEnds }
        guard tail.number16(at: position + 4) == tail.number16(at: position + 6) else {
            throw .severalVolumes
        }
        let size = tail.number32(at: position + 12)
        let offset = tail.number32(at: position + 16)
        let total = tail.number16(at: position + 10)
        record = start + position
        let locator = position - ZipFormat.end64LocatorLength
        if locator >= 0, tail.number32(at: locator) == ZipFormat.end64Locator {
            let (range, entries, record64) = try Self.zip64(
                in: archive, locator: start + locator, fields: tail, at: locator)
            guard size == ZipFormat.overflow32 || size == range.count,
                offset == ZipFormat.overflow32 || offset == range.lowerBound,
                total == ZipFormat.overflow16 || total == entries
            else { throw .inconsistentDirectory }
            directory = range
            count = entries
            zip64 = (record64, start + locator)
        } else {
            guard tail.number16(at: position + 4) == 0 else { throw .severalVolumes }
            guard tail.number16(at: position + 8) == total else { throw .severalVolumes }
            guard offset + size == record else { throw .inconsistentDirectory }
            directory = offset..<record
            count = total
            zip64 = nil
        }
    }

    /// Whether there is another record that readers could take for the end: one before this whose comment reaches to the
    /// archive's end as well, or any in this one's comment.
    private static func isAmbiguous(_ record: Int, in tail: [UInt8]) -> Bool {
        (0..<max(tail.count - 3, 0)).contains { position in
            position != record && tail[position] == 0x50 && tail.number32(at: position) == ZipFormat.end
                && (position > record
                    || position + ZipFormat.endLength + tail.number16(at: position + 20) == tail.count)
        }
    }

    /// The last record in the tail of an archive whose comment reaches to the archive's end.
    private static func endRecord(in tail: [UInt8]) -> Int? {
        var position = tail.count - ZipFormat.endLength
        while position >= 0 {
            if tail[position] == 0x50, tail.number32(at: position) == ZipFormat.end,
                position + ZipFormat.endLength + tail.number16(at: position + 20) == tail.count
            {
                return position
            }
            position -= 1
        }
        return nil
    }

    private static func zip64(
        in archive: ByteWindow, locator: Int, fields: [UInt8], at position: Int
    ) throws(ArchiveDamage) -> (directory: Range<Int>, count: Int, record: Int) {
        guard fields.number32(at: position + 4) == 0, fields.number32(at: position + 16) <= 1 else {
            throw .severalVolumes
        }
        guard let start = fields.number64(at: position + 8), start <= locator - ZipFormat.end64Length else {
            throw .inconsistentDirectory
        }
        let record: [UInt8]
        do {
            record = try archive.bytes(start..<start + ZipFormat.end64Length)
        } catch {
            throw .unreadable(code: error.rawValue)
        }
        guard record.number32(at: 0) == ZipFormat.end64,
            let length = record.number64(at: 4), length == locator - start - 12,
            let count = record.number64(at: 32), let size = record.number64(at: 40),
            let offset = record.number64(at: 48), size <= start, offset == start - size
        else { throw .inconsistentDirectory }
        guard record.number32(at: 16) == 0, record.number32(at: 20) == 0, record.number64(at: 24) == count
        else { throw .severalVolumes }
        return (offset..<start, count, start)
    }
}
