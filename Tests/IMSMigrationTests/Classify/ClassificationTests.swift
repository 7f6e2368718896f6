// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Which kind of credential a configuration uses")
struct ClassificationTests {
    /// Recognised by its resource type, which says nothing about the kind.
    private func classification(_ properties: [(String, String)]) throws -> IMSConfiguration {
        let all = [("sling:resourceType", Sample.resourceType)] + properties
        let node = PropertyNode(
            path: Sample.node, properties: all.map { ($0.0, PropertyNode.Value([$0.1])) })
        return try #require(Classifier.configuration(in: node, line: 1, profile: try Sample.profile()))
    }

    private static let signsOfJWT: [(String, String)] = [
        ("jwtClaims", Sample.payload), ("jwtClaims", ""), ("keypairAlias", "a"), ("techAcctId", "b"),
        ("authenticationType", "jwt"), ("authenticationType", "JWT"),
    ]

    private static let signsOfOAuth: [[(String, String)]] = [
        [("authenticationType", "oauth")], [("authenticationType", "OAuth")],
        [("scope", "openid"), ("orgId", Sample.org)],
    ]

    @Test("each property of JWT is enough", arguments: signsOfJWT)
    func jwt(property: (String, String)) throws {
        let found = try classification([property])
        #expect(found.classification == .jwt)
        #expect(found.evidence(.jwt) == [property.0])
        #expect(found.evidence(.oauth) == [])
    }

    @Test("the type OAuth is enough, and so are scope and org together", arguments: signsOfOAuth)
    func oauth(properties: [(String, String)]) throws {
        let found = try classification(properties)
        #expect(found.classification == .oauth)
        #expect(found.evidence(.oauth) == [properties[0].0])
        #expect(found.evidence(.jwt) == [])
    }

    @Test(
        "any of the one with any of the other is ambiguous: somebody stopped half-way", arguments: signsOfJWT,
        signsOfOAuth)
    func both(jwt: (String, String), oauth: [(String, String)]) throws {
        guard jwt.0 != oauth[0].0 else { return }
        let found = try classification([jwt] + oauth)
        #expect(found.classification == .ambiguous)
        #expect(found.evidence(.jwt) == [jwt.0])
        #expect(found.evidence(.oauth) == [oauth[0].0])
    }

    @Test(
        "neither is ambiguous too, and no guess is made from what is left",
        arguments: [
            [], [("apiKey", "a"), ("clientSecret", "b")], [("scope", "openid")], [("orgId", Sample.org)],
            [("authenticationType", "basic")], [("authenticationType", "")], [("clientId", "a")],
        ] as [[(String, String)]])
    func neither(properties: [(String, String)]) throws {
        let found = try classification(properties)
        #expect(found.classification == .ambiguous)
        #expect(found.evidence.map(\.kind) == [.configuration])
    }

    @Test("an authentication type that is an array counts by any of its values")
    func array() throws {
        let node = PropertyNode(
            path: Sample.node,
            properties: [
                ("sling:resourceType", .init([Sample.resourceType])),
                ("authenticationType", .init(["basic", "oauth"], isMultiple: true)),
            ])
        let found = Classifier.configuration(in: node, line: 1, profile: try Sample.profile())
        #expect(found?.classification == .oauth)
    }
}
