// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

/// The rules are those of the built-in profile; each alone must be enough.
@Suite("What makes a node an Adobe IMS configuration")
struct RecognitionTests {
    @Test(
        "a resource type below the console's root, with or without a search path",
        arguments: [
            "cq/adobeims-configuration/components/configuration",
            "/libs/cq/adobeims-configuration/components/configuration",
            "/apps/cq/adobeims-configuration/components/configuration", "cq/adobeims-configuration/x",
        ])
    func resourceType(type: String) throws {
        let found = try #require(try classified(["sling:resourceType": type]))
        #expect(found.evidence(.configuration) == ["sling:resourceType"])
    }

    @Test(
        "a resource type beside it does not count",
        arguments: [
            "cq/adobeims-configuration", "cq/adobeims-configurations/components/x",
            "/cq/adobeims-configuration/x",
            "/libs/libs/cq/adobeims-configuration/x", "my/cq/adobeims-configuration/x",
            "libs/cq/adobeims-configuration/x", "/etc/cq/adobeims-configuration/x",
            "CQ/AdobeIMS-configuration/x",
            "",
        ])
    func otherResourceType(type: String) throws {
        #expect(try classified(["sling:resourceType": type]) == nil)
    }

    @Test("a JWT payload, even one that cannot be read", arguments: [Sample.payload, "{}", "not JSON", ""])
    func payload(text: String) throws {
        #expect(try classified(["jwtClaims": text])?.evidence(.configuration) == ["jwtClaims"])
    }

    @Test(
        "a key pair or a technical account beside a key, a secret or a server",
        arguments: ["keypairAlias", "techAcctId"], ["apiKey", "clientSecret", "authServerUrl"])
    func keyPair(signer: String, credential: String) throws {
        let node = PropertyNode(
            path: Sample.node, properties: [(credential, .init(["x"])), (signer, .init(["y"]))])
        let found = try #require(
            Classifier.configuration(in: node, line: 1, profile: try Sample.profile()))
        #expect(found.evidence(.configuration) == [signer])
        #expect(found.classification == .jwt)
    }

    @Test(
        "a key pair or a technical account alone, or beside anything else, does not count",
        arguments: [
            ["keypairAlias": "a"], ["techAcctId": "a"], ["keypairAlias": "a", "techAcctId": "b"],
            ["keypairAlias": "a", "clientId": "b", "orgId": "c", "scope": "d"],
        ] as [Properties])
    func keyPairAlone(properties: Properties) throws {
        #expect(try classified(properties) == nil)
    }

    @Test(
        "three of client id, secret, scope and org, together with an Adobe authorization server",
        arguments: [
            ["clientSecret", "scope", "orgId"], ["clientId", "scope", "orgId"],
            ["clientId", "clientSecret", "orgId"],
            ["clientId", "clientSecret", "scope"], ["clientId", "clientSecret", "scope", "orgId"],
        ])
    func oauthCredential(names: [String]) throws {
        func found(_ names: [String], server: String?) throws -> IMSConfiguration? {
            let properties = names.map { ($0, PropertyNode.Value(["x"])) }
            let all = properties + (server.map { [("authServerUrl", PropertyNode.Value([$0]))] } ?? [])
            return Classifier.configuration(
                in: PropertyNode(path: Sample.node, properties: all), line: 1, profile: try Sample.profile())
        }
        #expect(try found(names, server: Sample.server)?.evidence(.configuration) == ["authServerUrl"])
        #expect(try found(names, server: "https://login.example.com") == nil)
        #expect(try found(names, server: nil) == nil)
        #expect(try found(Array(names.prefix(2)), server: Sample.server) == nil)
    }

    @Test("all that a migration leaves, also where there is neither a server nor a resource type")
    func migrated() throws {
        let properties = [
            ("authenticationType", "oauth"), ("clientId", "a"), ("clientSecret", "b"), ("orgId", "c"),
            ("scope", "d"),
        ]
        func found(_ properties: [(String, String)]) throws -> IMSConfiguration? {
            let node = PropertyNode(
                path: Sample.node, properties: properties.map { ($0.0, PropertyNode.Value([$0.1])) })
            return Classifier.configuration(in: node, line: 1, profile: try Sample.profile())
        }
        #expect(try found(properties)?.classification == .oauth)
        for index in properties.indices {
            var fewer = properties
            fewer.remove(at: index)
            #expect(try found(fewer)?.node == nil, "without \(properties[index].0)")
        }
    }

    @Test("all rules together are all told, the kind's evidence first")
    func together() throws {
        let found = try #require(
            try classified([
                "sling:resourceType": Sample.resourceType, "jwtClaims": Sample.payload, "keypairAlias": "a",
                "techAcctId": "b", "apiKey": Sample.apiKey, "clientSecret": "x", "clientId": "y",
                "orgId": Sample.org, "authServerUrl": Sample.server, "authenticationType": "jwt",
            ]))
        #expect(
            found.evidence.map { "\($0.kind.rawValue) \($0.property)" } == [
                "jwt authenticationType", "jwt jwtClaims", "jwt keypairAlias", "jwt techAcctId",
                "configuration sling:resourceType", "configuration jwtClaims", "configuration keypairAlias",
                "configuration authServerUrl",
            ])
        #expect(found.evidence.allSatisfy { !$0.reason.isEmpty })
        #expect(found.classification == .jwt)
    }
}
