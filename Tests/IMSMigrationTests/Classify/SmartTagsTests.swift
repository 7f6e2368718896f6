// SPDX-License-Identifier: Apache-2.0
import DocView
import Testing

@testable import IMSMigration

@Suite("The legacy Smart Tags page, known by a profile alone")
struct SmartTagsTests {
    private static let path = "/etc/cloudservices/smarttagging/larchfield"
    private static let page = Docview.file(
        type: #"jcr:primaryType="cq:Page""#,
        """
            <jcr:content
                cq:template="/libs/dam/templates/smarttagging"
                jcr:primaryType="cq:PageContent"
                jcr:title="Smart Tags"
                apiKey="key"
                authServerUrl="https://ims-na1.adobelogin.com"
                clientSecret="canary"
                orgId="\(Sample.org)"
                serviceUrl="https://smarttags.example.com"
                techAcctId="B2@techacct.adobe.com"/>
        """)

    @Test("it is found below /etc, as JWT by its technical account")
    func found() throws {
        let found = try ConfigurationFinder.builtIn().find(Self.page, at: Self.path).map(\.configuration)
        #expect(found.map(\.storage) == ["smarttags"])
        #expect(found.map(\.path) == [Self.path])
        #expect(found.map(\.classification) == [.jwt])
        #expect(found.first?.clientID == "key")
        #expect(found.first?.orgID == Sample.org)
    }

    @Test("its migration keeps the client id in apiKey and takes the technical account alone away")
    func migrated() throws {
        let found = try #require(try ConfigurationFinder.builtIn().find(Self.page, at: Self.path).first)
        let planner = try Planner(try Sheet.everything())
        let plan = planner.plan(for: found.configuration).plan
        #expect(
            plan.told == [
                "removed techAcctId: B2@techacct.adobe.com →", "added authenticationType: → oauth",
                "changed clientSecret: canary → \(Sheet.secret)", "added scope: → openid,AdobeID",
            ])
        let file = try FilePlan(
            document: .docView(try DocViewDocument(Self.page)), changes: [(found.nodeIndex, plan.changes)],
            name: "f.xml",
            disclosure: ValueDisclosure(profiles: try Sample.profiles.get(), storage: "smarttags"))
        #expect(!file.diff.contains("canary") && !file.diff.contains(Sheet.secret))
        let after = try ConfigurationFinder.builtIn().find(
            String(decoding: file.after, as: UTF8.self), at: Self.path)
        #expect(after.map(\.configuration.classification) == [.oauth])
        #expect(planner.plan(for: try #require(after.first).configuration).plan.outcome == .alreadyOAuth)
    }

    @Test("the same page elsewhere is none of ours")
    func elsewhere() throws {
        let text = Self.page
        for path in ["/etc/cloudservices/other/larchfield", "/etc/cloudservices/smarttagging", "/content/a"] {
            #expect(try ConfigurationFinder.builtIn().find(text, at: path).isEmpty, "\(path)")
        }
    }
}
