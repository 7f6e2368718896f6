// SPDX-License-Identifier: Apache-2.0
import SchemaCheck
import Testing

@Suite("The three commands on SampleRepository")
struct SampleRepositoryTests {
    /// The files that change: ten that hold configurations of the console, an OSGi pair, and a Smart Tags page.
    static let changedFiles = [
        "jcr_root/apps/system/config/com.adobe.granite.auth.ims.impl.IMSAccessTokenRequestCustomizerImpl-40c1f9a2.config",
        "jcr_root/apps/system/config/com.adobe.granite.auth.oauth.accesstoken.provider-b7d20c5e.config",
        "jcr_root/conf/global/settings/cloudconfigs/brand-portal.xml",
        "jcr_root/conf/global/settings/cloudconfigs/integrations/.content.xml",
        "jcr_root/conf/global/settings/cloudconfigs/launch-ims/_jcr_content/.content.xml",
        "jcr_root/conf/global/settings/cloudconfigs/smart-tags/.content.xml",
        "jcr_root/conf/global/settings/cloudconfigs/target/.content.xml",
        "jcr_root/conf/larchfield/outlet/settings/.content.xml",
        "jcr_root/conf/larchfield/settings/cloudconfigs/2024 summer campaign/.content.xml",
        "jcr_root/conf/larchfield/settings/cloudconfigs/analytics/.content.xml",
        "jcr_root/conf/larchfield/settings/cloudconfigs/target/.content.xml",
        "jcr_root/etc/cloudservices/smarttagging/larchfield/.content.xml",
    ]

    private func sample() throws -> TemporaryRepository {
        try TemporaryRepository(copyOf: Place.sample, mapping: try Files.text(Place.sampleMapping))
    }

