// SPDX-License-Identifier: Apache-2.0
import FlyingSocks

/// A body that ends before it is complete, and the connection with it.
struct BrokenOff: AsyncBufferedSequence {
    typealias Element = UInt8

    struct EndOfConnection: Error {}

    struct Iterator: AsyncBufferedIteratorProtocol {
        var rest: [UInt8]

        mutating func next() async throws -> UInt8? { throw EndOfConnection() }

        mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
            guard !rest.isEmpty else { throw EndOfConnection() }
            defer { rest = [] }
            return rest
        }
    }

    let start: [UInt8]

    func makeAsyncIterator() -> Iterator { Iterator(rest: start) }
}
