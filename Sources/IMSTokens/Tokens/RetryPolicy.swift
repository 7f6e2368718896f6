// SPDX-License-Identifier: Apache-2.0

/// How often, and after what time, a question is put again. Only where a repeat can help: when the server is asked too
/// often, has a problem of its own, or cannot be reached.
package struct RetryPolicy: Sendable {
    /// The pauses before the second request, the third, and so on; where they end, so do the repeats.
    package var pauses: [Duration]
    /// A server that asks for a longer pause than this (`Retry-After`) is not waited for.
    package var longestPause: Duration

    /// Two repeats, and at most half a minute of patience with each.
    package static let standard = RetryPolicy(
        pauses: [.milliseconds(500), .seconds(2)], longestPause: .seconds(30))

    /// A policy.
    package init(pauses: [Duration], longestPause: Duration) {
        self.pauses = pauses
        self.longestPause = longestPause
    }
}
