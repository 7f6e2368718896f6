// SPDX-License-Identifier: Apache-2.0

import CLibCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The header `Retry-After` (RFC 9110, 10.2.3): a number of seconds, or a date.
enum RetryAfter {
    /// How long it asks to wait; nil where it is neither. A date that has passed means no time.
    ///
    /// - Parameter now: seconds since 1970.
    static func pause(_ value: String, now: Int = time(nil)) -> Duration? {
        var bytes = Array(value.utf8)[...]
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        guard !bytes.isEmpty, bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        if bytes.allSatisfy({ (0x30...0x39).contains($0) }) {
            // More digits than a number can have still mean: very long.
            return .seconds(min(Int(text) ?? .max, longest))
        }
        let date = curl_getdate(text, nil)
        guard date >= 0 else { return nil }
        return .seconds(min(max(0, date - now), longest))
    }

    private static let longest = 1_000_000_000
}
