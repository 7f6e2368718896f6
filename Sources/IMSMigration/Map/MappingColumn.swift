// SPDX-License-Identifier: Apache-2.0

/// The columns that a mapping CSV may have; the raw values are the names in its header.
public enum MappingColumn: String, Sendable, CaseIterable {
    /// JCR path of the configuration, or a glob.
    case path
    /// API key that the JWT configuration has today.
    case jwtClientID = "jwt_client_id"
    /// Client id of the OAuth credential.
    case clientID = "client_id"
    /// The secret, or where it is to be had.
    case clientSecret = "client_secret"
    /// IMS organisation.
    case orgID = "org_id"
    /// Scopes, separated by commas and/or white space.
    case scopes
    /// Origin of the IMS host.
    case authorizationServer = "authorization_server"
    /// New title.
    case title
    /// New name of the cloud service.
    case cloudService = "cloud_service"
    /// What is to happen, a `MappingAction`.
    case action
    /// For people; not read.
    case note
}

extension MappingColumn: TableColumn {
    /// The columns that every file needs, beside one that says which configuration is meant.
    public static let required: [MappingColumn] = [.clientSecret, .scopes]
    /// The columns that say which configurations are meant.
    public static let alternatives: [MappingColumn] = [.path, .jwtClientID]
    /// What they say.
    public static let purposeOfAlternatives = "which configurations are meant"
}
