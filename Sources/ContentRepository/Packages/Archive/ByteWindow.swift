// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes that are read by position: a file, memory, or a part of either. Several threads may read at a time.
struct ByteWindow: Sendable {
    private enum Storage: Sendable {
        case file(OpenFolder)
        case memory([UInt8])
    }

    private let storage: Storage
    private let start: Int
    /// How many bytes there are.
    let count: Int
    /// The memory that these bytes take; those of a file, and a part of others, take none of their own.
    let memory: Int

    private init(storage: Storage, start: Int, count: Int, memory: Int = 0) {
        self.storage = storage
        self.start = start
        self.count = count
        self.memory = memory
    }

    /// The first `count` bytes of an open file.
    init(file: OpenFolder, count: Int) {
        self.init(storage: .file(file), start: 0, count: count)
    }

    /// These bytes.
    init(_ bytes: [UInt8]) {
        self.init(storage: .memory(bytes), start: 0, count: bytes.count, memory: bytes.count)
    }

    /// A part of these bytes. The range lies within them.
    func part(_ range: Range<Int>) -> ByteWindow {
        let range = range.clamped(to: 0..<count)
        return ByteWindow(storage: storage, start: start + range.lowerBound, count: range.count)
    }

    /// Fills `buffer` from `position` on, as far as there are bytes, and returns how many that were.
    func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        let wanted = min(buffer.count, max(count - position, 0))
        guard wanted > 0, let target = buffer.baseAddress else { return 0 }
        switch storage {
        case .memory(let bytes):
            bytes.withUnsafeBytes { source in
                source.baseAddress.map { target.copyMemory(from: $0 + start + position, byteCount: wanted) }
            }
        case .file(let file):
            var done = 0
            while done < wanted {
                let place = off_t(start + position + done)
                let taken = try call {
                    pread(file.descriptor.number, target + done, wanted - done, place)
                }
                // Whoever cuts a file short while it is read gets no bytes that were never in it.
                guard taken > 0 else { throw .ioError }
                done += taken
            }
        }
        return wanted
    }

    /// Has the system copy the bytes from `position` on, `most` or fewer, to where `target` stands, and returns how many
    /// that were; nil where it cannot, or where these bytes are in memory.
    func copy(from position: Int, atMost most: Int, to target: borrowing Descriptor) throws(Errno) -> Int? {
        guard case .file(let file) = storage else { return nil }
        #if canImport(Darwin)
            return nil
        #else
            let wanted = min(most, count - position)
            let taken = try LinuxFile.copy(
                from: file.descriptor, at: start + position, to: target, count: wanted)
            // Whoever cuts a file short while it is read gets no bytes that were never in it.
            if taken == 0, wanted > 0 { throw .ioError }
            return taken
        #endif
    }

    /// The bytes of a range. Throws `ioError` where it does not lie within the window.
    func bytes(_ range: Range<Int>) throws(Errno) -> [UInt8] {
        guard range.lowerBound >= 0, range.upperBound <= count else { throw .ioError }
        var result: Result<Int, Errno> = .success(0)
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            do throws(Errno) {
                filled = try read(at: range.lowerBound, into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                filled = 0
                result = .failure(error)
            }
        }
        _ = try result.get()
        return bytes
    }
}
