// SPDX-License-Identifier: Apache-2.0

extension CredentialValues {
    /// What the row gives, else what the configuration tells.
    init(
        row: MappingRow, credential: MappedCredential, secret: Secret, configuration: IMSConfiguration,
        server: String?
    ) {
        self.init(
            given: row.optionalFields, clientID: credential.clientID, orgID: credential.orgID,
            scopes: credential.scopes, secret: secret, configuration: configuration, server: server)
    }

    /// `given` are the optional fields that the row of the mapping brings; without a row, none.
    init(
        given: [Profile.Field: String], clientID: String?, orgID: String?, scopes: [String], secret: Secret?,
        configuration: IMSConfiguration, server: String?
    ) {
        var texts = given
        texts[.clientID] = clientID ?? configuration.ownClientID
        texts[.orgID] = orgID ?? configuration.ownOrg
        texts[.scopes] = scopes.isEmpty ? nil : scopes.joined(separator: ",")
        texts[.technicalAccount] = configuration.technicalAccount
        fields = texts.mapValues { .text($0) }
        fields[.clientSecret] = secret.map { .secret($0) }
        texts[.authorizationServer] = server
        texts[.title] = texts[.title] ?? configuration.title
        texts[.cloudService] = texts[.cloudService] ?? configuration.cloudService
        self.texts = texts
        self.scopes = scopes
    }
}

extension MappingRow {
    /// The optional fields that the row brings.
    var optionalFields: [Profile.Field: String] {
        [.authorizationServer: authorizationServer, .title: title, .cloudService: cloudService]
            .compactMapValues(\.self)
    }
}

extension IMSConfiguration {
    /// The organization that a row without one keeps: that of the JWT payload, else the one of a property of its own. An
    /// OSGi configuration can have a placeholder there, which AEM replaces.
    var ownOrg: String? {
        [claims?.issuer, orgID].lazy.compactMap(\.self).first { org in
            if CellForm.problem(ofOrg: org) == nil { return true }
            let name = org.hasSuffix("@AdobeOrg") ? String(org.dropLast("@AdobeOrg".count)) : org
            return properties.factory != nil && SecretCell.isPlaceholder(name)
        }
    }

    /// The client ID that a row without one keeps.
    package var ownClientID: String? { clientID.flatMap { CellForm.isWhole($0) ? $0 : nil } }
}
