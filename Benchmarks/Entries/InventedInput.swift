// SPDX-License-Identifier: Apache-2.0
import AuditReport
import IMSMigration
import MigrationPipeline

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Files as AEM leaves them, with invented values.
enum InventedInput {
    private static let head = """
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
            jcr:primaryType="cq:Page">
            <jcr:content
                jcr:primaryType="cq:PageContent"

        """

    /// The page of a JWT configuration.
    static func page(_ number: Int) -> String {
        head + """
                    jcr:title="Configuration \(number)"
                    sling:resourceType="cq/adobeims-configuration/components/configuration"
                    apiKey="key-\(number)"
                    authServerUrl="https://ims-na1.adobelogin.com"
                    clientSecret="\\{\(String(repeating: "ab", count: 32))}"
                    cloudServiceName="Adobe Target"
                    jwtClaims="\\{&quot;iss&quot;:&quot;INVENTED\(number)@AdobeOrg&quot;}"
                    keypairAlias="alias"/>
            </jcr:root>

            """
    }

    /// A page of another product.
    static let otherPage =
        head + """
                    jcr:title="Captcha"
                    sling:resourceType="cq/captcha/components/page"
                    clientId="1"
                    endpoint="https://example.com/1"
                    libraries="[a,b,c]"/>
            </jcr:root>

            """

    /// A mapping with one row for each of the pages.
    static func mapping(rows: Int) -> String {
        "path,client_secret,scopes\n"
            + (1...rows).map { "\(path($0)),{\(String(repeating: "cd", count: 32))},openid\n" }.joined()
    }

    /// What a dry run of migrating so many pages says.
    static func record(of count: Int) throws -> RunRecord {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ims-migrate-stages-\(UUID())")
            .path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for number in 1...count {
            let page = folder + "/jcr_root" + path(number)
            try FileManager.default.createDirectory(atPath: page, withIntermediateDirectories: true)
            try Data(self.page(number).utf8).write(to: URL(filePath: page + "/.content.xml"))
        }
        let mapping = folder + "/mapping.csv"
        try Data(self.mapping(rows: count).utf8).write(to: URL(filePath: mapping))
        let settings = RunSettings(
            profiles: try BuiltInProfiles.all(), jobs: 1, failOn: .error, progress: NoProgress())
        var options = MigrationRun.Options()
        options.isDryRun = true
        return try MigrationRun(settings: settings, options: options).run(
            folder, mapping: MappingFile(mapping))
    }

    private static func path(_ number: Int) -> String { "/conf/global/settings/cloudconfigs/page-\(number)" }
}
