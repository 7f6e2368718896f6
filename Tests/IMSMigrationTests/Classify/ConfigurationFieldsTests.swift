// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("What is told about a configuration")
struct ConfigurationFieldsTests {
    @Test("everything it holds")
    func whole() throws {
        let found = try #require(
            try classified(
                [
                    "jcr:title": "Target (Larchfield)", "cloudServiceName": "Adobe Target",
                    "apiKey": Sample.apiKey, "jwtClaims": Sample.payload,
                ], line: 7))
        #expect(found.title == "Target (Larchfield)")
        #expect(found.cloudService == "Adobe Target")
        #expect(found.clientID == Sample.apiKey)
        #expect(found.orgID == Sample.org)
        #expect(found.claims?.subject == "B20000000000000000000002@techacct.adobe.com")
        #expect(found.line == 7)
        #expect(found.storage == "cloudconfig")
        #expect(found.properties["apiKey"]?.text == Sample.apiKey)
    }

    @Test("in a page's jcr:content it goes by the page's path, elsewhere by its own")
    func paths() throws {
        func path(at node: String) throws -> [String?] {
            let found = try classified(["jwtClaims": ""], at: node)
            return [found?.path, found?.node]
        }
        #expect(try path(at: Sample.page + "/jcr:content") == [Sample.page, Sample.page + "/jcr:content"])
        #expect(try path(at: Sample.page) == [Sample.page, Sample.page])
        #expect(
            try path(at: Sample.page + "/jcr:content/ims")
                == [Sample.page + "/jcr:content/ims", Sample.page + "/jcr:content/ims"])
        #expect(try path(at: "/conf/my-jcr:content") == ["/conf/my-jcr:content", "/conf/my-jcr:content"])
    }

    @Test("the client id of a JWT configuration is its API key, else its client id, else the end of aud")
    func jwtClientID() throws {
        func id(_ properties: Properties) throws -> String? { try classified(properties)?.clientID }
        #expect(try id(["jwtClaims": Sample.payload, "apiKey": "key", "clientId": "id"]) == "key")
        #expect(try id(["jwtClaims": Sample.payload, "clientId": "id"]) == "id")
        #expect(try id(["jwtClaims": Sample.payload]) == Sample.apiKey)
        #expect(try id(["jwtClaims": Sample.payload, "apiKey": ""]) == Sample.apiKey)
        #expect(try id(["jwtClaims": "{}", "apiKey": "", "clientId": "id"]) == "id")
        #expect(try id(["jwtClaims": "{}"]) == nil)
    }

    @Test("the client id of an OAuth configuration is its client id, else what is left in its API key")
    func oauthClientID() throws {
        func id(_ more: (String, String)...) throws -> String? {
            let base = [("authenticationType", "oauth"), ("sling:resourceType", Sample.resourceType)]
            let node = PropertyNode(
                path: Sample.node, properties: (base + more).map { ($0.0, PropertyNode.Value([$0.1])) })
            return Classifier.configuration(in: node, line: 1, profile: try Sample.profile())?.clientID
        }
        #expect(try id(("apiKey", "key"), ("clientId", "id")) == "id")
        #expect(try id(("apiKey", "key")) == "key")
        #expect(try id(("apiKey", "key"), ("clientId", "")) == "key")
        #expect(try id() == nil)
    }

    @Test("the org is the property's, else the iss of the payload")
    func org() throws {
        func org(_ properties: Properties) throws -> String? { try classified(properties)?.orgID }
        #expect(try org(["jwtClaims": Sample.payload, "orgId": "own@AdobeOrg"]) == "own@AdobeOrg")
        #expect(try org(["jwtClaims": Sample.payload, "orgId": ""]) == Sample.org)
        #expect(try org(["jwtClaims": Sample.payload]) == Sample.org)
        #expect(try org(["jwtClaims": "not JSON"]) == nil)
    }

    @Test("an empty title or service is none")
    func empty() throws {
        let found = try #require(
            try classified(["jwtClaims": "", "jcr:title": "", "cloudServiceName": ""]))
        #expect(found.title == nil && found.cloudService == nil)
    }
}
