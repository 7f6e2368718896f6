// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Counts calls from anywhere.
final class Counter: Sendable {
    private let count = Mutex(0)

    /// The number of this call, from 1.
    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
