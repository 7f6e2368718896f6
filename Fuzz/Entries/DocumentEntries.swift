// SPDX-License-Identifier: Apache-2.0
import DocView
import IMSMigration

/// A plan is read, or not; what is read is written and read again as the same.
enum PlanEntry {
    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let plan = PlanDocument.read(bytes) else { return }
        _ = try expectNoError("a plan that was read has a digest") { try plan.isIntact() }
        let json = try expectNoError("a plan that was read can be written") { try plan.json() }
        try expect(PlanDocument.read(Array(json.utf8)) == plan, "it reads back as it was written")
        let sealed = try expectNoError("it can be sealed") { try plan.sealed() }
        let isIntact = try expectNoError("what is sealed has a digest") { try sealed.isIntact() }
        try expect(isIntact, "what is sealed is intact")
    }
}

/// A profile is read, or refused with a place; what is read finds and plans without failing, and shows no secret.
enum ProfileEntry {
    private static let page = """
        <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"
            jcr:primaryType="nt:unstructured" sling:resourceType="cq/adobeims-configuration/components/configuration"
            apiKey="old-key" authServerUrl="https://ims-na1.adobelogin.com" clientSecret="old-secret"
            jwtClaims="\\{&quot;iss&quot;:&quot;OLD@AdobeOrg&quot;}" keypairAlias="alias" x="1" xs="[a,b]">
            <jcr:content jcr:primaryType="nt:unstructured" authenticationType="oauth" scope="openid" orgId="O@AdobeOrg"/>
        </jcr:root>

        """

    static func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        let profile: Profile
        do throws(ProfileError) {
            profile = try ProfileReader.read(bytes)
        } catch {
            return try expect(!error.reason.isEmpty, "a profile that is refused has a reason")
        }
        try MigrationEntry.run(Array(page.utf8), profiles: [profile])
    }
}
