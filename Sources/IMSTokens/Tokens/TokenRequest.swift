// SPDX-License-Identifier: Apache-2.0

/// A credential, and the authorization server that is asked whether it works.
package struct TokenRequest: Sendable {
    /// Adobe's production authorization server, which is asked where nothing names another.
    package static let productionServer = "https://ims-na1.adobelogin.com"

    /// The authorization server, without the path of its token endpoint.
    package let server: ServerURL
    /// The client id.
    package let clientID: String
    /// The scopes that a token is asked for.
    package let scopes: [String]
    /// The client secret. A function, so that printing or dumping the request cannot show it.
    let secret: @Sendable () -> String

    /// A question about a credential; `secret` gives its secret whenever a request is made.
    package init(
        server: ServerURL, clientID: String, scopes: [String], secret: @escaping @Sendable () -> String
    ) {
        self.server = server
        self.clientID = clientID
        self.scopes = scopes
        self.secret = secret
    }
}

/// What came of asking. The raw values are those of the run record.
package enum CredentialStatus: String, Sendable, CaseIterable {
    /// There was a token.
    case valid
    /// The client id, or its secret, is wrong.
    case invalidClient = "invalid-client"
    /// A scope is not one of the credential's.
    case invalidScope = "invalid-scope"
    /// The credential is known, and may not get a token like this.
    case unauthorized
    /// The server was asked too often.
    case throttled
    /// There was no answer.
    case unreachable
    /// There was no TLS connection that can be trusted.
    case tlsFailed = "tls-failed"
    /// There was an answer, and none that tells anything about the credential.
    case unexpectedAnswer = "unexpected-answer"
    /// Only an AEM can read the secret or the client ID, so that nobody was asked.
    case notVerifiable = "not-verifiable"
}

/// What is known about a credential after the server was asked.
package struct TokenVerdict: Sendable, Equatable {
    /// In one word.
    package let status: CredentialStatus
    /// In sentences, with what to do. Holds neither the secret nor a token.
    package let message: String
    /// How many requests were made.
    package let attempts: Int

    /// A verdict.
    package init(_ status: CredentialStatus, _ message: String, attempts: Int) {
        self.status = status
        self.message = message
        self.attempts = attempts
    }
}

/// Something that tells whether credentials work. Called from several threads at once.
package protocol TokenAsking: Sendable {
    /// The verdict on one credential.
    func verdict(on request: TokenRequest) -> TokenVerdict
}
