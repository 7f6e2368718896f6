// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSTokens

@Suite("Retry-After is a number of seconds, or a date")
struct RetryAfterTests {
    /// Tue, 17 Nov 2026 10:00:00 GMT.
    static let now = 1_794_909_600

    @Test(
        "what it says",
        arguments: [
            ("0", Duration.zero), (" 5\r\n", .seconds(5)), ("120", .seconds(120)),
            ("99999999999999999999999", .seconds(1_000_000_000)),
            ("Tue, 17 Nov 2026 10:00:07 GMT", .seconds(7)), ("Tuesday, 17-Nov-26 10:01:00 GMT", .seconds(60)),
            ("Tue Nov 17 10:00:30 2026", .seconds(30)), ("Mon, 16 Nov 2026 10:00:00 GMT", .zero),
        ])
    func pause(_ value: String, _ pause: Duration) {
        #expect(RetryAfter.pause(value, now: Self.now) == pause)
    }

    @Test(
        "what is neither tells nothing", arguments: ["", "   ", "soon", "-5", "1.5", "5 apples", "5\u{7}5"])
    func nothing(_ value: String) { #expect(RetryAfter.pause(value, now: Self.now) == nil) }
}
