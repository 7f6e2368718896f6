// SPDX-License-Identifier: Apache-2.0

/// The bytes of a fuzzer, taken apart: a file to read, and decisions about what to do with it.
///
/// The file ends at the first byte 0xFF, which no UTF-8 text holds; what follows makes the decisions. Where there is no
/// such byte, decisions come from the file itself by a generator, so that ordinary files do as a corpus.
struct FuzzInput {
    /// The file.
    let file: [UInt8]
    /// What decides.
    var choices: Choices

    init(_ bytes: [UInt8]) {
        let end = bytes.firstIndex(of: 0xFF) ?? bytes.count
        file = Array(bytes[..<end])
        choices = Choices(bytes: bytes[end...].dropFirst(), fallback: file)
    }
}

/// A row of decisions that the same bytes always make the same way.
struct Choices {
    private var bytes: ArraySlice<UInt8>
    /// SplitMix64, for when the bytes are used up.
    private var state: UInt64

    init(bytes: ArraySlice<UInt8>, fallback: [UInt8]) {
        self.bytes = bytes
        // FNV-1a.
        state = fallback.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    /// A number from 0 to one less than `bound`, which must be positive. Up to 65,536 of a `bound` can be reached.
    mutating func number(below bound: Int) -> Int {
        var value = Int(byte())
        if bound > 256 { value = value << 8 | Int(byte()) }
        return value % bound
    }

    /// One of the elements of a list that is not empty.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[number(below: list.count)] }

    /// A text of up to 40 bytes; what is no UTF-8 in it becomes U+FFFD.
    mutating func text() -> String {
        let length = number(below: 41)
        return String(decoding: (0..<length).map { _ in byte() }, as: UTF8.self)
    }

    private mutating func byte() -> UInt8 {
        if let byte = bytes.popFirst() { return byte }
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return UInt8(truncatingIfNeeded: mixed ^ (mixed >> 31))
    }
}
