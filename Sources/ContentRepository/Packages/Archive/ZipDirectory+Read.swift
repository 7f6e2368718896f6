// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ZipDirectory {
    /// Reads the directory of an archive, and nothing else of it. Throws ``ArchiveDamage``.
    init(of archive: ByteWindow, limits: PackageLimits) throws(ArchiveDamage) {
        end = try ZipEnd(of: archive)
        guard end.directory.count <= limits.directoryBytes else {
            throw .directoryTooLarge(limit: limits.directoryBytes)
        }
        do {
            bytes = try archive.bytes(end.directory)
        } catch {
            throw .unreadable(code: error.rawValue)
        }
        records = try Self.records(in: bytes)
        guard end.counts(records.count) else { throw .inconsistentDirectory }
        byName = Self.sorted(records, of: bytes)
    }

    private static func records(in bytes: [UInt8]) throws(ArchiveDamage) -> [Int] {
        var records: [Int] = []
        var position = 0
        while position < bytes.count {
            guard entry(records.count, at: position, in: bytes) != nil else { throw .inconsistentDirectory }
            records.append(position)
            position += length(ofRecord: position, in: bytes)
        }
        return records
    }

    private static func sorted(_ records: [Int], of bytes: [UInt8]) -> [Int32] {
        var order = records.indices.map { Int32(truncatingIfNeeded: $0) }
        bytes.withUnsafeBytes { buffer in
            func name(_ index: Int32) -> UnsafeRawBufferPointer {
                let record = records[Int(index)]
                let length = Int(buffer[record + 28]) | Int(buffer[record + 29]) << 8
                let start = record + ZipFormat.directoryRecordLength
                return UnsafeRawBufferPointer(rebasing: buffer[start..<start + length])
            }
            order.sort { left, right in
                let (first, second) = (name(left), name(right))
                let shared = min(first.count, second.count)
                if shared > 0, let one = first.baseAddress, let other = second.baseAddress {
                    let order = memcmp(one, other, shared)
                    if order != 0 { return order < 0 }
                }
                return first.count == second.count ? left < right : first.count < second.count
            }
        }
        return order
    }
}
