// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Memory into which files are read one after the other.
struct ReadBuffer: ~Copyable {
    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
    /// How many bytes of the file are in it.
    private(set) var count = 0

    deinit { memory.deallocate() }

    /// The bytes that were read, valid until the next ones are.
    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeRawBufferPointer(rebasing: memory[..<count]).bindMemory(to: UInt8.self)
    }

    /// Begins a new file.
    mutating func clear() { count = 0 }

    /// Reads on until `limit` bytes of the file are there, or all. A file that has as many bytes as it is said to have is
    /// read to its end; of one whose size says nothing, only reading tells.
    mutating func read(_ file: borrowing Descriptor, upTo limit: Int, size: Int) throws(Errno) {
        while count < limit, size == 0 || count < size {
            let wanted = min(limit - count, max(size - count, 16 * 1024))
            if memory.count - count < wanted { grow(to: count + wanted) }
            let place = memory.baseAddress?.advanced(by: count)
            let read = try call { systemRead(file.number, place, wanted) }
            if read == 0 { return }
            count += read
        }
    }

    private mutating func grow(to size: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(size, 2 * memory.count), alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
        memory.deallocate()
        memory = larger
    }
}
