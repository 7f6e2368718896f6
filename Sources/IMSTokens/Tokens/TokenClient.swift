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
                return TokenVerdict(.throttled, patienceEnds(request, remaining), attempts: attempts)
            }
            if remaining > .zero { wait(remaining) }
            guard !isCancelled() else {
                return TokenVerdict(.unreachable, "Interrupted.", attempts: attempts)
            }
            let reading = ask(request)
            attempts += 1
            guard reading.isPassing, attempts <= retries.pauses.count else {
                return TokenVerdict(reading.status, reading.message, attempts: attempts)
            }
            if let pause = reading.pause {
                guard pause <= retries.longestPause else {
                    gates.close(request.server, for: pause)
                    let message =
                        reading.status == .throttled ? patienceEnds(request, pause) : reading.message
                    return TokenVerdict(reading.status, message, attempts: attempts)
                }
                gates.close(request.server, for: pause)
            } else if reading.status == .throttled {
                gates.close(request.server, for: retries.pauses[attempts - 1])
            } else {
                wait(retries.pauses[attempts - 1])
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

    private func patienceEnds(_ request: TokenRequest, _ pause: Duration) -> String {
        "\(request.server.host) asks to be left alone for \(pause.words), and no more than "
            + "\(retries.longestPause.words) are waited. Run it again then, with fewer --jobs."
    }
}
