// SPDX-License-Identifier: Apache-2.0

import IMSMigration
import IMSTokens

/// Has the target AEM encrypt the secrets of a mapping, so that none lands in a file in clear.
package struct SecretProtection: Sendable {
    private let console: any SecretProtecting

    /// Secrets are encrypted by `console`.
    package init(console: any SecretProtecting) { self.console = console }

    /// The mapping with every secret in its protected form, each distinct one encrypted once; what is encrypted already
    /// stays as it is. Throws `RunFailure` (74).
    func protecting(_ mapping: Mapping) throws(RunFailure) -> Mapping {
        var known: [Secret: Secret] = [:]
        var rows: [MappingRow] = []
        for row in mapping.rows {
            guard let mapped = row.credential?.secret, let secret = mapped.value, !secret.isEncrypted,
                !secret.isPlaceholder
            else {
                rows.append(row)
                continue
            }
            if known[secret] == nil { known[secret] = try protected(secret) }
            guard let protected = known[secret] else { continue }
            rows.append(
                row.with(.resolved(protected, from: .protected(fromPlaintext: mapped.source == .plaintext))))
        }
        return Mapping(rows: rows)
    }

    private func protected(_ secret: Secret) throws(RunFailure) -> Secret {
        let answer: Secret
        do {
            answer = Secret(try console.protect { secret.revealed() })
        } catch {
            try Interruption.check()
            throw RunFailure(.inputOutput, "Nothing was written: the secrets were not encrypted. \(error)")
        }
        guard answer.isEncrypted, answer != secret else {
            throw RunFailure(
                .inputOutput,
                "Nothing was written: the AEM didn't answer with an encrypted value, 64 or more hexadecimal digits in "
                    + "braces. Check the address of the instance.")
        }
        return answer
    }
}

extension MappingRow {
    /// The same row with another secret.
    fileprivate func with(_ secret: MappedSecret) -> MappingRow {
        MappingRow(
            row: row, path: path, jwtClientID: jwtClientID, action: action,
            credential: credential.map {
                MappedCredential(clientID: $0.clientID, secret: secret, orgID: $0.orgID, scopes: $0.scopes)
            }, title: title, cloudService: cloudService, authorizationServer: authorizationServer)
    }
}
