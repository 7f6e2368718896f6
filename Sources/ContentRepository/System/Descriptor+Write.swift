// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Descriptor {
    /// Writes what follows `position`, as much as one call takes but `most` bytes, and returns how many it took.
    func write(_ bytes: [UInt8], from position: Int, atMost most: Int = .max) throws(Errno) -> Int {
        let count = min(bytes.count - position, most)
        let written = try call {
            bytes.withUnsafeBytes { systemWrite(number, $0.baseAddress?.advanced(by: position), count) }
        }
        // Nothing taken and no error: trying again would never end.
        guard written > 0 || count == 0 else { throw .ioError }
        return written
    }

    /// Writes all of the bytes.
    func write(_ bytes: [UInt8]) throws(Errno) {
        var position = 0
        while position < bytes.count {
            position += try write(bytes, from: position)
        }
    }

    /// Gives an entry of this folder another name, there or in another folder, in place of what has that name.
    func rename(_ name: [UInt8], to newName: [UInt8], in folder: borrowing Descriptor) throws(Errno) {
        let target = folder.number
        try call {
            name.withCName { from in
                newName.withCName { to in renameat(number, from, target, to) }
            }
        }
    }

    /// Makes a folder in this one, if nothing else is said for nobody else to enter yet.
    func makeFolder(_ name: [UInt8], mode: mode_t = 0o700) throws(Errno) {
        try call { name.withCName { mkdirat(number, $0, mode) } }
    }

    /// Removes a file or link from this folder.
    func remove(_ name: [UInt8]) throws(Errno) {
        try call { name.withCName { unlinkat(number, $0, 0) } }
    }

    /// Removes an empty folder from this one.
    func removeFolder(_ name: [UInt8]) throws(Errno) {
        try call { name.withCName { unlinkat(number, $0, AT_REMOVEDIR) } }
    }
}

private func systemWrite(_ descriptor: CInt, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, buffer, count)
}
