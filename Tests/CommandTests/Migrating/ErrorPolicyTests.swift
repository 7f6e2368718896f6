// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("What stops a run, and what may be allowed")
struct ErrorPolicyTests {
    /// Something wrong in a repository that else could be migrated.
    struct Fault: CustomTestStringConvertible, Sendable {
        let rule: String
        let tree: @Sendable () -> Tree
        var mapping = mappingForAll

        var testDescription: String { rule }
    }

    static let target = cloudconfigs / "target/.content.xml"
    static let other = cloudconfigs / "other/.content.xml"

    static let faults = [
        Fault(
            rule: "mapping-missing", tree: { [other: .jwt] },
            mapping: "path,client_secret,scopes\n**/target,\(encrypted("a1")),a\n"),
        Fault(
            rule: "mapping-ambiguous", tree: { [:] },
            mapping: "path,client_secret,scopes\n**/target,\(encrypted("a1")),a\n**,\(encrypted("a2")),a\n"),
        Fault(rule: "configuration-ambiguous", tree: { [other: .text(IMSPage().ambiguous)] }),
        Fault(
            rule: "org-mismatch", tree: { [:] },
            mapping: "path,client_secret,org_id,scopes\n**,\(encrypted("a1")),OTHER@AdobeOrg,a\n"),
        Fault(
            rule: "xml-malformed", tree: { [other: .text(Decoy.captcha.replacing("</jcr:root>", with: ""))] }),
        Fault(
            rule: "doctype-refused",
            tree: { [other: .text(Decoy.captcha.replacing("<jcr:root", with: "<!DOCTYPE x>\n<jcr:root"))] }),
        Fault(
            rule: "encoding-unsupported",
            tree: { [other: .text(Decoy.captcha.replacing("UTF-8", with: "ISO-8859-1"))] }),
        Fault(
            rule: "docview-invalid",
            tree: { [other: .text(Decoy.captcha.replacing("siteKey=\"", with: "siteKey=\"{Unknown}"))] }),
    ]

    @Test(
        "an error anywhere means that nothing is written and exit 3, whatever --fail-on says",
        arguments: faults, ["error", "warning", "note", "never"])
    func error(_ fault: Fault, _ failOn: String) throws {
        let repository = try TemporaryRepository([Self.target: .jwt] + fault.tree(), mapping: fault.mapping)
        let before = try repository.snapshot()
        for options in failOn == "never" ? [[], ["--dry-run"], ["--output", "migrated"]] : [[]] {
            let run = try repository.run(
                [
                    "migrate", "repository", "--mapping", "mapping.csv", "--format", "json", "--fail-on",
                    failOn,
                ] + options)
            #expect(run.exit == 3, "\(run)")
            let record = try run.record()
            #expect(record.exitCode == 3)
            #expect(record.rules == ["error \(fault.rule)"])
            #expect(record.summary.migrated == 0)
            #expect(!record.outcomes.values.contains("migrated"))
        }
        #expect(try repository.snapshot().differences(from: before) == [])
        #expect(!repository.exists("migrated"))
    }

    @Test(
        "scan and check: --fail-on names the lowest level that fails the command",
        arguments: zip(["error", "warning", "note", "never"], [(0, 3), (3, 3), (3, 3), (0, 0)]))
    func failOn(_ level: String, _ exits: (scan: Int32, check: Int32)) throws {
        let repository = try TemporaryRepository([Self.target: .jwt])
        #expect(try repository.run("scan", "repository", "--fail-on", level).exit == exits.scan)
        #expect(try repository.run("check", "repository", "--fail-on", level).exit == exits.check)
    }

