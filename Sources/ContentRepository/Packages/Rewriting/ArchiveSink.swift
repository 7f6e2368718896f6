// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// What an archive is written to.
protocol ArchiveSink: ~Copyable {
    mutating func write(_ bytes: [UInt8]) throws(Errno)
}

extension ArchiveSink where Self: ~Copyable {
    /// Writes what a window shows, a part at a time.
    mutating func copy(_ window: ByteWindow) throws(Errno) {
        var position = 0
        while position < window.count {
            let next = min(position + 1 << 20, window.count)
            try write(try window.bytes(position..<next))
            position = next
        }
    }
}

/// An archive in memory.
struct MemorySink: ArchiveSink {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ bytes: [UInt8]) throws(Errno) {
        self.bytes += bytes
    }
}
