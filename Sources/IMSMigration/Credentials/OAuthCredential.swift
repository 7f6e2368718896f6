// SPDX-License-Identifier: Apache-2.0

/// An OAuth Server-to-Server credential as Adobe Developer Console lets people download it.
package struct OAuthCredential: Sendable, Equatable {
    /// Client id.
    package var clientID: String
    /// The client secrets in the order of the download: one, while they are being exchanged two, or none.
    package var secrets: [Secret]
    /// Technical account, by its id and its e-mail address.
    package var technicalAccounts: [String]
    /// Scopes, each once.
    package var scopes: [String]
    /// Organisation, `…@AdobeOrg`; nil where the download does not name it.
    package var orgID: String?
    /// What people called it in the Console.
    package var name: String?
    /// The metascopes of its JWT half, where it is one that is being migrated.
    package var metascopes: [String]
    /// Names and codes of the services of its workspace.
    package var services: [String]
    /// The downloads that it was in.
    package var origins: [String]

    /// How people find it: client id, name and download. No secret.
    package var label: String {
        let quoted = name.map { " \"\($0)\"" } ?? ""
        return "\(clientID)\(quoted) in \(origins.joined(separator: ", "))"
    }
}

extension OAuthCredential {
    /// The credentials with each credential that several downloads hold as one; where downloads disagree about it, all
    /// that they say stays, because it cannot be told which one is right.
    package static func merged(_ credentials: [OAuthCredential]) -> [OAuthCredential] {
        var merged: [OAuthCredential] = []
        for credential in credentials {
            if let same = merged.firstIndex(where: { $0.agrees(with: credential) }) {
                merged[same].absorb(credential)
            } else {
                merged.append(credential)
            }
        }
        return merged
    }

    private func agrees(with other: OAuthCredential) -> Bool {
        clientID == other.clientID && secrets == other.secrets && Set(scopes) == Set(other.scopes)
            && (orgID == nil || other.orgID == nil || orgID == other.orgID)
    }

    private mutating func absorb(_ other: OAuthCredential) {
        orgID = orgID ?? other.orgID
        name = name ?? other.name
        func add(_ texts: [String], to list: WritableKeyPath<OAuthCredential, [String]>) {
            for text in texts where !self[keyPath: list].contains(text) { self[keyPath: list].append(text) }
        }
        add(other.technicalAccounts, to: \.technicalAccounts)
        add(other.metascopes, to: \.metascopes)
        add(other.services, to: \.services)
        add(other.origins, to: \.origins)
    }
}
