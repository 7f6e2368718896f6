// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles
import Testing

@Suite("One migration to the byte")
struct ExampleTests {
    static let examples = ProjectFolder.shared.appending(path: "examples")

    @Test(
        "the published example",
        .enabled(if: Place.isThere(examples), "no folder of examples beside the project"))
    func published() throws {
        func text(_ name: String) throws -> String {
            try Files.text(Self.examples.appending(path: name).path)
        }
        let file = "jcr_root" / cloudconfigs / "target/.content.xml"
        let repository = try TemporaryRepository(
            [file: .text(try text("target.before.content.xml"))], mapping: try text("target.mapping.csv"))

        let run = try repository.migrate()
        #expect(run.exit == 0, "\(run)")
        #expect(try repository.text(file.display) == text("target.after.content.xml"))
    }

    @Test("a page: new attributes stand where FileVault puts them, all other bytes stay")
    func page() throws {
        let repository = try TemporaryRepository(
            ["jcr_root/conf/global/settings/cloudconfigs/launch/.content.xml": .text(Self.before)],
            mapping: """
                path,client_secret,scopes
                /conf/global/settings/cloudconfigs/launch,\(encrypted("b7")),AdobeID openid  read_organizations

                """)
        let run = try repository.migrate()
        #expect(run.exit == 0, "\(run)")
        #expect(
            try repository.text("jcr_root/conf/global/settings/cloudconfigs/launch/.content.xml")
                == Self.after)
    }

    @Test(
        "the changes in the record: apiKey counts as removed and clientId as added; the secret is a placeholder"
    )
    func changes() throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .jwt], mapping: mappingForAll)
        let record = try repository.migrationRecord()
        let changes = try #require(record.configurations.first).changes
        let byProperty = Dictionary(uniqueKeysWithValues: changes.map { ($0.property, $0) })
        #expect(
            byProperty.mapValues(\.kind) == [
                "apiKey": "removed", "jwtClaims": "removed", "keypairAlias": "removed",
                "authenticationType": "added", "clientId": "added", "orgId": "added", "scope": "added",
                "clientSecret": "changed",
            ])
        #expect(byProperty["apiKey"]?.before == IMSPage().apiKey)
        #expect(byProperty["apiKey"]?.after == nil)
        #expect(byProperty["clientId"]?.before == nil)
        #expect(
            byProperty["clientId"]?.after == IMSPage().apiKey, "a credential migrated in the Console keeps it"
        )
        #expect(byProperty["orgId"]?.after == IMSPage().org, "taken from the iss claim")
        #expect(byProperty["scope"]?.after == "openid,AdobeID")
        let secrets = changes.filter(\.secret)
        #expect(secrets.map(\.property) == ["clientSecret"])
        #expect(secrets.first?.before == secrets.first?.after, "one placeholder for whatever value")
    }

    @Test("the optional columns set server, title and service; an empty cell keeps them")
    func optionalColumns() throws {
        let file = cloudconfigs / "target/.content.xml"
        let repository = try TemporaryRepository(
            [file: .jwt, cloudconfigs / "other/.content.xml": .jwt],
            mapping: """
                title,path,client_id,client_secret,org_id,scopes,authorization_server,cloud_service,note
                "A ""new"" <title> & more",/conf/global/settings/cloudconfigs/target,new-client,\(encrypted("c1")),\
                \(IMSPage().org),a,https://ims-na1-stg1.adobelogin.com,Adobe Analytics,for you
                ,/conf/global/settings/cloudconfigs/other,,\(encrypted("c2")),,"b , c",,,

                """)
        let run = try repository.migrate()
        #expect(run.exit == 0, "\(run)")
        #expect(
            try repository.text(file.display)
                == IMSPage().oauth(
                    secret: "\\" + encrypted("c1"), scope: "a", clientID: "new-client",
                    title: "A &quot;new&quot; &lt;title> &amp; more",
                    server: "https://ims-na1-stg1.adobelogin.com", service: "Adobe Analytics"))
        #expect(
            try repository.text((cloudconfigs / "other/.content.xml").display)
                == IMSPage().oauth(secret: "\\" + encrypted("c2"), scope: "b,c"))
    }

    @Test(
        "the bytes of a file's own style stay: line ends, byte order mark, quotes, layout, comments, missing line feed",
        arguments: Style.allCases)
    func style(_ style: Style) throws {
        let file = cloudconfigs / "launch/.content.xml"
        let repository = try TemporaryRepository(
            [file: .bytes(style.apply(Self.before))],
            mapping: """
                path,client_secret,scopes
                /conf/global/settings/cloudconfigs/launch,\(encrypted("b7")),"AdobeID,openid,read_organizations"

                """)
        let run = try repository.migrate()
        #expect(run.exit == 0, "\(run)")
        #expect(try repository.snapshot().bytes(file) == style.apply(Self.after))
    }

    enum Style: String, CaseIterable, CustomTestStringConvertible {
        case carriageReturns, byteOrderMark, comments, noFinalLineFeed, tabs

        var testDescription: String { rawValue }

        func apply(_ text: String) -> [UInt8] {
            switch self {
            case .carriageReturns: Array(text.replacing("\n", with: "\r\n").utf8)
            case .byteOrderMark: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
            case .comments:
                Array(
                    text.replacing("<jcr:root", with: "<!-- a licence, with apiKey=\"none\" -->\n<jcr:root")
                        .replacing("</jcr:root>", with: "<!-- jwtClaims=\"none\" --></jcr:root>").utf8)
            case .noFinalLineFeed: Array(text.dropLast().utf8)
            case .tabs: Array(text.replacing("    ", with: "\t").utf8)
            }
        }
    }

    private static let before = """
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
            jcr:primaryType="cq:Page">
            <jcr:content
                cq:lastModified="{Date}2023-02-07T09:14:03.512+01:00"
                jcr:primaryType="cq:PageContent"
                jcr:title="Launch, the &quot;old&quot; one"
                sling:resourceType="/libs/cq/adobeims-configuration/components/configuration"
                apiKey="aa11bb22cc33dd44ee55ff6600778899"
                authServerUrl="https://ims-na1.adobelogin.com"
                clientSecret="\\{\(String(repeating: "5a", count: 32))}"
                cloudServiceName="Adobe Launch"
                description="unknown to the profile, and kept &#xa; as it is"
                jwtClaims="\\{&quot;exp&quot;:1675760043,&quot;iss&quot;:&quot;OWNEXAMPLE00000000000001@AdobeOrg&quot;}"
                keypairAlias="launch-2023"
                techAcctId="OWNEXAMPLE@techacct.adobe.com">
                <child jcr:primaryType="nt:unstructured" apiKey="a child's own"/>
            </jcr:content>
        </jcr:root>

        """

    private static let after = """
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
            jcr:primaryType="cq:Page">
            <jcr:content
                cq:lastModified="{Date}2023-02-07T09:14:03.512+01:00"
                jcr:primaryType="cq:PageContent"
                jcr:title="Launch, the &quot;old&quot; one"
                sling:resourceType="/libs/cq/adobeims-configuration/components/configuration"
                authenticationType="oauth"
                authServerUrl="https://ims-na1.adobelogin.com"
                clientId="aa11bb22cc33dd44ee55ff6600778899"
                clientSecret="\\{\(String(repeating: "b7", count: 32))}"
                cloudServiceName="Adobe Launch"
                description="unknown to the profile, and kept &#xa; as it is"
                orgId="OWNEXAMPLE00000000000001@AdobeOrg"
                scope="AdobeID,openid,read_organizations">
                <child jcr:primaryType="nt:unstructured" apiKey="a child's own"/>
            </jcr:content>
        </jcr:root>

        """
}
