// SPDX-License-Identifier: Apache-2.0
import Dispatch

/// What `workers` threads return that each run `body`, in the order of their numbers.
package func inParallel<Result: Sendable>(
    _ workers: Int, _ body: @Sendable (_ worker: Int) -> Result
) -> [Result] {
    guard workers > 1 else { return [body(0)] }
    var results = [Result?](repeating: nil, count: workers)
    results.withUnsafeMutableBufferPointer { results in
        // Each worker writes to a place of its own, and nobody reads before all have ended: no lock is needed.
        nonisolated(unsafe) let places = results
        DispatchQueue.concurrentPerform(iterations: workers) { places[$0] = body($0) }
    }
    return results.compactMap(\.self)
}
