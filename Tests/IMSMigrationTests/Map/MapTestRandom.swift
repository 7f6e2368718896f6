// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A seeded generator (SplitMix64): the same seed, the same test.
struct MapTestRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// The seed of `IMS_TEST_SEED`, else a new one.
    static func chosenSeed() -> UInt64 {
        ProcessInfo.processInfo.environment["IMS_TEST_SEED"].flatMap(UInt64.init) ?? .random(in: 0...(.max))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One of the elements; the list must not be empty.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &self)]
    }

    /// Up to `longest` of the elements in a row.
    mutating func text(of pieces: [String], longest: Int) -> String {
        (0..<Int.random(in: 0...longest, using: &self)).map { _ in pick(pieces) }.joined()
    }
}
