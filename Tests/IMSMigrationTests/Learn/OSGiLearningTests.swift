// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Learning from a pair of OSGi configurations")
struct OSGiLearningTests {
    private static let claims = [
        #""iss" : "\#(Sample.org)""#, #""sub" : "\#(Lesson.account)""#,
        #""aud" : "\#(Sample.server)/c/\#(Sample.apiKey)""#,
        #""\#(Sample.server)/s/ent_marketing_sdk" : true"#,
    ]

    private func node(_ properties: Properties, claims: [String]) throws -> PropertyNode {
        var node = PropertyNode(properties, at: "/apps/system/config/provider-1.config")
        node.properties.append(
            ("auth.token.provider.default.claims", PropertyNode.Value(claims, isMultiple: true)))
        node.factory = "com.adobe.granite.auth.oauth.accesstoken.provider"
        return node
    }

    @Test("the documented edit is what is learned, and another name of the secret is found in the customizer")
    func documented() throws {
        let profile = try #require(try Sample.profiles.get().first { $0.storage == "osgi" })
        let stays: Properties = [
            "auth.token.provider.client.id": Sample.apiKey, "auth.token.provider.endpoint": Sample.server,
            "auth.token.provider.title": "Target", "token.request.customizer.type": "t",
            "customizer.type": "t",
        ]
        let before = try node(stays, claims: Self.claims).adding(
            PropertyNode([
                "auth.ims.client.secret": Lesson.oldSecret,
                "auth.access.token.request": Sample.server + "/ims/exchange/jwt",
            ]))
        let after = try node(stays, claims: [Self.claims[0]]).adding(
            PropertyNode([
                "auth.ims.oauth.secret": Lesson.secret, "auth.token.provider.orgId": Sample.org,
                "auth.access.token.request": Sample.server + "/ims/token/v3",
                "auth.token.provider.scope": "openid,AdobeID",
                "auth.token.provider.authorization.grants": "client_credentials",
            ]))
        let row = try Sheet.mapping(Lesson.header, "**,env:SECRET,\"openid, AdobeID\"").rows.first
        let pair = LearningPair(
            name: "stock", before: before, after: after,
            inCompanion: ["auth.ims.client.secret", "auth.ims.oauth.secret", "customizer.type"], row: row)
        let learned = ProfileLearner.learn(from: [pair], base: profile)
        #expect(learned.isProven, "\(learned.asked)")
        #expect(learned["auth.token.provider.default.claims"] == "reduced to its entries \"iss\"")
        #expect(learned["auth.access.token.request"] == "made of {authorizationServer}/ims/token/v3")
        #expect(learned["auth.ims.client.secret"] == "removed")
        #expect(learned["auth.ims.oauth.secret"] == "client secret, of the mapping")
        #expect(
            learned.profile.companion?.properties
                == ["auth.ims.client.secret", "customizer.type", "auth.ims.oauth.secret"])
        #expect(throws: Never.self) { try ProfileReader.read(Array(learned.json.utf8)) }
    }

    @Test("a slash at the end of the mapping's server is no part of what is learned")
    func slash() throws {
        let profile = try #require(try Sample.profiles.get().first { $0.storage == "osgi" })
        let before = try node(
            ["auth.access.token.request": Sample.server + "/ims/exchange/jwt"], claims: Self.claims)
        let after = try node(
            [
                "auth.access.token.request": Sample.server + "/ims/token/v3",
                "auth.token.provider.authorization.grants": "client_credentials",
            ], claims: [Self.claims[0]])
        let row = try Sheet.mapping(
            Lesson.header + ",authorization_server", "**,env:SECRET,openid,\(Sample.server)/"
        ).rows.first
        let pair = LearningPair(name: "stock", before: before, after: after, lacksCompanion: true, row: row)
        let learned = ProfileLearner.learn(from: [pair], base: profile)
        #expect(learned["auth.access.token.request"] == "made of {authorizationServer}/ims/token/v3")
    }

    @Test("a new value of a type that cannot be written is asked about")
    func types() throws {
        let profile = try #require(try Sample.profiles.get().first { $0.storage == "osgi" })
        let before = try node(["auth.token.provider.endpoint": Sample.server], claims: Self.claims)
        let after = before.setting("auth.retries", .init(["3"], type: "Integer"))
        let pair = LearningPair(name: "stock", before: before, after: after, lacksCompanion: true)
        let question = ProfileLearner.learn(from: [pair], base: profile).questions.first
        #expect(question?.property == "auth.retries")
        #expect(question?.options.map(\.step) == [nil])
    }
}
