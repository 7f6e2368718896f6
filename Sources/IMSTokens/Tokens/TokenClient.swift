// SPDX-License-Identifier: Apache-2.0

/// Asks authorization servers for tokens, and drops them.
package struct TokenClient: TokenAsking {
    private static let path = "/ims/token/v3"

    private let limits: NetworkLimits
    private let retries: RetryPolicy
    private let isCancelled: @Sendable () -> Bool
    private let wait: @Sendable (Duration) -> Void
    private let gates = ServerGates()

    /// A client.
    ///
    /// - Parameters:
    ///   - isCancelled: whether the run was asked to stop; then requests and pauses end soon.
    ///   - wait: lets so much time pass; for tests.
    package init(
        limits: NetworkLimits = .standard, retries: RetryPolicy = .standard,
        isCancelled: @escaping @Sendable () -> Bool = { false },
        wait: (@Sendable (Duration) -> Void)? = nil
    ) {
        self.limits = limits
        self.retries = retries
        self.isCancelled = isCancelled
        self.wait = wait ?? { Patience.wait($0, isCancelled: isCancelled) }
    }

    /// Asks for a token with the credential, again where that can help. The token is overwritten at once.
    package func verdict(on request: TokenRequest) -> TokenVerdict {
        var attempts = 0
        while true {
            if let loss = gates.loss(of: request.server) {
                return TokenVerdict(
                    loss.status, "Not asked, because several others failed before: \(loss.message)",
                    attempts: attempts)
            }
            let remaining = gates.remaining(of: request.server)
            if remaining > retries.longestPause {
                return TokenVerdict(.throttled, endOfPatience(request, remaining), attempts: attempts)
            }
            if remaining > .zero { wait(remaining) }
            guard !isCancelled() else {
                return TokenVerdict(.unreachable, "Interrupted.", attempts: attempts)
            }
            let reading = ask(request)
            attempts += 1
            let canRepeat = reading.isPassing && attempts <= retries.pauses.count
            let pause = reading.pause ?? (canRepeat ? retries.pauses[attempts - 1] : .zero)
            if reading.status == .throttled, pause > retries.longestPause {
                gates.refuse(request.server, for: pause)
                return TokenVerdict(.throttled, endOfPatience(request, pause), attempts: attempts)
            }
            if !reading.isOfServer { gates.accept(request.server) }
            guard canRepeat, pause <= retries.longestPause else {
                if reading.isOfServer { gates.lose(request.server, reading) }
                return TokenVerdict(reading.status, reading.message, attempts: attempts)
            }
            // What a server asks for is for everybody.
            if reading.status == .throttled || reading.pause != nil {
                gates.close(request.server, for: pause)
            } else {
                wait(pause)
            }
        }
    }

    private func ask(_ request: TokenRequest) -> AnswerReading {
        let body = FormBody.encoded([
            "grant_type": "client_credentials", "client_id": request.clientID,
            "client_secret": request.secret(), "scope": request.scopes.joined(separator: ","),
        ])
        defer { body.wipe() }
        do {
            let answer = try HTTPPost(
                url: request.server.with(path: Self.path), isLoopback: request.server.isLoopback, body: body,
                limits: limits, isCancelled: isCancelled
            ).send()
            return AnswerReading(answer, to: request)
        } catch {
            return AnswerReading(error, to: request, limits: limits)
        }
    }

    private func endOfPatience(_ request: TokenRequest, _ pause: Duration) -> String {
        "\(request.server.host) asks to be left alone for \(pause.words), and nobody waits longer "
            + "than \(retries.longestPause.words) here. Run it again then, with fewer --jobs."
    }
}
