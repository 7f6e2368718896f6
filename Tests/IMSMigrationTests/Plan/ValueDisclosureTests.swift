// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("Which values may be shown")
struct ValueDisclosureTests {
    private func disclosure() throws -> ValueDisclosure { try Sample.disclosure() }

    private func shown(_ property: String, _ values: String..., isMultiple: Bool = false) throws -> String {
        try disclosure().text(of: property, value: .init(values, isMultiple: isMultiple))
    }

    @Test(
        "what the profile knows is shown",
        arguments: [
            "apiKey", "clientId", "orgId", "scope", "authServerUrl", "jcr:title", "cloudServiceName",
            "authenticationType", "keypairAlias", "techAcctId",
        ])
    func known(property: String) throws {
        #expect(try shown(property, "value") == "value")
        #expect(try !disclosure().isSecret(property))
    }

    @Test(
        "what FileVault and AEM keep about a node is shown",
        arguments: [
            "jcr:primaryType", "jcr:mixinTypes", "jcr:created", "jcr:createdBy", "jcr:lastModified",
            "jcr:lastModifiedBy", "cq:lastModified", "cq:lastModifiedBy", "cq:template", "sling:resourceType",
            "sling:resourceSuperType", "cq:lastReplicationAction",
        ])
    func administration(property: String) throws {
        #expect(try shown(property, "value") == "value")
    }

    @Test(
        "anything else is not, whatever its prefix: it could be another product's credential",
        arguments: [
            "secretKey", "password", "apikey", "accessToken", "unknown", "x:apiKey", "jcr:password",
            "cq:apiSecret",
            "sling:token", "jcr:description", "jcr:data", "nt:secret", "mix:secret", "clientSecret2", "",
        ])
    func unknown(property: String) throws {
        #expect(try shown(property, "canary") == ValueDisclosure.unknownPlaceholder)
    }

    @Test("the secret has one placeholder, also where it is empty or was planned as text")
    func secret() throws {
        #expect(try disclosure().isSecret("clientSecret"))
        #expect(try shown("clientSecret", "canary") == Secret.placeholder)
        #expect(try shown("clientSecret", "") == Secret.placeholder)
        #expect(try disclosure().text(of: "clientSecret", value: .text("canary")) == Secret.placeholder)
        #expect(try disclosure().text(of: "anything", value: .secret(Secret("canary"))) == Secret.placeholder)
    }

    @Test("a payload shows its claims, and nothing where it cannot be read")
    func claims() throws {
        #expect(try shown("jwtClaims", #"{"iss":"o@AdobeOrg","key":"canary"}"#) == "iss=o@AdobeOrg")
        #expect(try shown("jwtClaims", "canary") == JWTClaims.unreadable)
        #expect(try shown("jwtClaims", "{\(String(repeating: "0f", count: 32))}") == JWTClaims.unreadable)
    }

    @Test("arrays are shown comma-joined")
    func arrays() throws {
        #expect(try shown("scope", "a", "b", isMultiple: true) == "a,b")
        #expect(try shown("scope", isMultiple: true) == "")
    }

    private static let digits = String(repeating: "0f", count: 32)

    @Test(
        "a value that AEM has encrypted, or a key, is a secret under any name",
        arguments: [
            "{\(digits)}", "{\(digits.uppercased())}", "{\(digits.prefix(32))}", " {\(digits)}\n",
            "key={\(digits)};",
            "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----",
            "x -----BEGIN RSA PRIVATE KEY-----",
        ])
    func protected(value: String) throws {
        for property in ["jcr:title", "apiKey", "cq:lastModifiedBy", "keypairAlias"] {
            #expect(try shown(property, value) == Secret.placeholder)
            #expect(try shown(property, "a", value, isMultiple: true) == Secret.placeholder)
            #expect(try disclosure().text(of: property, value: .text(value)) == Secret.placeholder)
        }
    }

    @Test(
        "braces alone make no secret",
        arguments: [
            "{}", "{abc}", "{\(digits.prefix(30))}", "{\(digits)", "\(digits)}", "{\(digits)g}",
            "{ \(digits)}",
        ])
    func notProtected(value: String) throws {
        #expect(try shown("jcr:title", value) == value)
    }

    @Test("what a profile of one's own writes the secret to is secret, also where no field names it")
    func secretStep() throws {
        let profile = try ProfileReader.read(
            ProfileText.with([
                "fields": #"{"title": ["t"]}"#,
                "migrated": #"[{"set": "newSecret", "field": "clientSecret"}]"#,
            ]))
        let disclosure = ValueDisclosure(profiles: [profile], storage: "cloudconfig")
        #expect(disclosure.isSecret("newSecret"))
        #expect(disclosure.text(of: "newSecret", value: PropertyNode.Value(["canary"])) == Secret.placeholder)
    }

    @Test("a profile for another form discloses nothing here")
    func otherForm() throws {
        let disclosure = ValueDisclosure(profiles: try Sample.profiles.get(), storage: "osgi")
        #expect(
            disclosure.text(of: "apiKey", value: PropertyNode.Value(["canary"]))
                == ValueDisclosure.unknownPlaceholder)
    }
}