    @Test(
        "a note fails a command only with --fail-on note",
        arguments: zip(["error", "warning", "note", "never"], [0, 0, 3, 0]))
    func failOnNote(_ level: String, _ exit: Int32) throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "captcha/.content.xml": .text(Decoy.captcha), "docs": .link("nowhere")])
        #expect(try repository.run("scan", "repository", "--fail-on", level).exit == exit)
        #expect(try repository.run("check", "repository", "--fail-on", level).exit == exit)
    }

    @Test(
        "migrate: --fail-on warning gives warnings the power to stop it; never is for commands that only read",
        arguments: zip(["error", "warning", "note", "never"], [0, 3, 3, 0]))
    func failOnInMigrate(_ level: String, _ exit: Int32) throws {
        let repository = try TemporaryRepository(
            [Self.target: .jwt],
            mapping: mappingForAll + "/conf/no/such/configuration,\(encrypted("a2")),a\n")
        let before = try repository.snapshot()
        let run = try repository.migrate("--fail-on", level, "--format", "json")
        #expect(run.exit == exit, "\(run)")
        #expect(try run.record().rules == ["warning mapping-unused"])
        #expect(try repository.snapshot().changes(since: before) == (exit == 0 ? [Self.target.display] : []))
    }

    @Test("migrate: a note stops it with --fail-on note alone", arguments: zip(["warning", "note"], [0, 3]))
    func noteInMigrate(_ level: String, _ exit: Int32) throws {
        let repository = try TemporaryRepository(
            [Self.target: .jwt, "docs": .link("conf")], mapping: mappingForAll)
        let before = try repository.snapshot()
        let run = try repository.migrate("--fail-on", level)
        #expect(run.exit == exit, "\(run)")
        #expect(try repository.snapshot().changes(since: before) == (exit == 0 ? [Self.target.display] : []))
    }

    @Test("--allow-unmapped: a configuration without a row stays, with a warning; the others are migrated")
    func allowUnmapped() throws {
        let repository = try TemporaryRepository(
            [Self.target: .jwt, Self.other: .jwt],
            mapping: "path,client_secret,scopes\n**/target,\(encrypted("a1")),a\n")
        let before = try repository.snapshot()
        let record = try repository.migrationRecord("--allow-unmapped")
        #expect(record.exitCode == 0)
        #expect(record.rules == ["warning mapping-missing"])
        #expect(record.findings.first?.path == "/conf/global/settings/cloudconfigs/other")
        #expect(record.findings.first?.file == Self.other.display)
        #expect(record.outcomes.values.sorted() == ["migrated", "unmapped"])
        #expect(record.summary.unmapped == 1)
        #expect(try repository.snapshot().changes(since: before) == [Self.target.display])

        #expect(
            try repository.migrate("--allow-unmapped", "--fail-on", "warning").exit == 3, "it is a warning")
    }

    @Test("--allow-org-mismatch: the row's org is written, with a warning")
    func allowOrgMismatch() throws {
        let repository = try TemporaryRepository(
            [Self.target: .jwt],
            mapping: "path,client_secret,org_id,scopes\n**,\(encrypted("a1")),OTHER@AdobeOrg,a\n")
        let record = try repository.migrationRecord("--allow-org-mismatch")
        #expect(record.exitCode == 0)
        #expect(record.rules == ["warning org-mismatch"])
        #expect(
            try repository.text(Self.target.display)
                == IMSPage().oauth(secret: "\\" + encrypted("a1"), scope: "a", org: "OTHER@AdobeOrg"))
    }

    @Test(
        "one allowance is not the other",
        arguments: [("--allow-unmapped", "org-mismatch"), ("--allow-org-mismatch", "mapping-missing")])
    func otherAllowance(_ option: String, _ rule: String) throws {
        let fault = try #require(Self.faults.first { $0.rule == rule })
        let repository = try TemporaryRepository([Self.target: .jwt] + fault.tree(), mapping: fault.mapping)
        #expect(try repository.migrate(option).exit == 3)
    }

    @Test(
        "evidence of both kinds is never migrated by guess: a warning in scan, an error in check and migrate")
    func ambiguous() throws {
        let repository = try TemporaryRepository(
            [Self.target: .text(IMSPage().ambiguous)], mapping: mappingForAll)
        let scan = try repository.record("scan")
        #expect(scan.exitCode == 0)
        #expect(scan.rules == ["warning configuration-ambiguous"])
        #expect(scan.summary.ambiguous == 1)
        #expect(scan.configurations.map(\.classification) == ["ambiguous"])
        let properties = Set(scan.configurations.flatMap(\.evidence).map(\.property))
        #expect(
            properties.isSuperset(of: ["jwtClaims", "keypairAlias", "authenticationType"]),
            "evidence of both kinds")

        let check = try repository.record("check")
        #expect(check.exitCode == 3)
        #expect(check.rules == ["error configuration-ambiguous"])

        let migrate = try repository.migrationRecord()
        #expect(migrate.exitCode == 3)
        #expect(migrate.rules == ["error configuration-ambiguous"])
        #expect(migrate.configurations.map(\.outcome) == ["failed"])
    }

    @Test("… unless a row skips it")
    func ambiguousSkipped() throws {
        let repository = try TemporaryRepository(
            [Self.target: .jwt, Self.other: .text(IMSPage().ambiguous)],
            mapping: """
                path,client_secret,scopes,action
                **,\(encrypted("a1")),a,
                /conf/global/settings/cloudconfigs/other,,,skip

                """)
        let before = try repository.snapshot()
        let record = try repository.migrationRecord()
        #expect(record.exitCode == 0)
        #expect(record.findings == [])
        #expect(record.configuration("/conf/global/settings/cloudconfigs/other")?.outcome == "skipped")
        #expect(record.configuration("/conf/global/settings/cloudconfigs/other")?.mappingRow == 3)
        #expect(record.summary.skipped == 1)
        #expect(try repository.snapshot().changes(since: before) == [Self.target.display])
    }
}
