// SPDX-License-Identifier: Apache-2.0

import CLibCurl

/// Bytes that nobody finds in memory when they are no longer needed: of a fixed capacity, so that they are never moved
/// and leave no copy behind, and overwritten at the end.
final class WipedBytes {
    private let storage: UnsafeMutableBufferPointer<UInt8>
    /// How many bytes there are.
    private(set) var count = 0

    /// No bytes yet, and room for `capacity`.
    init(capacity: Int) {
        storage = .allocate(capacity: max(capacity, 1))
        storage.initialize(repeating: 0)
    }

    deinit {
        wipe()
        storage.deallocate()
    }

    /// The bytes themselves. Valid as long as the value is.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: storage[..<count]) }

    /// Adds bytes. False, with nothing added, where there is no room for all of them.
    func append(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= storage.count - count else { return false }
        _ = UnsafeMutableBufferPointer(rebasing: storage[count...]).update(fromContentsOf: bytes)
        count += bytes.count
        return true
    }

    /// Adds a byte. False where there is no room.
    func append(_ byte: UInt8) -> Bool {
        guard count < storage.count else { return false }
        storage[count] = byte
        count += 1
        return true
    }

    /// Overwrites everything.
    func wipe() {
        ims_overwrite(storage.baseAddress, storage.count)
        count = 0
    }
}
