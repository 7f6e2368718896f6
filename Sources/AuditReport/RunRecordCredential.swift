// SPDX-License-Identifier: Apache-2.0

extension RunRecord {
    /// What an authorization server said of one credential. Neither its secret nor a token.
    public struct Credential: Codable, Sendable, Equatable {
        /// Client id.
        public var clientID: String
        /// Address of the server, as it was asked.
        public var server: String
        /// The scopes that a token was asked for.
        public var scopes: [String]
        /// The rows of the mapping that bring it, counted as a spreadsheet does.
        public var rows: [Int]
        /// `valid`, `invalid-client`, `invalid-scope`, `unauthorized`, `throttled`, `unreachable`, `tls-failed` or
        /// `unexpected-answer`.
        public var status: String
        /// What that means and what to do.
        public var message: String
        /// How many requests were made.
        public var attempts: Int

        /// A credential with what is known of it.
        public init(
            clientID: String, server: String, scopes: [String], rows: [Int], status: String, message: String,
            attempts: Int
        ) {
            self.clientID = clientID
            self.server = server
            self.scopes = scopes
            self.rows = rows
            self.status = status
            self.message = message
            self.attempts = attempts
        }

        /// The rows as people list them.
        var rowList: String { rows.map(String.init).joined(separator: ", ") }

        /// Whether there was a token.
        public var isValid: Bool { status == "valid" }
    }
}
