// SPDX-License-Identifier: Apache-2.0

import IMSMigration
import IMSTokens
import SystemPackage

/// The user of an AEM as a command line names it.
package struct ConsoleLogin: Sendable {
    private let user: String
    private let password: String
    private let access: SecretAccess

    /// A user by name, or by `env:` or `file:`; a password by `env:` or `file:` alone.
    package init(user: String, password: String, access: SecretAccess) {
        self.user = user
        self.password = password
        self.access = access
    }

    /// The user and the password, looked up. Throws `RunFailure` (65).
    package func resolved() throws(RunFailure) -> CryptoConsole.Login {
        let sources = access.sources(
            folder: FilePath("."), variables: try access.variables(), mappingIsStandardInput: true)
        let name =
            SecretLookup.isReference(user)
            ? try Self.secret(user, of: "--protect-user", sources).revealed() : user
        guard !name.contains(":") else {
            throw RunFailure(.inputUnusable, "--protect-user: a user's name must not hold a colon.")
        }
        let secret = try Self.secret(password, of: "--protect-password", sources)
        return CryptoConsole.Login(user: name) { secret.revealed() }
    }

    private static func secret(
        _ reference: String, of option: String, _ sources: SecretSources
    ) throws(RunFailure) -> Secret {
        do {
            return try SecretLookup.secret(reference, sources: sources)
        } catch {
            throw RunFailure(.inputUnusable, "\(option): \(error).")
        }
    }
}
