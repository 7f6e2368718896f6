// SPDX-License-Identifier: Apache-2.0

/// What one answer of a token endpoint means.
struct AnswerReading: Equatable {
    let status: CredentialStatus
    let message: String
    /// Whether asking again can help.
    var isPassing = false
    /// How long the server asks to wait.
    var pause: Duration?
    /// Whether it is the same for every credential, because the server never got to see this one.
    var isOfServer = false

    init(_ status: CredentialStatus, _ message: String, isPassing: Bool = false, pause: Duration? = nil) {
        self.status = status
        self.message = message
        self.isPassing = isPassing
        self.pause = pause
    }

    /// What it means that there is no answer.
    init(_ failure: TransportFailure, to request: TokenRequest, limits: NetworkLimits) {
        let status: CredentialStatus =
            switch failure {
            case .notTrusted, .noTLS: .tlsFailed
            case .tooLarge, .notHTTP: .unexpectedAnswer
            default: .unreachable
            }
        self.init(
            status, failure.words(host: request.server.host, limits: limits), isPassing: failure.isPassing)
        isOfServer = failure.isOfServer
    }

    /// What `answer` says about the credential of `request`. The answer's body is overwritten.
    init(_ answer: HTTPAnswer, to request: TokenRequest) {
        defer { answer.body.wipe() }
        let host = request.server.host
        let pause = answer.retryAfter.flatMap { RetryAfter.pause($0) }
        switch answer.status {
        case 200..<300: self = Self.success(answer, request)
        case 300..<400:
            self.init(
                .unexpectedAnswer,
                "\(host) redirects to another address (HTTP \(answer.status)), which was not followed: the secret would go "
                    + "there too. Give the address of the authorization server itself.")
        case 429:
            self.init(
                .throttled,
                "\(host) was asked too often (HTTP 429). Wait, and run it again with fewer --jobs.",
                isPassing: true, pause: pause)
        case 500...:
            self.init(
                .unexpectedAnswer,
                "\(host) has a problem of its own (HTTP \(answer.status)). Try again later.", isPassing: true,
                pause: pause)
        default: self = Self.refusal(answer, request)
        }
    }

    private static func success(_ answer: HTTPAnswer, _ request: TokenRequest) -> AnswerReading {
        let members = JSONMembers(of: answer.body.bytes, names: ["access_token", "token_type", "error"])
        if let token = members?.raw("access_token"), !token.isEmpty, members?.raw("error") == nil,
            members?.text("token_type")?.lowercased() ?? "bearer" == "bearer"
        {
            return AnswerReading(.valid, "There was a token; it was dropped.")
        }
        if members?.raw("error") != nil { return refusal(answer, request) }
        return AnswerReading(
            .unexpectedAnswer,
            "\(request.server.host) accepted the request, and its answer \(members == nil ? "is no JSON" : "holds no token"). "
                + "Check that the address is that of an authorization server.")
    }

    /// HTTP 400 to 499, or an error whatever the status. The errors are those of RFC 6749, 5.2, as Adobe uses them.
    private static func refusal(_ answer: HTTPAnswer, _ request: TokenRequest) -> AnswerReading {
        let members = JSONMembers(of: answer.body.bytes, names: ["error", "error_description"])
        let description = members?.text("error_description") ?? ""
        switch members?.text("error") {
        case "invalid_client":
            return AnswerReading(.invalidClient, invalidClient(description.lowercased(), request))
        case "invalid_scope":
            return AnswerReading(
                .invalidScope,
                "The credential does not have all of the scopes \(request.scopes.joined(separator: ",")). Copy the scopes "
                    + "that Developer Console shows for it, or add the API that they belong to.")
        case "unauthorized_client", "access_denied":
            return AnswerReading(
                .unauthorized,
                "The credential may not get a token for itself. Check in Developer Console that it is an OAuth "
                    + "Server-to-Server credential, and that its project is enabled and has product profiles."
                    + said(description, request))
        case .some(let error):
            let name = ServerWords.harmless(error, without: request.secret()).map { "the error \"\($0)\"" }
            return AnswerReading(
                .unexpectedAnswer,
                "\(request.server.host) answered with \(name ?? "an error of its own") (HTTP \(answer.status)), which does "
                    + "not tell whether the credential works." + said(description, request))
        case nil where answer.status == 401:
            return AnswerReading(
                .unauthorized,
                "\(request.server.host) does not accept the credential (HTTP 401), and does not say why. Compare client id "
                    + "and secret with Developer Console.")
        case nil:
            return AnswerReading(
                .unexpectedAnswer,
                "\(request.server.host) answered with HTTP \(answer.status) and nothing that tells about the credential. "
                    + "Check that the address is that of an authorization server, and whether a proxy stands between."
            )
        }
    }

    /// Adobe names the parameter that is wrong; where a server names both or none, neither is blamed.
    private static func invalidClient(_ description: String, _ request: TokenRequest) -> String {
        let namesSecret = ["client_secret", "client secret"].contains(where: description.contains)
        let namesClient = ["client_id", "client id", "clientid", "unknown client", "not found", "no client"]
            .contains(where: description.contains)
        return switch (namesClient, namesSecret) {
        case (false, true):
            "The client id is known, and the client secret is wrong. Copy the secret from Developer Console again, or make "
                + "a new one there."
        case (true, false):
            "The client id is not known. Compare it with Developer Console, and check whether \(request.server.host) is the "
                + "right server."
        default:
            "The client id or the client secret is wrong; the server does not say which. Compare both with Developer "
                + "Console."
        }
    }

    private static func said(_ description: String, _ request: TokenRequest) -> String {
        ServerWords.harmless(description, without: request.secret()).map { " It says: \($0)." } ?? ""
    }
}
