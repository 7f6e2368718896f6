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
        texts[.clientID] = clientID ?? configuration.clientID
        texts[.orgID] = orgID ?? configuration.claims?.issuer ?? configuration.orgID
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

    /// The authorization server of the row, for a URL that goes on behind it: a slash at its end would be one too many.
    var givenServer: String? {
        authorizationServer.map { String($0.reversed().drop { $0 == "/" }.reversed()) }
    }
}
