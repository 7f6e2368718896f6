// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

/// The example of the contract in shape, with values of its own.
@Suite("One migration of a Target configuration, to the byte")
struct ExampleTests {
    static let before = #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
            jcr:primaryType="cq:Page">
            <jcr:content
                cq:lastModified="{Date}2022-11-03T08:00:00.000+01:00"
                cq:lastModifiedBy="ferris"
                jcr:primaryType="cq:PageContent"
                jcr:title="Target (Larchfield)"
                sling:resourceType="cq/adobeims-configuration/components/configuration"
                apiKey="0ffe11d0000000000000000000000001"
                authServerUrl="https://ims-na1.adobelogin.com"
                clientSecret="\{0101010101010101010101010101010101010101010101010101010101010101}"
                cloudServiceName="Adobe Target"
                jwtClaims="\{&quot;exp&quot;:1700000000,&quot;iss&quot;:&quot;A10000000000000000000001@AdobeOrg&quot;,&quot;sub&quot;:&quot;B20000000000000000000002@techacct.adobe.com&quot;,&quot;https://ims-na1.adobelogin.com/s/ent_marketing_sdk&quot;:true,&quot;aud&quot;:&quot;https://ims-na1.adobelogin.com/c/0ffe11d0000000000000000000000001&quot;}"
                keypairAlias="larchfield-target"/>
        </jcr:root>

        """#

    static let after = #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
            jcr:primaryType="cq:Page">
            <jcr:content
                cq:lastModified="{Date}2022-11-03T08:00:00.000+01:00"
                cq:lastModifiedBy="ferris"
                jcr:primaryType="cq:PageContent"
                jcr:title="Target (Larchfield)"
                sling:resourceType="cq/adobeims-configuration/components/configuration"
                authenticationType="oauth"
                authServerUrl="https://ims-na1.adobelogin.com"
                clientId="0ffe11d0000000000000000000000001"
                clientSecret="\{0202020202020202020202020202020202020202020202020202020202020202}"
                cloudServiceName="Adobe Target"
                orgId="A10000000000000000000001@AdobeOrg"
                scope="openid,AdobeID,target_sdk,read_organizations"/>
        </jcr:root>

        """#

    static let mapping = """
        path,client_secret,scopes
        \(Sample.page),{0202020202020202020202020202020202020202020202020202020202020202},\
        "openid, AdobeID, target_sdk read_organizations"
        """

    private func migrated() throws -> MigratedFile {
        try MigratedFile(
            Self.before, at: Sample.page, by: try Sheet.mapping(Self.mapping), name: "target/.content.xml")
    }

    @Test("the bytes after it")
    func bytes() throws {
        let migrated = try migrated()
        #expect(migrated.textAfter == Self.after)
        #expect(migrated.file.before == Array(Self.before.utf8))
    }

    @Test("the changes that the record tells, removals first")
    func changes() throws {
        let old = String(repeating: "01", count: 32)
        let new = String(repeating: "02", count: 32)
        let plan = try #require(try migrated().plans.first)
        #expect(plan.outcome == .planned)
        #expect(plan.mappingRow == 2)
        #expect(plan.findings.isEmpty)
        #expect(
            plan.told == [
                "removed apiKey: \(Sample.apiKey) →", "removed jwtClaims: \(Sample.payload) →",
                "removed keypairAlias: larchfield-target →", "added authenticationType: → oauth",
                "added clientId: → \(Sample.apiKey)", "changed clientSecret: {\(old)} → {\(new)}",
                "added orgId: → \(Sample.org)", "added scope: → openid,AdobeID,target_sdk,read_organizations",
            ])
    }

    @Test("the diff that people see: every line that changes, no secret, of the payload only its claims")
    func diff() throws {
        expectText(
            try migrated().file.diff,
            #"""
            --- a/target/.content.xml
            +++ b/target/.content.xml
            @@ -7,10 +7,11 @@
                     jcr:primaryType="cq:PageContent"
                     jcr:title="Target (Larchfield)"
                     sling:resourceType="cq/adobeims-configuration/components/configuration"
            -        apiKey="0ffe11d0000000000000000000000001"
            +        authenticationType="oauth"
                     authServerUrl="https://ims-na1.adobelogin.com"
            -        clientSecret="(secret)"
            +        clientId="0ffe11d0000000000000000000000001"
            +        clientSecret="(secret)"
                     cloudServiceName="Adobe Target"
            -        jwtClaims="iss=A10000000000000000000001@AdobeOrg sub=B20000000000000000000002@techacct.adobe.com aud=https://ims-na1.adobelogin.com/c/0ffe11d0000000000000000000000001 exp=1700000000 metascopes=ent_marketing_sdk"
            -        keypairAlias="larchfield-target"/>
            +        orgId="A10000000000000000000001@AdobeOrg"
            +        scope="openid,AdobeID,target_sdk,read_organizations"/>
             </jcr:root>

            """#)
    }

    @Test("a second run finds it migrated, uses the same row, and changes nothing")
    func again() throws {
        let mapping = try Sheet.mapping(Self.mapping)
        let found = try ConfigurationFinder.builtIn().find(Self.after, at: Sample.page)
        #expect(found.map(\.configuration.classification) == [.oauth])
        let (plan, rows) = try Planner(mapping).plan(for: try #require(found.first).configuration)
        #expect(plan.outcome == .alreadyOAuth)
        #expect(plan.changes.isEmpty)
        #expect(rows == [2])
        let second = try MigratedFile(Self.after, at: Sample.page, by: mapping)
        #expect(second.file.after == second.file.before)
        #expect(second.file.diff == "")
        #expect(second.file.sha256Before == second.file.sha256After)
    }
}
