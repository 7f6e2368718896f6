// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("What a run says about the surroundings of the configurations")
struct SurroundingsTests {
    private let target = cloudconfigs / "target/.content.xml"
    private let other = cloudconfigs / "other/.content.xml"

    @Test(
        "a key store alias that nothing uses any more is a note; one that another JWT configuration uses is not"
    )
    func orphans() throws {
        let repository = try TemporaryRepository(
            [target: .jwt, other: .jwt],
            mapping: "path,client_secret,scopes,action\n**/target,s,a,\n**/other,,,skip\n")
        #expect(try repository.migrationRecord("--dry-run").findings("keystore-orphan") == [])
        try repository.write(mappingForAll, to: "mapping.csv")
        let notes = try repository.migrationRecord("--dry-run").findings("keystore-orphan")
        #expect(notes.map(\.level) == ["note", "note"])
        #expect(notes.allSatisfy { $0.message.contains("target-2023") })
    }

    @Test("JWT credentials of other products are noted, and not touched")
    func holders() throws {
        let folder: RawPath = "jcr_root/apps/acme/config.author"
        let repository = try TemporaryRepository(
            [
                folder / "com.adobe.acs.commons.adobeio.service.impl.IntegrationServiceImpl.cfg.json": .text(
                    "{\"endpoint\": \"https://ims.example.com\"}"),
                folder / "com.example.Workspace.config": .text("aio.encoded.pkcs8=\"canary\"\n"),
                folder / "com.example.Other.config": .text("a=\"b\"\n"),
            ])
        let run = try repository.run("scan", "repository", "--format", "json")
        let record = try run.record()
        #expect(record.rules == ["note jwt-elsewhere", "note jwt-elsewhere"])
        #expect(
            record.findings.map(\.path) == [
                "/apps/acme/config.author/com.adobe.acs.commons.adobeio.service.impl.IntegrationServiceImpl.cfg.json",
                "/apps/acme/config.author/com.example.Workspace.config",
            ])
        #expect(record.configurations == [])
        #expect(!run.output.contains("canary"))
    }

    static let targets = [
        ("6.5.19", 0, "warning", "ims-jwt-compatibility-package-6.5-1.0.zip"),
        ("6.5.11.0", 0, "warning", "hotfix"),
        ("6.5.20", 0, "warning", "unsupported_grant_type"), ("6.5.21", 0, "note", "built in"),
        ("cloud", 0, "note", "Cloud Service"), ("6.5.10", 3, "error", "service pack 11"),
        ("6.5", 3, "error", "6.5.0"),
        ("6.4.8", 3, "error", "6.4.8"),
    ]

    @Test("--aem-version says whether the target can use OAuth", arguments: targets)
    func versions(_ version: String, _ exit: Int, _ level: String, _ words: String) throws {
        let repository = try TemporaryRepository([target: .jwt], mapping: mappingForAll)
        let run = try repository.migrate("--dry-run", "--aem-version", version, "--format", "json")
        #expect(Int(run.exit) == exit)
        let finding = try #require(try run.record().findings("target-readiness").first)
        #expect(finding.level == level)
        #expect(finding.message.contains(words))
    }

    @Test("what is no version is wrong usage", arguments: ["", "6", "six", "6.5.x", "7.0", "6.5.-1"])
    func noVersion(_ text: String) throws {
        let repository = try TemporaryRepository([target: .jwt])
        #expect(try repository.run("scan", "repository", "--aem-version=\(text)").exit == 64)
    }

    @Test("an OAuth configuration that looks otherwise than the profile would make it is a warning")
    func agreement() throws {
        let oauth = IMSPage().oauth(secret: "s", scope: "a")
        let others = [
            (oauth.replacing("clientSecret=", with: "client_secret="), "client_secret"),
            (oauth.replacing("scope=\"a\"", with: "scope=\"[a,b]\""), "array"),
            (
                oauth.replacing("authenticationType=\"oauth\"", with: "authenticationType=\"OAUTH\""),
                "another"
            ),
        ]
        for (text, words) in others {
            let repository = try TemporaryRepository(
                [target: .jwt, other: .text(text)], mapping: "path,client_secret,scopes\n**/target,s,a\n")
            let run = try repository.migrate("--dry-run", "--format", "json")
            #expect(run.exit == 0)
            let finding = try #require(try run.record().findings("profile-disagrees").first, "\(words)")
            #expect(finding.level == "warning")
            #expect(finding.path == "/" + (cloudconfigs / "other").display)
            #expect(finding.message.contains(words))
        }
        let agreeing = try TemporaryRepository(
            [target: .jwt, other: .text(oauth)], mapping: "path,client_secret,scopes\n**/target,s,a\n")
        #expect(try agreeing.migrationRecord("--dry-run").findings("profile-disagrees") == [])
    }
}
