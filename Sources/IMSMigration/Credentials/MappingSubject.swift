// SPDX-License-Identifier: Apache-2.0

/// A JWT configuration as those see it who make a mapping row for it.
package struct MappingSubject: Sendable {
    /// The configuration.
    package let configuration: IMSConfiguration
    /// Its technical accounts: of the JWT payload and of its own property; at most two, usually one.
    package let technicalAccounts: [String]
    /// The client ids it goes by: its own and that of the JWT's audience; at most two, usually one.
    package let clientIDs: [String]
    /// Authorization server, title and name of the service, where a property of the configuration holds exactly that
    /// text: a row that gives it changes nothing.
    let authorizationServer: String?, title: String?, cloudService: String?

    /// The metascopes of the JWT payload.
    var metascopes: [String] { configuration.claims?.metascopes ?? [] }

    /// The organisation: the `iss` of the payload, else what the configuration says itself.
    var orgID: String? { configuration.claims?.issuer ?? configuration.orgID }

    /// - Parameter profile: the one that the configuration was found with.
    package init(_ configuration: IMSConfiguration, profile: Profile) {
        self.configuration = configuration
        func single(_ field: Profile.Field) -> String? {
            guard let value = profile.value(of: field, in: configuration.properties), !value.isMultiple,
                value.values.count == 1
            else { return nil }
            return value.values[0]
        }
        technicalAccounts = Self.distinct([configuration.claims?.subject, single(.technicalAccount)])
        clientIDs = Self.distinct([configuration.clientID, configuration.claims?.clientID])
        authorizationServer = single(.authorizationServer)
        title = single(.title)
        cloudService = single(.cloudService)
    }

    private static func distinct(_ texts: [String?]) -> [String] {
        texts.compactMap(\.self).reduce(into: []) { list, text in
            if !text.isBlank, !list.contains(text) { list.append(text) }
        }
    }
}
