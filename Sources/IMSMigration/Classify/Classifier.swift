// SPDX-License-Identifier: Apache-2.0

/// Tells whether a node is an Adobe IMS configuration, and of which kind, by the evidence that a profile names.
public enum Classifier {
    /// The configuration that `node` holds, or nil where nothing says that it is one.
    ///
    /// A page's `jcr:content` gives its configuration the page's path (`IMSConfiguration.path`).
    public static func configuration(in node: PropertyNode, line: Int, profile: Profile) -> IMSConfiguration?
    {
        guard profile.recognise.contains(where: { $0.when.matchedProperties(in: node) != nil }) else {
            return nil
        }
        return read(node, line: line, profile: profile)
    }

    /// What `node` would be as a configuration, whether or not anything says that it is one.
    static func read(_ node: PropertyNode, line: Int, profile: Profile) -> IMSConfiguration {
        let recognition = evidence(of: profile.recognise, kind: .configuration, in: node)
        let jwt = evidence(of: profile.jwt, kind: .jwt, in: node)
        let oauth = evidence(of: profile.oauth, kind: .oauth, in: node)
        let classification: Classification
        switch (jwt.isEmpty, oauth.isEmpty) {
        case (false, true): classification = .jwt
        case (true, false): classification = .oauth
        default: classification = .ambiguous
        }
        let claims = profile.value(of: .claims, in: node).flatMap { JWTClaims($0) }
        func text(_ field: Profile.Field) -> String? {
            profile.fields[field]?.lazy.compactMap { node[$0]?.text }.first { !$0.isEmpty }
        }
        let clientID = classification == .oauth ? text(.clientID) : text(.jwtClientID)
        let page = PathPattern.withoutContent(node.path)
        var configuration = IMSConfiguration(
            path: page.isEmpty ? node.path : page, node: node.path, line: line, storage: profile.storage,
            title: text(.title), cloudService: text(.cloudService), clientID: clientID ?? claims?.clientID,
            orgID: text(.orgID) ?? claims?.issuer,
            technicalAccount: claims?.subject ?? text(.technicalAccount), classification: classification,
            evidence: jwt + oauth + recognition, claims: claims, properties: node)
        configuration.provisioned = profile.provisioned.first { $0.when.holds(in: node) }?.reason
        return configuration
    }

    private static func evidence(
        of rules: [Profile.Rule], kind: Evidence.Kind, in node: PropertyNode
    ) -> [Evidence] {
        rules.compactMap { rule in
            guard let property = rule.when.matchedProperties(in: node)?.first else { return nil }
            return Evidence(property: property, reason: rule.reason, kind: kind)
        }
    }
}
