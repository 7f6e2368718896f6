// SPDX-License-Identifier: Apache-2.0

/// The times of a record, as formats with rules of their own take them.
enum Timestamp {
    /// Whether `text` is a time in UTC as RFC 3339 writes it: `2025-01-31T09:30:00Z`, with or without a fraction.
    static func isUTC(_ text: String) -> Bool {
        let pattern = Array("0000-00-00T00:00:00".utf8)
        let bytes = Array(text.utf8)
        guard bytes.count > pattern.count, bytes.last == UInt8(ascii: "Z") else { return false }
        let hasShape = zip(bytes, pattern).allSatisfy { byte, shape in
            shape == UInt8(ascii: "0") ? isDigit(byte) : byte == shape
        }
        let fraction = bytes[pattern.count..<(bytes.count - 1)]
        return hasShape
            && (fraction.isEmpty
                || fraction.first == UInt8(ascii: ".") && fraction.count > 1
                    && fraction.dropFirst().allSatisfy(isDigit))
    }

    /// The time without fraction and zone, as JUnit reports have it; nil where `text` is no time in UTC.
    static func withoutZone(_ text: String) -> String? { isUTC(text) ? String(text.prefix(19)) : nil }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
