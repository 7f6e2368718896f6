// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("Parts of a run: what belongs together stays together")
struct ShardingPlaceTests {
    private static let creationHeader =
        "path,client_id,client_secret,org_id,scopes,title,action,cloud_service\n"

    /// The parts that each configuration is in, by the names of the files.
    private func files(_ repository: TemporaryRepository, _ count: Int) throws -> [[String]] {
        try (1...count).map { index in
            try repository.record("scan", "--shard", "\(index)/\(count)").configurations.map(\.file)
        }
    }

    @Test("the configurations of one file are in one part")
    func oneFile() throws {
        let pages = (1...8).map { number in
            """
            <page\(number) jcr:primaryType="nt:unstructured" apiKey="key\(number)" clientSecret="s" \
            authServerUrl="https://ims-na1.adobelogin.com" jwtClaims="{}"/>
            """
        }
        let text =
            "\(IMSPage.header)\n jcr:primaryType=\"sling:Folder\">\n\(pages.joined(separator: "\n"))\n</jcr:root>\n"
        let repository = try TemporaryRepository(
            [cloudconfigs / ".content.xml": .text(text)], mapping: mappingForAll)
        let parts = try files(repository, 7)
        #expect(parts.map(\.count).sorted() == [0, 0, 0, 0, 0, 0, 8])
        let run = ShardedRun(repository, "migrate", "repository", "--mapping", "mapping.csv", "--dry-run")
        try run.parts(7)
        try expectSameRecord(try run.merged(7), try run.whole(), "one file")
    }

    @Test("an OSGi pair is migrated by one part, whatever the hash of the customizer's path")
    func pairs() throws {
        var tree: Tree = [:]
        for number in 0..<6 {
            for (path, entry) in OSGiPair(type: "adobe-ims-\(number)").tree(
                "apps/acme/config.\(number)", id: "a\(number)"
            ).entries { tree[path] = entry }
        }
        let unsplit = try TemporaryRepository(tree, mapping: OSGiPair.mapping)
        let repository = try TemporaryRepository(tree, mapping: OSGiPair.mapping)
        let whole = try unsplit.migrate("--format", "json")
        #expect(try whole.record().summary.migrated == 6)
        let run = ShardedRun(repository, "migrate", "repository", "--mapping", "mapping.csv")
        for part in try run.parts(3, .atTheSameTime) {
            let record = try #require(try? part.record(), "\(part)")
            #expect(record.files.count == 2 * record.summary.migrated)
        }
        try expectSameRecord(try run.merged(3), whole, "pairs")
        #expect(try repository.snapshot().contentChanges(since: try unsplit.snapshot()) == [])
    }

    @Test(
        "what the mapping creates is the first part's, folders above it too",
        arguments: ShardedRun.Way.allCases)
    func creations(_ way: ShardedRun.Way) throws {
        let rows = (1...6).map { number in
            "/conf/acme/settings/cloudconfigs/new\(number),id\(number),\(encrypted("cd")),TESTORG@AdobeOrg,openid,"
                + "New,create,Adobe Target\n"
        }
        let mapping =
            Self.creationHeader + rows.joined() + "/conf/global/**,,\(encrypted("ab")),,openid,,,\n"
        let tree: Tree = [
            cloudconfigs / "target/.content.xml": .jwt, cloudconfigs / "launch/.content.xml": .jwt,
            cloudconfigs / "stock/.content.xml": .jwt,
        ]
        let unsplit = try TemporaryRepository(tree, mapping: mapping)
        let whole = try unsplit.migrate("--format", "json")
        #expect(try whole.record().summary.created == 6)
        let repository = try TemporaryRepository(tree, mapping: mapping)
        let run = ShardedRun(repository, "migrate", "repository", "--mapping", "mapping.csv")
        let parts = try run.parts(4, way)
        #expect(try parts.map { try $0.record().summary.created } == [6, 0, 0, 0])
        try expectSameRecord(try run.merged(4), whole, "creations, \(way)")
        #expect(try repository.snapshot().contentChanges(since: try unsplit.snapshot()) == [])
    }

    @Test(
        "a row that matches in another part alone is not reported as unused by the whole, a useless one once")
    func unusedRows() throws {
        let mapping =
            mappingForAll + "/conf/global/settings/cloudconfigs/target,x,openid\n/nowhere,x,openid\n"
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .jwt, cloudconfigs / "launch/.content.xml": .jwt],
            mapping: mapping)
        let run = ShardedRun(repository, "migrate", "repository", "--mapping", "mapping.csv")
        try run.parts(3)
        let record = try run.merged(3).record()
        #expect(record.findings("mapping-unused").count == 1)
        #expect(record.findings("secret-plaintext").count == 2)
    }
}
