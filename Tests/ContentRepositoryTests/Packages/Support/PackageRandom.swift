// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Random numbers that a seed brings back (SplitMix64).
struct PackageRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The seeds to test with: some new ones, or the one in `IMS_TEST_SEED`. A failing test shows its seed.
    static func seeds(_ count: Int) -> [UInt64] {
        if let given = ProcessInfo.processInfo.environment["IMS_TEST_SEED"], let seed = UInt64(given) {
            return [seed]
        }
        return (0..<count).map { _ in UInt64.random(in: .min ... .max) }
    }
}
