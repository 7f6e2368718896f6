// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Random numbers that a seed brings back (SplitMix64).
public struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    /// Equal seeds give equal numbers.
    public init(seed: UInt64) { state = seed }

    /// The seeds of a random test: the one of the environment variable `IMS_TEST_SEED`, else fixed ones and a fresh one at
    /// the end. A failing case shows its seed where that is the test's argument.
    public static func seeds(_ count: Int) -> [UInt64] {
        given.map { [$0] } ?? ((1..<UInt64(count)) + [fresh()])
    }

    /// One seed: that of `IMS_TEST_SEED`, else a fresh one. For a test that shows it with what fails.
    public static func seed() -> UInt64 { given ?? fresh() }

    private static var given: UInt64? {
        ProcessInfo.processInfo.environment["IMS_TEST_SEED"].flatMap(UInt64.init)
    }

    private static func fresh() -> UInt64 { .random(in: 1_000...UInt64.max) }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True so many times in a hundred.
    public mutating func chance(percent: Int) -> Bool { number(0...99) < percent }

    /// True once in so many times.
    public mutating func chance(oneIn times: Int) -> Bool { number(1...times) == 1 }

    /// One of the elements of a list that is not empty.
    public mutating func pick<Element>(_ list: [Element]) -> Element { list[number(0...(list.count - 1))] }

    /// Up to so many of the pieces in a row.
    public mutating func text(of pieces: [String], longest: Int) -> String {
        (0..<number(0...longest)).map { _ in pick(pieces) }.joined()
    }

    /// A number from a range.
    public mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}
