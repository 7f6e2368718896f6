// SPDX-License-Identifier: Apache-2.0

/// Makes a profile for configurations that no built-in profile recognises, from what their values give away.
package struct InventedForm {
    /// The profile, without what a migration does.
    package private(set) var profile: Profile
    /// What the values do not tell.
    package private(set) var questions: [LearningQuestion] = []

    /// Whether a node looks like an Adobe IMS configuration that uses JWT, whatever its properties are called.
    package static func looksLikeJWT(_ node: PropertyNode) -> Bool {
        node.properties.contains { isPayload($0.value) || isAccount($0.value) }
    }

    private static func isPayload(_ value: PropertyNode.Value) -> Bool {
        guard let claims = JWTClaims(value) else { return false }
        return claims.issuer != nil && (claims.subject != nil || claims.audience != nil)
    }

    private static func isAccount(_ value: PropertyNode.Value) -> Bool {
        value.text.hasSuffix("@techacct.adobe.com")
    }

    /// The form of `pairs`. Where their JCR paths are not known, it is asked where such configurations are.
    package init(_ pairs: [LearningPair], knowsPaths: Bool = true) {
        let type = Self.resourceType(pairs)
        let payloads = Self.properties(pairs) { value, _ in Self.isPayload(value) }
        let accounts = Self.properties(pairs) { value, _ in Self.isAccount(value) }
        var fields: [Profile.Field: [String]] = [:]
        fields[.claims] = payloads
        fields[.technicalAccount] = accounts
        fields[.jwtClientID] = Self.properties(pairs) { value, pair in
            let known = [Self.claims(pair)?.clientID, pair.row?.jwtClientID].compactMap(\.self)
            return known.contains(value.text)
        }
        fields[.orgID] = Self.properties(pairs) { value, pair in
            value.text == Self.claims(pair)?.issuer || value.text.hasSuffix("@AdobeOrg")
        }
        fields[.authorizationServer] = Self.properties(pairs) { value, _ in
            CellForm.isAdobe(server: value.text) && !Self.isPayload(value)
        }
        fields[.clientSecret] = Self.properties(pairs) { value, _ in
            ValueDisclosure.looksProtected(value.values)
        }
        fields[.title] = Self.properties(pairs) { _, _ in true }.filter { $0 == "jcr:title" }
        fields[.clientID] = fields[.jwtClientID]

        let evidence =
            payloads.map { Profile.Rule(when: .present(property: $0), reason: "holds a JWT payload") }
            + accounts.map {
                Profile.Rule(
                    when: .contains(property: $0, text: "@techacct.adobe.com"),
                    reason: "technical account of a JWT credential")
            }
        let recognition =
            (type.map {
                [
                    Profile.Rule(
                        when: .equals(property: "sling:resourceType", value: $0),
                        reason: "resource type of these configurations")
                ]
            } ?? []) + evidence
        profile = Profile(
            sha256: "", name: "own", storage: "own", documents: .docview, paths: Self.paths(pairs),
            markers: payloads + accounts + ["adobelogin.com"], recognise: recognition, jwt: evidence,
            oauth: [],
            fields: fields.filter { !$0.value.isEmpty }, companion: nil,
            referencedBy: ["imsConfig", "imsConfigId", "imsConfiguration", "imsConfigurationId"],
            otherHolders: [], provisioned: [], shown: [],
            created: nil, migrated: [])
        if !knowsPaths, let usual = try? PathPattern(Self.usualPlace) {
            profile.paths = [usual]
            questions.append(
                LearningQuestion(
                    property: "paths", place: "paths",
                    text: "The examples do not tell where in the repository such configurations are; "
                        + "\(Self.usualPlace) is a guess.", options: []))
        }
        if recognition.isEmpty {
            questions.append(
                LearningQuestion(
                    property: "recognise", place: "recognise",
                    text:
                        "Nothing tells these configurations from other nodes: no resource type, no JWT payload and "
                        + "no technical account.", options: []))
        }
    }

    /// The properties for which the test holds in every pair that has them, and in one at least.
    private static func properties(
        _ pairs: [LearningPair], where test: (PropertyNode.Value, LearningPair) -> Bool
    ) -> [String] {
        let names = Set(pairs.flatMap { $0.before.properties.map(\.name) })
        return names.filter { name in
            !VolatileProperties.contain(name)
                && pairs.allSatisfy { pair in pair.before[name].map { test($0, pair) } ?? true }
        }.sorted()
    }

    private static func claims(_ pair: LearningPair) -> JWTClaims? {
        pair.before.properties.lazy.filter { isPayload($0.value) }.compactMap { JWTClaims($0.value) }.first
    }

    /// The resource type that all of them have, before and after.
    private static func resourceType(_ pairs: [LearningPair]) -> String? {
        let types = Set(
            pairs.flatMap { [$0.before, $0.after] }.map { $0["sling:resourceType"]?.text ?? "" })
        return types.count == 1 ? types.first.flatMap { $0.isEmpty ? nil : $0 } : nil
    }

    private static let usualPlace = "/conf/**/settings/cloudconfigs/*/**"

    /// Below the folders of cloud configurations where they are there; else beside those that were seen.
    private static func paths(_ pairs: [LearningPair]) -> [PathPattern] {
        let patterns = Set(
            pairs.map { pair -> String in
                let names = PathPattern.withoutContent(pair.before.path).split(separator: "/").map(
                    String.init)
                if names.first == "conf", let place = names.firstIndex(of: "cloudconfigs"), place > 0,
                    names[place - 1] == "settings", place + 1 < names.count
                {
                    return usualPlace
                }
                return "/" + (names.dropLast() + ["*"]).joined(separator: "/")
            })
        return patterns.sorted().compactMap { try? PathPattern($0) }
    }
}
