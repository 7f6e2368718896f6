// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Configurations of other products are none of ours, although they hold ids, keys and secrets")
struct DecoyTests {
    /// Another product's configuration, in the vocabulary of public exports.
    struct Decoy: Sendable, CustomTestStringConvertible {
        var name: String
        var properties: Properties
        var testDescription: String { name }
    }

    static let decoys = [
        Decoy(
            name: "reCAPTCHA",
            properties: [
                "sling:resourceType": "cq/cloudservices/components/configpage", "name": "newsletter",
                "siteKey": "site", "secretKey": "{00}", "version": "v2", "threshold": "0.5",
            ]),
        Decoy(
            name: "Marketo",
            properties: [
                "sling:resourceType": "/libs/fd/marketo/components/configuration", "clientId": "id",
                "clientSecret": "{00}", "scope": "all", "marketoUrl": "https://123-abc-456.mktorest.example",
            ]),
        Decoy(
            name: "form data model with OAuth",
            properties: [
                "sling:resourceType": "fd/fdm/gui/components/admin/fdmcloudservice/restful", "clientId": "id",
                "clientSecret": "{00}", "scope": "read",
                "authorizationUrl": "https://login.example.com/authorize",
                "accessTokenUrl": "https://login.example.com/token", "authenticationType": "oauth",
            ]),
        Decoy(
            name: "commerce",
            properties: [
                "sling:resourceType": "cq/commerce/gui/components/authoring/configuration", "apiKey": "key",
                "cq:graphqlClient": "default", "magentoStore": "default", "clientSecret": "{00}",
            ]),
        Decoy(
            name: "search with an API key",
            properties: ["apiKey": "key", "clientId": "id", "clientSecret": "secret", "orgId": "org"]),
        Decoy(
            name: "Launch, which refers to an IMS configuration",
            properties: [
                "sling:resourceType": "cq/dtm-reactor/components/conf/page", "imsConfigId": "launch-ims",
                "companyId": "CO1", "propertyId": "PR1",
            ]),
        Decoy(
            name: "another vendor's OAuth that calls itself so",
            properties: [
                "authenticationType": "jwt", "clientId": "id", "clientSecret": "s", "scope": "a",
                "orgId": "b",
                "authServerUrl": "https://adobelogin.com.evil.example",
            ]),
        Decoy(name: "a server alone", properties: ["authServerUrl": Sample.server, "clientId": "id"]),
        Decoy(name: "nothing at all", properties: [:]),
    ]

    @Test("none is found", arguments: decoys)
    func none(decoy: Decoy) throws {
        #expect(try classified(decoy.properties) == nil)
    }

    @Test(
        "a property named like ours, in another case or with a prefix, is another property",
        arguments: ["jwtclaims", "JwtClaims", "x:jwtClaims", "jwtClaims2", "jwt_claims"])
    func names(name: String) throws {
        let node = PropertyNode(path: Sample.node, properties: [(name, .init([Sample.payload]))])
        #expect(Classifier.configuration(in: node, line: 1, profile: try Sample.profile()) == nil)
    }
}
