// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Random numbers that can be had again: SplitMix64 from a seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True once in so many times.
    mutating func chance(_ oneIn: Int) -> Bool {
        Int.random(in: 0..<oneIn, using: &self) == 0
    }

    /// One of the elements of a list that is not empty.
    mutating func pick<Element>(_ list: [Element]) -> Element {
        list[Int.random(in: 0..<list.count, using: &self)]
    }

    /// A number from a range.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }
}

/// The seeds of a random test: the one of the environment variable IMS_TEST_SEED, else fixed ones and a fresh one.
/// A failing case shows its seed, since it is the test's argument.
func testSeeds(_ count: Int) -> [UInt64] {
    if let text = ProcessInfo.processInfo.environment["IMS_TEST_SEED"], let seed = UInt64(text) {
        return [seed]
    }
    return (1..<UInt64(count)) + [UInt64.random(in: 1_000...UInt64.max)]
}
