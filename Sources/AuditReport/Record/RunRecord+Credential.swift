// SPDX-License-Identifier: Apache-2.0

extension RunRecord {
    /// What an authorization server said of one credential. Neither its secret nor a token.
    package struct Credential: Codable, Sendable, Equatable {
        /// Client id.
        package var clientID: String
        /// Address of the server, as it was asked.
        package var server: String
        /// The scopes that a token was asked for.
        package var scopes: [String]
        /// The rows of the mapping that bring it, counted as a spreadsheet does.
        package var rows: [Int]
        /// `valid`, `invalid-client`, `invalid-scope`, `unauthorized`, `throttled`, `unreachable`, `tls-failed`,
        /// `unexpected-answer` or `not-verifiable`.
        package var status: String
        /// What that means and what to do.
        package var message: String
        /// How many requests were made.
        package var attempts: Int

        /// A credential with what is known of it.
        package init(
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
        package var isValid: Bool { status == "valid" }
    }
}
