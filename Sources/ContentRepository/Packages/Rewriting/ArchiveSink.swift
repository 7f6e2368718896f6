// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// What an archive is written to.
protocol ArchiveSink: ~Copyable {
    mutating func write(_ bytes: [UInt8]) throws(Errno)
    /// Writes what a window shows.
    mutating func copy(_ window: ByteWindow) throws(Errno)
}

extension ArchiveSink where Self: ~Copyable {
    /// Writes what a window shows from `start` on, a part at a time, so that it need not all be in memory.
    mutating func copyInParts(_ window: ByteWindow, from start: Int) throws(Errno) {
        var position = start
        while position < window.count {
            let next = min(position + 256 << 10, window.count)
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

    mutating func copy(_ window: ByteWindow) throws(Errno) {
        try write(try window.bytes(0..<window.count))
    }
}
