// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Random numbers that a seed brings back (SplitMix64).
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

    /// The seeds to test with: some new ones, or the one in `IMS_TEST_SEED`. A failing test shows its seed.
    static let seeds: [UInt64] = {
        if let given = getenv("IMS_TEST_SEED"), let seed = UInt64(String(cString: given)) { return [seed] }
        return (0..<10).map { _ in UInt64.random(in: .min ... .max) }
    }()
}
