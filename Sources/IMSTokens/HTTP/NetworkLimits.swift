// SPDX-License-Identifier: Apache-2.0

/// How long a request may take, and how much may be answered.
package struct NetworkLimits: Sendable {
    /// Until there is a connection, the proxy's and TLS included.
    package var connecting: Duration
    /// Until the whole answer is there.
    package var whole: Duration
    /// The largest answer, in bytes. A token is some kilobytes.
    package var answer = 256 << 10
    /// The largest sum of all headers of an answer, in bytes.
    package var headers = 64 << 10

    /// Ten seconds for the connection, and fifteen for everything.
    package static let standard = NetworkLimits(whole: .seconds(15))

    /// `whole` for everything, and at most ten seconds of it for the connection.
    package init(whole: Duration) {
        self.whole = whole
        connecting = min(whole, .seconds(10))
    }
}

extension Duration {
    /// At least one, so that no limit means no time.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(clamping: seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }

    /// As people say it, rounded up: `0.5 seconds`, `30 seconds`, `2 minutes`, `24 hours`.
    var words: String {
        let tenths = (wholeMilliseconds + 99) / 100
        if tenths < 1200 {
            if tenths == 10 { return "1 second" }
            return tenths % 10 == 0 ? "\(tenths / 10) seconds" : "\(tenths / 10).\(tenths % 10) seconds"
        }
        let minutes = (tenths + 599) / 600
        return minutes < 120 ? "\(minutes) minutes" : "\((minutes + 59) / 60) hours"
    }
}
