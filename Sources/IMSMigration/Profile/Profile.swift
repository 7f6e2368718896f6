// SPDX-License-Identifier: Apache-2.0

/// How one storage form is recognised, what tells JWT from OAuth in it, which property holds which field, and what
/// a migrated configuration looks like. Data: no rule about property names stands in Swift code.
public struct Profile: Sendable, Equatable {
    /// A condition together with the words for the evidence it gives.
    package struct Rule: Sendable, Equatable {
        /// What must hold for a node.
        package var when: Condition
        /// Why that counts, for people.
        package var reason: String
    }

    /// A piece of information that a configuration holds in some property.
    package enum Field: String, Sendable, CaseIterable {
        /// Client id of the OAuth credential; the API key where it is still JWT.
        case clientID
        /// Client id while the configuration is JWT (its API key).
        case jwtClientID
        /// Client secret; its values are never shown.
        case clientSecret
        /// Organisation, `…@AdobeOrg`.
        case orgID
        /// OAuth scopes, comma-joined.
        case scopes
        /// Authorization server, `https://…`.
        case authorizationServer
        /// Title for people.
        case title
        /// Name of the Adobe solution.
        case cloudService
        /// Technical account of the JWT credential, `…@techacct.adobe.com`.
        case technicalAccount
        /// JWT payload, a JSON object as one string or its members as an array; of it only some claims are ever shown.
        case claims
        /// Alias of the key pair that signs the JWT, in a key store of AEM.
        case keyAlias
        /// A name by which others refer to the configuration.
        case name
    }

    /// What kind of document holds configurations of a form.
    package enum Documents: String, Sendable, CaseIterable {
        /// Nodes of FileVault's document view.
        case docview
        /// OSGi configurations, in any of their spellings.
        case osgi
    }

    /// A second OSGi configuration that belongs to each configuration of a form.
    package struct Companion: Sendable, Equatable {
        /// PID of its factory.
        package var factory: String
        /// The two belong together where the configuration's `property` has the value of the companion's
        /// `companionProperty`.
        package var property: String, companionProperty: String
        /// The properties that are in the companion.
        package var properties: [String]
    }

    /// SHA-256 of the JSON that the profile was read from, in hexadecimal.
    public var sha256: String
    /// Name of the profile, for messages.
    public var name: String
    /// The storage form it is for: `cloudconfig`, `osgi`, `smarttags`, or one of the user's own.
    public var storage: String
    /// What kind of document holds such configurations.
    package var documents: Documents
    /// Globs of the JCR paths below which such configurations live.
    package var paths: [PathPattern]
    /// Byte strings of which a file that holds such a configuration contains at least one. They decide how serious
    /// it is that a file cannot be parsed; never whether a node is a configuration.
    package var markers: [String]
    /// What makes a node a configuration: any one rule does.
    package var recognise: [Rule]
    /// What speaks for JWT.
    package var jwt: [Rule]
    /// What speaks for OAuth.
    package var oauth: [Rule]
    /// The properties that may hold a field, the preferred one first.
    package var fields: [Field: [String]]
    /// What belongs to each configuration; nil where it is all in one node.
    package var companion: Companion?
    /// The properties by which other nodes refer to a configuration.
    package var referencedBy: [String]
    /// What may be an OSGi configuration of this form, although its file doesn't decide it. Such an instance is never passed
    /// over without a finding.
    package var suspected: [Rule] = []
    /// What holds a JWT credential and is no configuration of this form: reported, and never touched.
    package var otherHolders: [Rule]
    /// What shows that Adobe itself has made a configuration: it is not to be migrated by hand. No built-in profile has such
    /// rules, because what such a configuration looks like is not public.
    package var provisioned: [Rule]
    /// Further properties whose values may be shown: they hold nothing that is anybody's secret.
    package var shown: [String]
    /// What a new configuration looks like; nil where this form has none to be made.
    package var created: NewShape?
    /// What a migration does, in order; every step looks at the configuration as it was.
    package var migrated: [Step]

    /// The first property that holds `field` in `node`, with its value.
    package func value(of field: Field, in node: PropertyNode) -> PropertyNode.Value? {
        for name in fields[field] ?? [] {
            if let value = node[name] { return value }
        }
        return nil
    }

    /// Whether `property` holds the field, in this form.
    package func property(_ property: String, holds field: Field) -> Bool {
        fields[field]?.contains(property) ?? false
    }

    /// The JCR paths above which no configuration of this form can be: the fixed beginnings of `paths`.
    package var subtrees: [String] {
        paths.map { pattern in
            let names = pattern.text.split(separator: "/").prefix { !$0.contains("*") }
            return "/" + (pattern.isExact ? names.dropLast() : names[...]).joined(separator: "/")
        }
    }
}

extension Profile {
    /// The PIDs of all factories that it knows.
    var factories: Set<String> {
        Set(recognise.flatMap(\.when.factories) + (companion.map { [$0.factory] } ?? []))
    }

    /// The names of all properties that it knows.
    package var propertyNames: [String] {
        fields.values.flatMap(\.self) + changedProperties + copiedProperties
            + (recognise + jwt + oauth + suspected + otherHolders).flatMap(\.when.properties)
            + (companion.map { [$0.property, $0.companionProperty] + $0.properties } ?? [])
    }
}
