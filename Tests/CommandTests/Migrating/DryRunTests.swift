// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("A dry run shows exactly what the run would do")
struct DryRunTests {
    private func repository(mapping: String = mappingForAll) throws -> TemporaryRepository {
        try TemporaryRepository(
            [
                cloudconfigs / "target/.content.xml": .jwt,
                cloudconfigs / "launch/.content.xml": .text(
                    IMSPage(title: "Launch", apiKey: "launch-key").jwt),
                cloudconfigs / "captcha/.content.xml": .text(Decoy.captcha),
            ], mapping: mapping)
    }

    @Test("nothing is written but the reports")
    func writesNothing() throws {
        let repository = try repository()
        let before = try repository.snapshotOfEverything()
        let run = try repository.migrate("--dry-run")
        #expect(run.exit == 0, "\(run)")
        let changes = try repository.snapshotOfEverything().changes(since: before)
        #expect(
            changes == ["place/reports"]
                + ["SHA256SUMS", "report.html", "report.json"].map { "place/reports/\($0)" })
    }

    @Test("its record names the same changes and the same SHA-256 of each file as the run itself")
    func equalsTheRun() throws {
        let repository = try repository()
        let planned = try repository.migrationRecord("--dry-run")
        let done = try repository.migrationRecord()

        #expect(planned.mode == "dry-run")
        #expect(done.mode == "apply")
        #expect(planned.files == done.files)
        #expect(planned.files.count == 2)
        #expect(planned.configurations.map(\.changes) == done.configurations.map(\.changes))
        #expect(planned.configurations.map(\.outcome) == ["planned", "planned"])
        #expect(done.configurations.map(\.outcome) == ["migrated", "migrated"])
        #expect(planned.summary.planned == 2)
        #expect(planned.summary.migrated == 0)
        #expect(done.summary.planned == 0)
        #expect(done.summary.migrated == 2)
    }

    @Test("the SHA-256 in the record are those of the files before and after")
    func digests() throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .jwt], mapping: mappingForAll)
        let file = try #require(try repository.migrationRecord().files.first)
        // Of IMSPage().jwt and IMSPage().oauth(…), as sha256sum tells them.
        #expect(file.sha256Before == "196cf03e5f19e5d1f0f2048c7cd92de92f26cc04ceb1362e5caed67267ed74d8")
        #expect(file.sha256After == "b386fe912265dd8d139f352541ffa0677258698f3cbf5f29b5f8950eda231e99")
        #expect(
            try repository.text(file.file)
                == IMSPage().oauth(secret: "\\" + encrypted("a1"), scope: "openid,AdobeID"))
    }

    @Test(
        "the text holds a unified diff with the secret, and what of the payload is nobody's business, left out"
    )
    func diff() throws {
        let run = try repository().migrate("--dry-run")
        let file = (cloudconfigs / "target/.content.xml").display
        let diff = """
            --- a/\(file)
            +++ b/\(file)
            @@ -5,10 +5,11 @@
                     jcr:primaryType="cq:PageContent"
                     jcr:title="Target"
                     sling:resourceType="cq/adobeims-configuration/components/configuration"
            -        apiKey="0123456789abcdef0123456789abcdef"
            +        authenticationType="oauth"
                     authServerUrl="https://ims-na1.adobelogin.com"
            -        clientSecret="(secret)"
            +        clientId="0123456789abcdef0123456789abcdef"
            +        clientSecret="(secret)"
                     cloudServiceName="Adobe Target"
            -        jwtClaims="iss=TESTORG0000000000000001@AdobeOrg sub=TESTACCOUNT0000000000001@techacct.adobe.com \
            aud=https://ims-na1.adobelogin.com/c/0123456789abcdef0123456789abcdef exp=1675760043 \
            metascopes=ent_marketing_sdk"
            -        keypairAlias="target-2023"/>
            +        orgId="TESTORG0000000000000001@AdobeOrg"
            +        scope="openid,AdobeID"/>
             </jcr:root>

            """
        #expect(run.output.contains(diff), "\(run)")
    }

    @Test(
        "--detailed-exitcode: 2 while changes are pending, 0 when there are none, for every format",
        arguments: Format.allCases)
    func detailedExitCode(_ format: Format) throws {
        let repository = try repository()
        let options = ["--dry-run", "--detailed-exitcode", "--format", format.rawValue]
        #expect(
            try repository.run(["migrate", "repository", "--mapping", "mapping.csv"] + options).exit == 2)
        #expect(try repository.migrate("--dry-run").exit == 0, "without the option")
        #expect(try repository.migrate().exit == 0)
        #expect(
            try repository.run(["migrate", "repository", "--mapping", "mapping.csv"] + options).exit == 0)
    }

    @Test("--detailed-exitcode: findings weigh more than pending changes")
    func detailedExitCodeWithFindings() throws {
        let repository = try repository(
            mapping: "path,client_secret,scopes\n**/target,\(encrypted("a1")),openid\n")
        let run = try repository.migrate("--dry-run", "--detailed-exitcode")
        #expect(run.exit == 3, "\(run)")
    }
}
