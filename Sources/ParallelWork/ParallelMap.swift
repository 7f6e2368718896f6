// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Transforms `elements` on up to `workers` threads; the results are in the order of the elements.
package func parallelMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], workers: Int, _ transform: @Sendable (Element) -> Result
) -> [Result] {
    guard workers > 1, elements.count > 1 else { return elements.map(transform) }
    let next = Atomic(0)
    let parts = inParallel(min(workers, elements.count)) { _ in
        var own: [(index: Int, result: Result)] = []
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < elements.count else { return own }
            own.append((index, transform(elements[index])))
        }
    }
    return parts.joined().sorted { $0.index < $1.index }.map(\.result)
}
