// SPDX-License-Identifier: Apache-2.0

import ContentDigest

/// One part of a run that is split into several, `K/N`: part `index` of `count`.
///
/// A configuration belongs to the part that the hash of its JCR path names, on every machine and in every version; see
/// ``index(of:count:)``.
package struct Shard: Sendable, Hashable {
    /// The most parts that a run can be split into.
    package static let most = 10_000

    /// Which part, from 1 to ``count``.
    package let index: Int
    /// How many parts there are.
    package let count: Int

    /// Part `index` of `count`; nil where there is no such part.
    package init?(index: Int, count: Int) {
        guard (1...Self.most).contains(count), (1...count).contains(index) else { return nil }
        self.index = index
        self.count = count
    }

    /// The part that a text such as `2/3` names: decimal digits without sign, space or leading zero. Nil for any other.
    package init?(_ text: String) {
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map(Self.number)
        guard numbers.count == 2, let index = numbers[0], let count = numbers[1] else { return nil }
        self.init(index: index, count: count)
    }

    private static func number(_ digits: Substring) -> Int? {
        guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            digits.first != "0"
        else { return nil }
        return Int(digits)
    }

    /// The part that the thing at a JCR path belongs to: of the SHA-256 of the path's UTF-8 bytes the first eight
    /// hexadecimal digits, read as a number, modulo `count`, plus 1.
    ///
    /// In a shell: `echo $(( 0x$(printf %s "$path" | sha256sum | cut -c1-8) % N + 1 ))`.
    package static func index(of path: String, count: Int) -> Int {
        let digits = ContentDigest.sha256(Array(path.utf8)).prefix(8)
        return Int(digits, radix: 16).map { $0 % count + 1 } ?? 1
    }
}
