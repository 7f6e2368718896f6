// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles
import Testing

@Suite("--profile: other property names, without a change of the program")
struct ProfileTests {
    /// The built-in profile with other names of properties, or with other paths; the names of fields stay.
    private func profile(_ changes: [String: String]) throws -> String {
        let builtIn = ProjectFolder.file("Sources/IMSMigration/Profiles/cloudconfig.json").path
        return try changes.reduce(Files.text(builtIn)) { text, change in
            ["[\"NAME\"", "\"set\": \"NAME\"", "\"property\": \"NAME\""].reduce(text) { text, place in
                text.replacing(
                    place.replacing("NAME", with: change.key),
                    with: place.replacing("NAME", with: change.value))
            }
        }
    }

    static let file = cloudconfigs / "target/.content.xml"

    @Test("the names that the profile gives are written, the secret's among them, which stays secret")
    func names() throws {
        let repository = try TemporaryRepository([Self.file: .jwt], mapping: mappingForAll)
        try repository.write(
            try profile(["clientId": "imsClient", "scope": "imsScope", "clientSecret": "zzSecret"]),
            to: "profile.json")
        let run = try repository.migrate("--profile", "profile.json", "--format", "json")
        #expect(run.exit == 0, "\(run)")
        #expect(
            try run.record().configurations.first?.changes.filter(\.secret).map(\.property) == ["zzSecret"])
        #expect(!run.output.contains(encrypted("a1")))
        #expect(
            !run.output.contains(encrypted("00")),
            "the property that is no longer the secret's is an unknown one")
        let expected = IMSPage().oauth(secret: IMSPage().secret, scope: "openid,AdobeID")
            .replacing(/\ +clientId="[^"]*"\n/, with: "")
            .replacing(/\ +scope="[^"]*"\/>\n/, with: "")
            .replacing(
                "orgId=\"\(IMSPage().org)\"\n",
                with: """
                    imsClient="\(IMSPage().apiKey)"
                            imsScope="openid,AdobeID"
                            orgId="\(IMSPage().org)"
                            zzSecret="\\\(encrypted("a1"))"/>

                    """)
        #expect(try repository.text(Self.file.display) == expected)
        #expect(try repository.run("check", "repository", "--profile", "profile.json").exit == 0)
    }

    @Test("what Adobe has made by itself is left alone, with the reason, if the profile can tell")
    func provisioned() throws {
        let other = cloudconfigs / "other/.content.xml"
        let repository = try TemporaryRepository(
            [
                Self.file: .jwt,
                other: .text(
                    IMSPage().jwt.replacing(
                        "jcr:title=", with: "jcr:createdBy=\"adobe-setup\"\n        jcr:title=")),
            ], mapping: mappingForAll)
        let rule =
            "\"provisioned\": [{\"when\": {\"property\": \"jcr:createdBy\", \"equals\": \"adobe-setup\"}, "
            + "\"reason\": \"made by the setup\"}],\n  \"created\": {"
        try repository.write(
            try profile([:]).replacing("\"created\": {", with: rule), to: "profile.json")
        let before = try repository.text(other.display)

        let template = try repository.run("mapping", "template", "repository", "--profile", "profile.json")
        #expect(!template.output.contains("/other,"))
        let scan = try repository.record("scan", "--profile", "profile.json")
        #expect(scan.outcomes["/conf/global/settings/cloudconfigs/other"] == "skipped")
        #expect(scan.rules.sorted() == ["note adobe-provisioned", "warning jwt-deprecated"])
        let record = try repository.migrationRecord("--profile", "profile.json")
        #expect(record.exitCode == 0)
        #expect(record.outcomes["/conf/global/settings/cloudconfigs/other"] == "skipped")
        #expect(record.findings("adobe-provisioned").first?.message.contains("made by the setup") == true)
        #expect(try repository.text(other.display) == before)
        #expect(try repository.run("check", "repository", "--profile", "profile.json").exit == 0)
    }

    @Test("where configurations are looked for is the profile's too")
    func paths() throws {
        let repository = try TemporaryRepository([
            Self.file: .jwt, "conf/acme/integrations/target/.content.xml": .jwt,
        ])
        try repository.write(
            try profile(["/conf/**/settings/cloudconfigs/*/**": "/conf/*/integrations/*/**"]),
            to: "profile.json")
        let record = try repository.record("scan", "--profile", "profile.json")
        #expect(record.configurations.map(\.path) == ["/conf/acme/integrations/target"])
    }

    @Test("… also outside of /conf")
    func pathsElsewhere() throws {
        let repository = try TemporaryRepository(["jcr_root/etc/integrations/target/.content.xml": .jwt])
        try repository.write(
            try profile(["/conf/**/settings/cloudconfigs/*/**": "/etc/integrations/*/**"]), to: "profile.json"
        )
        let record = try repository.record("scan", "--profile", "profile.json")
        #expect(record.configurations.map(\.path) == ["/etc/integrations/target"])
    }

    @Test(
        "a profile that is wrong is refused with the place in it",
        arguments: [
            ("\"schemaVersion\": 1", "\"schemaVersion\": 2", "schemaVersion"),
            ("\"storage\": \"cloudconfig\"", "\"storage\": \"an other\"", "storage"),
            ("\"jwt\": [", "\"jvt\": [", "jvt"), ("\"equals\": \"jwt\"", "\"equal\": \"jwt\"", "equal"),
            ("\"field\": \"scopes\"", "\"field\": \"scope\"", "migrated"), ("{", "", "JSON"),
        ])
    func refused(_ text: String, _ replacement: String, _ place: String) throws {
        let repository = try TemporaryRepository([Self.file: .jwt], mapping: mappingForAll)
        let before = try repository.snapshot()
        let broken = try profile([:]).replacing(text, with: replacement, maxReplacements: 1)
        try repository.write(broken, to: "profile.json")
        let run = try repository.migrate("--profile", "profile.json")
        #expect(run.exit == 65, "\(run)")
        #expect(run.errors.contains("profile.json"))
        #expect(run.errors.contains(place))
        #expect(try repository.snapshot().differences(from: before) == [])
    }
}
