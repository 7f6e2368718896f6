// SPDX-License-Identifier: Apache-2.0
import SystemPackage

/// An archive in a file that is being written.
struct FileSink: ArchiveSink {
    let file: OpenFolder
    let name: RelativePath
    let faults: WriteFaults
    /// Whether an error came from writing; else it came from reading what was to be written.
    private(set) var failed = false

    init(_ file: OpenFolder, name: RelativePath, faults: WriteFaults) {
        self.file = file
        self.name = name
        self.faults = faults
    }

    mutating func write(_ bytes: [UInt8]) throws(Errno) {
        var position = 0
        do throws(Errno) {
            while position < bytes.count {
                try faults.check(.write, name)
                position += try file.descriptor.write(bytes, from: position, atMost: faults.largestWrite)
            }
        } catch {
            failed = true
            throw error
        }
    }

    mutating func copy(_ window: ByteWindow) throws(Errno) {
        var position = 0
        while position < window.count, let taken = try copyBySystem(window, from: position) {
            position += taken
        }
        try copyInParts(window, from: position)
    }

    /// Nil where it cannot be done like this, or where a test wants short writes.
    private mutating func copyBySystem(_ window: ByteWindow, from position: Int) throws(Errno) -> Int? {
        guard faults.largestWrite == .max else { return nil }
        do throws(Errno) {
            try faults.check(.write, name)
            return try window.copy(from: position, atMost: Self.systemChunk, to: file.descriptor)
        } catch {
            // Of the two files this has no way of telling which; the source is looked at when something fails.
            failed = true
            throw error
        }
    }

    private static let systemChunk = 64 << 20
}

extension WriteFaults {
    /// Throws what a test wants a step to fail with. An interrupted call is made again.
    func check(_ step: WriteStep, _ path: RelativePath) throws(Errno) {
        while let code = errorBefore(step, path) {
            if Errno(rawValue: code) != .interrupted { throw Errno(rawValue: code) }
        }
    }
}
