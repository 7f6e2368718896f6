// SPDX-License-Identifier: Apache-2.0

/// Asks authorization servers for tokens, and drops them.
public struct TokenClient: TokenAsking {
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
    public init(
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
    public func verdict(on request: TokenRequest) -> TokenVerdict {
        var attempts = 0
        while true {
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
            if reading.status == .throttled, let pause = reading.pause, pause > retries.longestPause {
                gates.refuse(request.server, for: pause)
                return TokenVerdict(.throttled, endOfPatience(request, pause), attempts: attempts)
            }
            gates.accept(request.server)
            let pause =
                reading.pause ?? (attempts <= retries.pauses.count ? retries.pauses[attempts - 1] : .zero)
            guard reading.isPassing, attempts <= retries.pauses.count, pause <= retries.longestPause else {
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
            let status: CredentialStatus =
                switch error {
                case .notTrusted, .noTLS: .tlsFailed
                case .tooLarge, .notHTTP: .unexpectedAnswer
                default: .unreachable
                }
            return AnswerReading(
                status, error.words(host: request.server.host, limits: limits), isPassing: error.isPassing)
        }
    }

    private func endOfPatience(_ request: TokenRequest, _ pause: Duration) -> String {
        "\(request.server.host) asks to be left alone for \(pause.words), and nobody waits longer "
            + "than \(retries.longestPause.words) here. Run it again then, with fewer --jobs."
    }
}