    @Test("scan finds twelve JWT and three OAuth configurations, and writes nothing")
    func scan() throws {
        let repository = try sample()
        let before = try repository.snapshotOfEverything()

        let run = try repository.run("scan", "repository", "--format", "json")
        #expect(run.exit == 0, "\(run)")
        #expect(run.errors.isEmpty)
        let record = try run.record()
        #expect(record.summary.configurations == 15)
        #expect(record.summary.jwt == 12)
        #expect(record.summary.oauth == 3)
        #expect(record.summary.ambiguous == 0)
        #expect(record.rules == Array(repeating: "warning jwt-deprecated", count: 12))
        #expect(
            Set(record.configurations.filter { $0.classification == "jwt" }.map(\.file))
                == Set(Self.changedFiles.dropFirst())
        )
        #expect(try repository.snapshotOfEverything().differences(from: before) == [])
    }

    @Test("a configuration goes by its page's path, and its line is that of the start tag")
    func configuration() throws {
        let record = try sample().record("scan")
        let page = try #require(
            record.configuration("/conf/larchfield/outlet/settings/cloudconfigs/24h events"))
        #expect(page.node == page.path + "/jcr:content")
        #expect(page.file == "jcr_root/conf/larchfield/outlet/settings/.content.xml")
        #expect(page.line == 6)
        #expect(page.storage == "cloudconfig")
        #expect(page.title == "Events, round the clock")
        #expect(page.cloudService == "Adobe I/O Events")
        #expect(page.clientID == "beef0004beef0004beef0004beef0004")
        #expect(page.outcome == "none")
        #expect(page.mappingRow == nil)
        #expect(page.changes.isEmpty)
        #expect(["jwtClaims", "keypairAlias"].allSatisfy { page.evidence.map(\.property).contains($0) })

        let node = try #require(record.configuration("/conf/global/settings/cloudconfigs/integrations/stock"))
        #expect(node.node == node.path, "a configuration that is not in a jcr:content")
        #expect(node.line == 20)
    }

    @Test("check fails before the migration and passes after it, and writes nothing")
    func check() throws {
        let repository = try sample()
        let before = try repository.snapshotOfEverything()
        let failing = try repository.run("check", "repository", "--format", "json")
        #expect(failing.exit == 3, "\(failing)")
        #expect(try failing.record().rules == Array(repeating: "error jwt-deprecated", count: 12))
        #expect(try repository.snapshotOfEverything().differences(from: before) == [])

        #expect(try repository.migrate().exit == 0)
        let passing = try repository.run("check", "repository", "--format", "json")
        #expect(passing.exit == 0, "\(passing)")
        #expect(try passing.record().summary.oauth == 15)
        #expect(try passing.record().findings.isEmpty)
    }

    @Test("migrate changes twelve files and nothing else; a second run changes nothing at all")
    func migrate() throws {
        let repository = try sample()
        let before = try repository.snapshot()

        let record = try repository.migrationRecord()
        #expect(record.exitCode == 0)
        #expect(record.summary.migrated == 12)
        #expect(record.summary.jwt == 12, "what the run found at its start")
        #expect(record.rules == [])
        #expect(
            record.findings.map(\.rule) == Array(repeating: "keystore-orphan", count: 11),
            "the Smart Tags page has no key of its own")
        #expect(record.files.map(\.file) == Self.changedFiles)
        let after = try repository.snapshot()
        #expect(after.changes(since: before) == Self.changedFiles)

        let again = try repository.migrationRecord()
        #expect(again.exitCode == 0)
        #expect(again.summary.migrated == 0)
        #expect(again.summary.oauth == 15)
        #expect(again.findings.isEmpty, "a row that has done its work is not unused")
        #expect(Set(again.outcomes.values) == ["already-oauth"])
        #expect(try repository.snapshot().differences(from: after) == [])
    }

    @Test("each row of the sample's mapping wins where its README says so")
    func rows() throws {
        let record = try sample().migrationRecord("--dry-run")
        let rows = Dictionary(
            uniqueKeysWithValues: record.configurations.compactMap { configuration in
                configuration.mappingRow.map { (configuration.path, $0) }
            })
        let global = "/conf/global/settings/cloudconfigs"
        let tenant = "/conf/larchfield/settings/cloudconfigs"
        #expect(
            rows == [
                "\(global)/target": 2, "\(global)/launch-ims": 3, "\(global)/integrations/analytics": 4,
                "\(global)/integrations/stock": 5, "\(global)/smart-tags": 6, "\(global)/brand-portal": 7,
                "\(tenant)/target": 8, "\(tenant)/analytics": 8, "\(tenant)/2024 summer campaign": 9,
                "/conf/larchfield/outlet/settings/cloudconfigs/24h events": 10,
                "/apps/system/config/com.adobe.granite.auth.oauth.accesstoken.provider-b7d20c5e.config": 11,
                "/etc/cloudservices/smarttagging/larchfield": 12,
            ])
    }

    @Test("the profile that is learned from the example makes of the one what was made of it by hand")
    func learn() throws {
        let example = Place.sample + "/learn"
        let repository = try TemporaryRepository(
            [cloudconfigs / "t/.content.xml": .text(try Files.text(example + "/before.content.xml"))],
            mapping: try Files.text(example + "/mapping.csv"))
        let learning = [
            "profile", "learn", example + "/before.content.xml", example + "/after.content.xml", "--mapping",
            "mapping.csv",
            "--out", "learned.json",
        ]
        #expect(try repository.run(learning).exit == 0)
        #expect(try repository.run("profile", "validate", "learned.json").exit == 0)
        #expect(try repository.migrate("--profile", "learned.json").exit == 0)
        let byHand = try Files.text(example + "/after.content.xml")
            .replacing("2026-02-03T09:30:00.000+01:00", with: "2024-03-04T10:00:00.000+01:00")
            .replacing("\"migrator\"", with: "\"admin\"")
        #expect(try repository.text("\(cloudconfigs.display)/t/.content.xml") == byHand)
    }

    @Test("the plan is as its schema says")
    func plan() throws {
        let repository = try sample()
        #expect(
            try repository.run("plan", "repository", "--mapping", "mapping.csv", "--out", "plan.json").exit
                == 0)
        #expect(try JSONSchema.plan.get().faults(in: try Files.text(repository.file("plan.json"))) == [])
    }

    @Test("the text of each command fits into 80 columns, but for the diff and its paths")
    func width() throws {
        let repository = try sample()
        for command in [["scan"], ["check"], ["migrate", "--mapping", "mapping.csv"]] {
            let run = try repository.run(command + ["repository"])
            let long = run.output.split(separator: "\n").filter {
                $0.count > 80 && !$0.contains(".xml:") && !$0.contains(".config")
            }
            #expect(long.isEmpty, "\(command[0])")
            #expect(!run.output.contains("\u{1B}"), "no colours where standard output is no terminal")
        }
    }
}
