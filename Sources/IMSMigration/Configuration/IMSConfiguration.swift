// SPDX-License-Identifier: Apache-2.0

/// Which credential kind a configuration uses.
public enum Classification: String, Sendable, Codable, CaseIterable {
    /// Service Account (JWT), which Adobe has ended.
    case jwt
    /// OAuth Server-to-Server.
    case oauth
    /// Evidence of both kinds, or of neither: for a person to decide.
    case ambiguous
}

/// One observation that a classification rests on.
public struct Evidence: Sendable, Equatable {
    /// What an observation speaks for.
    public enum Kind: String, Sendable, Codable {
        /// That the node is an Adobe IMS configuration at all.
        case configuration
        /// That it uses JWT.
        case jwt
        /// That it uses OAuth.
        case oauth
    }

    /// The property that was seen.
    public var property: String
    /// Why it counts, for people.
    public var reason: String
    /// What it speaks for.
    public var kind: Kind
}

/// One Adobe IMS integration as it is stored in a repository.
public struct IMSConfiguration: Sendable {
    /// JCR path by which people name it: the page's where it is held in a page's `jcr:content`.
    public var path: String
    /// JCR path of the node that holds the properties.
    public var node: String
    /// Line of the node's start tag, counted from 1.
    public var line: Int
    /// The storage form, as the profile names it.
    public var storage: String
    /// Title shown in AEM's console.
    public var title: String?
    /// The Adobe solution, for instance `Adobe Target`.
    public var cloudService: String?
    /// Client id (API key) that the configuration has today.
    public var clientID: String?
    /// Organisation (`…@AdobeOrg`): the property's, else the `iss` claim of the JWT payload.
    public var orgID: String?
    /// Technical account: the `sub` claim of the JWT payload, else the property's.
    public var technicalAccount: String?
    /// The credential kind the evidence shows.
    public var classification: Classification
    /// Why: first what tells the kind, then what makes it a configuration.
    public var evidence: [Evidence]
    /// What of the JWT payload may be known, where there is one that can be read.
    public var claims: JWTClaims?
    /// The properties of `node`; of a pair those of both, and where it has several companions those of the first.
    public var properties: PropertyNode
    /// The nodes of its companions, each with what belongs to the configuration.
    package var companions: [PropertyNode] = []
    /// Names by which others refer to it, beside the last of its path.
    package var aliases: [String] = []
    /// Why it is not a whole pair, where it should be one.
    package var pairProblem: String?
    /// What shows that Adobe has made it and looks after it, so that nobody is to migrate it by hand.
    public var provisioned: String?
    /// What a person should know about how it is stored.
    public var remarks: [Finding] = []

    /// Whether Adobe is going to migrate it.
    package var isLeftToAdobe: Bool { provisioned != nil && classification != .oauth }
}
