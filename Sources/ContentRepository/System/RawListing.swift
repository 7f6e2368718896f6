// SPDX-License-Identifier: Apache-2.0
import CLinuxCalls
import SystemPackage

/// What is in a folder, in the order of the file system and in memory that is used again for the next folder.
struct RawListing: ~Copyable {
    struct Entry {
        let kind: FileKind
        fileprivate let name: Range<Int>
    }

    private(set) var entries: [Entry] = []
    private var names: [UInt8] = []
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 32 * 1024, alignment: 16)

    deinit { buffer.deallocate() }

    /// The bytes of an entry's name, valid until the next folder is read.
    func name(of entry: Entry) -> ArraySlice<UInt8> { names[entry.name] }

    /// Reads a folder that was opened for nothing else and has not been listed yet. Entries are looked at one by one only
    /// where the file system does not tell what they are.
    mutating func read(_ folder: borrowing Descriptor) throws(Errno) {
        #if os(Linux)
            try readByKernel(folder)
        #else
            try readByLibrary(folder)
        #endif
    }

    #if os(Linux)
        /// By the call that the C library makes itself: see the module's header for why.
        private mutating func readByKernel(_ folder: borrowing Descriptor) throws(Errno) {
            clear()
            while true {
                let count = try call { ims_getdents64(folder.number, buffer.baseAddress, buffer.count) }
                if count <= 0 { break }
                var offset = 0
                while offset < count {
                    let length = Int(buffer.loadUnaligned(fromByteOffset: offset + 16, as: UInt16.self))
                    let type = buffer[offset + 18]
                    let start = names.count
                    var byte = offset + 19
                    while byte < offset + length, buffer[byte] != 0 {
                        names.append(buffer[byte])
                        byte += 1
                    }
                    offset += length
                    add(start..<names.count, FileKind(directoryEntryType: type), folder)
                }
            }
        }
    #endif

    /// By the C library, as on every system that is not Linux. It is compiled on Linux too, so that it can be compared.
    mutating func readByLibrary(_ folder: borrowing Descriptor) throws(Errno) {
        clear()
        for entry in try folder.entries() {
            let start = names.count
            names.append(contentsOf: entry.name)
            add(start..<names.count, entry.kind, folder)
        }
    }

    private mutating func clear() {
        entries.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
    }

    private mutating func add(_ name: Range<Int>, _ kind: FileKind?, _ folder: borrowing Descriptor) {
        let bytes = names[name]
        if bytes.count <= 2, bytes.allSatisfy({ $0 == UInt8(ascii: ".") }) { return }
        guard let kind = kind ?? folder.kind(of: Array(bytes)) else { return }
        entries.append(Entry(kind: kind, name: name))
    }
}
