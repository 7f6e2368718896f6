// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Transforms `elements` on up to `workers` threads; the results are in the order of the elements.
func parallelMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], workers: Int, _ transform: @Sendable (Element) -> Result
) -> [Result] {
    guard workers > 1, elements.count > 1 else { return elements.map(transform) }
    let next = Atomic(0)
    var collected = [[(index: Int, result: Result)]](repeating: [], count: min(workers, elements.count))
    collected.withUnsafeMutableBufferPointer { collected in
        // Each worker writes to a place of its own, and nobody reads before all have ended: no lock is needed.
        nonisolated(unsafe) let places = collected
        DispatchQueue.concurrentPerform(iterations: places.count) { worker in
            var own: [(index: Int, result: Result)] = []
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < elements.count else { break }
                own.append((index, transform(elements[index])))
            }
            places[worker] = own
        }
    }
    return collected.joined().sorted { $0.index < $1.index }.map(\.result)
}
