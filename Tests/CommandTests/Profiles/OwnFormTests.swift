// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("A form of one's own takes a profile, and no change of the program")
struct OwnFormTests {
    private static let profile = """
        {
          "schemaVersion": 1, "name": "acme", "storage": "acme-integrations",
          "paths": ["/content/acme/integrations/*/**"], "markers": ["acme/integration"],
          "recognise": [{"when": {"property": "sling:resourceType", "resourceTypeBelow": "acme/integration"}, "reason": "its resource type"}],
          "jwt": [{"when": {"property": "jwt"}, "reason": "holds a JWT"}],
          "oauth": [{"when": {"property": "jwt", "absent": true}, "reason": "holds no JWT"}],
          "fields": {"clientID": ["id"], "jwtClientID": ["id"], "clientSecret": ["secret"], "orgID": ["org"], "authorizationServer": ["host"], "claims": ["jwt"]},
          "migrated": [{"remove": "jwt"}, {"set": "secret", "field": "clientSecret"}, {"set": "org", "field": "orgID"},
            {"set": "token", "template": "{authorizationServer}/token?scope={scopes}"}]
        }
        """

    @Test("scan, migrate, check: beside the built-in forms")
    func form() throws {
        let node = """
            <?xml version="1.0" encoding="UTF-8"?>
            <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"
                jcr:primaryType="nt:unstructured"
                sling:resourceType="acme/integration/ims"
                host="ims.example.com"
                id="1"
                jwt="\\{&quot;iss&quot;:&quot;TESTORG@AdobeOrg&quot;}"
                secret="old"/>

            """
        let repository = try TemporaryRepository(
            [
                "content/acme/integrations/one/.content.xml": .text(node),
                cloudconfigs / "target/.content.xml": .jwt,
            ], mapping: "path,client_secret,scopes\n**,new,openid\n")
        try repository.write(Self.profile, to: "profile.json")
        let options = ["--profile", "profile.json"]
        let scan = try repository.run(["scan", "repository", "--format", "json"] + options).record()
        #expect(scan.configurations.map(\.storage) == ["cloudconfig", "acme-integrations"])
        #expect(
            try repository.run(["migrate", "repository", "--mapping", "mapping.csv"] + options).exit == 0)
        #expect(
            try repository.text("content/acme/integrations/one/.content.xml") == """
                <?xml version="1.0" encoding="UTF-8"?>
                <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"
                    jcr:primaryType="nt:unstructured"
                    sling:resourceType="acme/integration/ims"
                    host="ims.example.com"
                    id="1"
                    org="TESTORG@AdobeOrg"
                    secret="new"
                    token="https://ims.example.com/token?scope=openid"/>

                """)
        #expect(try repository.run(["check", "repository"] + options).exit == 0)
    }
}
