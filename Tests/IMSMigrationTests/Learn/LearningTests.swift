// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Learning a profile: every property is explained")
struct LearningTests {
    private static let row = "**,env:SECRET,\"openid, AdobeID\""
    private static let usual: Properties = [
        "authenticationType": "oauth", "clientId": Sample.apiKey, "clientSecret": Lesson.secret,
        "orgId": Sample.org, "scope": "openid,AdobeID",
    ]

    @Test("what the built-in profile assumes is learned as it is")
    func assumed() throws {
        var lesson = Lesson()
        try lesson.add(Self.usual, row: Self.row)
        let learned = try lesson.learned()
        #expect(learned.isProven)
        let base = try Sample.profile()
        #expect(learned.profile.migrated == base.migrated)
        #expect(learned.profile.jwt == base.jwt)
        #expect(learned["apiKey"] == "removed")
        #expect(learned["clientSecret"] == "client secret, of the mapping")
    }

    @Test("other names, other forms")
    func otherNames() throws {
        let after = PropertyNode(Lesson.stays).adding(
            PropertyNode([
                "grant": "client_credentials", "imsClient": Sample.apiKey, "imsSecret": Lesson.secret,
                "imsOrg": Sample.org, "tokenUrl": Sample.server + "/ims/token/v3", "oldAlias": "target-2023",
                "account": Lesson.account,
            ])
        )
        .setting("imsScopes", .init(["AdobeID", "openid"], isMultiple: true))
        .setting("migrated", .init(["true"], type: "Boolean"))
        .setting("cq:lastModified", .init(["2025-01-01T00:00:00.000Z"], type: "Date"))
        var lesson = Lesson()
        try lesson.add(PropertyNode(Lesson.jwt), after, row: Self.row)
        let learned = try lesson.learned()
        expectText(
            learned.properties.map { "\($0.property): \($0.text)" }.joined(separator: "\n"),
            """
            account: technical account, sub of the JWT payload
            apiKey: removed
            authServerUrl: kept; authorization server, where the mapping gives one
            clientSecret: removed
            cq:lastModified: kept by the repository itself; ignored
            grant: constant: client_credentials
            imsClient: client id, as before
            imsOrg: org, iss of the JWT payload
            imsScopes: scopes, an array, of the mapping
            imsSecret: client secret, of the mapping
            jcr:primaryType: kept
            jcr:title: kept; title, where the mapping gives one
            jwtClaims: removed
            keypairAlias: removed; its value goes to oldAlias
            migrated: constant: true (Boolean)
            oldAlias: renamed from keypairAlias
            sling:resourceType: kept
            tokenUrl: made of {authorizationServer}/ims/token/v3
            """)
        #expect(learned.asked == [])
        #expect(learned.profile.fields[.clientSecret] == ["imsSecret", "clientSecret"])
        #expect(learned.profile.fields[.clientID]?.first == "imsClient")
        #expect(learned.profile.markers.contains("imsSecret"))
        let disclosure = ValueDisclosure(profiles: [learned.profile], storage: "cloudconfig")
        #expect(disclosure.isSecret("imsSecret") && disclosure.isSecret("clientSecret"))
        #expect(
            Classifier.configuration(in: after, line: 1, profile: learned.profile)?.classification == .oauth)
        let before = Classifier.configuration(in: PropertyNode(Lesson.jwt), line: 1, profile: learned.profile)
        #expect(before?.classification == .jwt)
    }

    @Test(
        "scopes, however they are joined",
        arguments: [
            ("openid,AdobeID", "scopes, comma-joined, of the mapping"),
            ("AdobeID openid", "scopes, joined with spaces, of the mapping"),
            ("openid, AdobeID", "scopes, joined with \", \", of the mapping"),
        ])
    func scopes(written: String, explanation: String) throws {
        var lesson = Lesson()
        try lesson.add(
            [
                "clientId": Sample.apiKey, "clientSecret": Lesson.secret, "orgId": Sample.org,
                "permissions": written,
            ],
            row: Self.row)
        let learned = try lesson.learned()
        #expect(learned["permissions"] == explanation)
        #expect(learned.isProven)
    }

    @Test("a secret is recognised by the mapping's value, by AEM's form of it, and never shown")
    func secrets() throws {
        for value in [Sheet.secret, Lesson.secret] {
            var lesson = Lesson()
            try lesson.add(
                [
                    "clientId": Sample.apiKey, "oauthKey": value, "orgId": Sample.org,
                    "scope": "openid,AdobeID",
                ], row: Self.row)
            let learned = try lesson.learned()
            #expect(learned["oauthKey"] == "client secret, of the mapping")
            #expect(learned.isProven)
        }
    }

    @Test("two protected values that are new are a question; so is one that only looks like a secret")
    func doubtfulSecrets() throws {
        var lesson = Lesson()
        let other = "{" + String(repeating: "77", count: 32) + "}"
        try lesson.add(
            [
                "clientId": Sample.apiKey, "one": Lesson.secret, "two": other, "orgId": Sample.org,
                "scope": "openid,AdobeID", "three": "Zx81kkQ0aab12cc99ddEE",
            ], row: Self.row)
        let learned = try lesson.learned()
        #expect(learned.questions.map(\.property) == ["one", "three", "two"])
        #expect(!learned.json.contains("77777") && !learned.json.contains("Zx81kk"))
        #expect(!learned.asked.joined().contains("Zx81kk"))

        // Where another pair has one of them alone, it is clear.
        try lesson.add(
            [
                "clientId": Sample.apiKey, "one": Lesson.secret, "orgId": Sample.org,
                "scope": "openid,AdobeID",
            ],
            row: Self.row)
        #expect(try lesson.learned()["one"] == "client secret, of the mapping")
    }

    @Test("a value that is client id and title at once is asked about, unless another pair or a name tells")
    func twoFields() throws {
        let header = "path,client_id,client_secret,title,scopes"
        let both = "**,SAME0000,env:SECRET,SAME0000,\"openid, AdobeID\""
        let before: Properties = [
            "jcr:title": "Target", "sling:resourceType": Sample.resourceType, "apiKey": Sample.apiKey,
            "authServerUrl": Sample.server, "clientSecret": Lesson.oldSecret, "keypairAlias": "alias",
        ]
        var lesson = Lesson()
        try lesson.add(
            before,
            ["clientSecret": Lesson.secret, "who": "SAME0000", "scope": "openid,AdobeID"], row: both,
            header: header)
        let asked = try lesson.learned()
        #expect(asked.asked.first == "who: client id | title | do not write it")

        try lesson.add(
            before, ["clientSecret": Lesson.secret, "who": "C0FFEE", "scope": "openid,AdobeID"],
            row: "**,C0FFEE,env:SECRET,OTHER000,\"openid, AdobeID\"", header: header)
        #expect(try lesson.learned()["who"] == "client id, of the mapping")
    }

    @Test("a copied yes or no may be an accident; a second pair tells")
    func accidents() throws {
        var lesson = Lesson()
        let jwt = PropertyNode(Lesson.jwt).setting("enabled", "true")
        let after = PropertyNode(Lesson.stays).adding(PropertyNode(Self.usual))
        try lesson.add(jwt, after.setting("active", "true"), row: Self.row)
        #expect(
            try lesson.learned().asked == ["active: renamed from enabled | constant: true | do not write it"])
        try lesson.add(
            PropertyNode(Lesson.jwt).setting("enabled", "false"), after.setting("active", "false"),
            row: Self.row)
        #expect(try lesson.learned()["active"] == "renamed from enabled")
        #expect(try lesson.learned().isProven)
    }

    @Test("without a mapping, scopes of an unknown name are asked about")
    func withoutMapping() throws {
        var lesson = Lesson()
        try lesson.add([
            "clientId": Sample.apiKey, "clientSecret": Lesson.secret, "orgId": Sample.org,
            "permissions": "openid,AdobeID",
        ])
        #expect(try lesson.learned().questions.map(\.property) == ["permissions"])
    }

    @Test("what cannot be explained is asked, and so is what belongs to one configuration alone")
    func unexplained() throws {
        var lesson = Lesson()
        try lesson.add(Self.usual, row: Self.row)
        lesson.pairs[0].after = lesson.pairs[0].after.setting("at", .init(["2025-01-01"], type: "Date"))
            .setting("where", .init([Sample.page]))
        #expect(try lesson.learned().questions.map(\.property) == ["at", "where"])

        var contradicting = Lesson()
        for mode in ["a-mode", "b-mode"] {
            try contradicting.add(Self.usual, row: Self.row)
            let last = contradicting.pairs.count - 1
            contradicting.pairs[last].after = contradicting.pairs[last].after.setting("mode", .init([mode]))
        }
        #expect(try contradicting.learned().asked == ["mode: do not write it"])
    }

    @Test("a title that the mapping gives in one pair alone")
    func optional() throws {
        var lesson = Lesson()
        let header = "path,client_secret,scopes,title"
        try lesson.add(Self.usual, row: Self.row + ",", header: header)
        try lesson.add(Self.usual, row: Self.row + ",New title", header: header)
        lesson.pairs[1].after = lesson.pairs[1].after.setting("jcr:title", "New title")
        let learned = try lesson.learned()
        #expect(learned.isProven)
        #expect(learned.profile.migrated.contains(.setField(property: "jcr:title", field: .title)))
    }

    @Test("what speaks for JWT and stays counts only without what a migration adds")
    func lastingEvidence() throws {
        var lesson = Lesson()
        try lesson.add(Self.usual, row: Self.row)
        lesson.pairs[0].after = lesson.pairs[0].after.setting("jwtClaims", .init([Sample.payload]))
        let learned = try lesson.learned()
        #expect(learned.isProven)
        #expect(
            learned.profile.jwt.map(\.when).contains(
                .all([.present(property: "jwtClaims"), .absent(property: "authenticationType")])))
        let other: Properties = ["jwtClaims": Sample.payload, "apiKey": Sample.apiKey]
        let before = Classifier.configuration(
            in: PropertyNode(other), line: 1, profile: learned.profile)
        #expect(before?.classification == .jwt)
    }

    @Test("a marker that only changes its value tells both kinds")
    func changedMarker() throws {
        var lesson = Lesson()
        let stays: Properties = [
            "sling:resourceType": Sample.resourceType, "apiKey": Sample.apiKey, "orgId": Sample.org,
            "scope": "openid,AdobeID", "clientSecret": Lesson.oldSecret, "keypairAlias": "alias",
        ]
        let jwt = PropertyNode(stays).setting("kind", "account")
        let oauth = PropertyNode(stays).setting("kind", "grant").setting(
            "clientSecret", .init([Lesson.secret]))
        try lesson.add(jwt, oauth, row: Self.row)
        let learned = try lesson.learned()
        #expect(learned.isProven, "\(learned.asked)")
        #expect(
            learned.profile.jwt.map(\.when).contains(.equals(property: "kind", value: "account")))
    }
}
