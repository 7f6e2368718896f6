// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("After its migration a configuration is still one, on OAuth")
struct MigratedConfigurationTests {
    /// Nodes that evidence alone makes a JWT configuration: no resource type tells it.
    static let bare = [
        "authServerUrl=\"https://ims-na1.adobelogin.com\" apiKey=\"k\" jwtClaims=\"\(IMSPage().claims)\"",
        "authServerUrl=\"https://ims-na1.adobelogin.com\" apiKey=\"k\" keypairAlias=\"a\" orgId=\"o@AdobeOrg\"",
        "sling:resourceType=\"/apps/cq/adobeims-configuration/x\" apiKey=\"k\" techAcctId=\"a\" orgId=\"o@AdobeOrg\"",
    ]

    /// The same without a server: nothing of what a migration leaves is on the list of evidence.
    static let barer = [
        "apiKey=\"k\" jwtClaims=\"\(IMSPage().claims)\"",
        "apiKey=\"k\" keypairAlias=\"a\" orgId=\"o@AdobeOrg\"",
    ]

    private func migrateTwice(_ properties: String) throws -> (first: Record, second: Record) {
        let repository = try TemporaryRepository(
            [
                cloudconfigs / "target/.content.xml": .text(
                    "\(IMSPage.header) jcr:primaryType=\"nt:unstructured\" \(properties)/>\n")
            ], mapping: mappingForAll)
        let first = try repository.migrationRecord()
        #expect(first.exitCode == 0)
        #expect(first.summary.migrated == 1)
        let after = try repository.snapshot()
        let second = try repository.migrationRecord()
        #expect(second.exitCode == 0)
        #expect(try repository.snapshot().differences(from: after) == [])
        return (first, second)
    }

    @Test("found by its evidence", arguments: bare)
    func found(_ properties: String) throws {
        let second = try migrateTwice(properties).second
        #expect(second.summary.oauth == 1)
        #expect(second.findings == [])
    }

    @Test("also where it has neither a resource type nor a server", arguments: barer)
    func withoutServer(_ properties: String) throws {
        let second = try migrateTwice(properties).second
        #expect(second.summary.oauth == 1)
        #expect(second.findings == [])
    }
}
