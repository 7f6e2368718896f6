// SPDX-License-Identifier: Apache-2.0

/// What a person decided: which configuration gets which OAuth Server-to-Server credential.
public struct Mapping: Sendable, Equatable {
    /// The rows in the order of the file, without its header.
    public let rows: [MappingRow]

    /// - Parameter rows: in the order of the file.
    package init(rows: [MappingRow]) {
        self.rows = rows
    }
}

/// What is to happen with the configurations that a row means.
public enum MappingAction: String, Sendable, CaseIterable {
    /// A JWT configuration becomes one that uses OAuth; the action of a row that names none.
    case migrate
    /// A configuration is made where none is yet.
    case create
    /// The configuration stays as it is.
    case skip
}

/// One row of a mapping, read and checked.
public struct MappingRow: Sendable, Equatable {
    /// The row as a spreadsheet counts it; the first row below the header is 2.
    public let row: Int
    /// Which configurations are meant, by path. Nil only where `jwtClientID` is set.
    public let path: PathPattern?
    /// Which configurations are meant, by today's API key. Where both are set, both must match.
    public let jwtClientID: String?
    /// What is to happen.
    public let action: MappingAction
    /// The new credential; nil where, and only where, the action is `skip`.
    public let credential: MappedCredential?
    /// The new title; nil keeps the one there is.
    public let title: String?
    /// The new name of the cloud service; nil keeps the one there is.
    public let cloudService: String?
    /// The new authorization server; nil keeps the one there is.
    public let authorizationServer: String?

    /// Keeps what it is given; the checks are the reader's.
    package init(
        row: Int, path: PathPattern?, jwtClientID: String?, action: MappingAction,
        credential: MappedCredential?, title: String? = nil, cloudService: String? = nil,
        authorizationServer: String? = nil
    ) {
        self.row = row
        self.path = path
        self.jwtClientID = jwtClientID
        self.action = action
        self.credential = credential
        self.title = title
        self.cloudService = cloudService
        self.authorizationServer = authorizationServer
    }
}

/// The OAuth credential of a row.
public struct MappedCredential: Sendable, Equatable {
    /// Nil keeps the client id of the JWT configuration. Never nil in a row that creates.
    public let clientID: String?
    /// The secret, or what is known of it.
    package let secret: MappedSecret
    /// Nil stands for the `iss` claim of the JWT. Never nil in a row that creates.
    public let orgID: String?
    /// At least one, in the order of the file.
    public let scopes: [String]

    /// Keeps what it is given; the checks are the reader's.
    package init(clientID: String?, secret: MappedSecret, orgID: String?, scopes: [String]) {
        self.clientID = clientID
        self.secret = secret
        self.orgID = orgID
        self.scopes = scopes
    }
}
