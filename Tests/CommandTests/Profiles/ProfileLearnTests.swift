// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@Suite("profile learn")
struct ProfileLearnTests {
    private func expectNoSecret(_ run: Run, _ scene: LearnScene) throws {
        let profile = (try? scene.profile) ?? ""
        for secret in [LearnScene.literal, encrypted("e5"), encrypted("00")] {
            #expect(!run.output.contains(secret) && !run.errors.contains(secret) && !profile.contains(secret))
        }
    }

    @Test("an example migrated by hand makes a profile that does the same to others")
    func journey() throws {
        let scene = try LearnScene()
        let run = try scene.learn("before", "after", "--mapping", "mapping.csv")
        #expect(run.exit == 0, "\(run)")
        try expectNoSecret(run, scene)
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(run.output.contains("imsScopes           scopes, an array, of the mapping"))
        #expect(try scene.repository.run("profile", "validate", "learned.json").exit == 0)

        let migration = try scene.repository.migrate("--profile", "learned.json")
        #expect(migration.exit == 0, "\(migration)")
        try expectNoSecret(migration, scene)
        let result = try scene.repository.text(LearnScene.page.display)
        var expected = LearnScene.values(LearnScene.migrated)
        expected["imsSecret"] = LearnScene.literal
        expected["imsScopes"] = "[openid,AdobeID]"
        #expect(LearnScene.values(result) == expected)
        #expect(try scene.repository.run("check", "repository", "--profile", "learned.json").exit == 0)
        #expect(try scene.repository.run("check", "before", "--profile", "learned.json").exit == 3)
        #expect(
            try scene.repository.migrate("--profile", "learned.json", "--fail-on", "error").exit == 0,
            "a second run changes nothing")
    }

    @Test("quiet leaves the verdict, and what is asked")
    func quiet() throws {
        let scene = try LearnScene()
        let whole = try scene.learn("before", "after", "--mapping", "mapping.csv")
        let quiet = try scene.learn("before", "after", "--mapping", "mapping.csv", "--quiet")
        #expect(quiet.exit == 0 && !quiet.output.contains("imsScopes"))
        #expect(quiet.output.hasPrefix("learned.json: written.") && whole.output.hasSuffix(quiet.output))
        let asking = try scene.learn("before", "after", "-q")
        #expect(
            asking.exit == 3 && asking.output.contains("warning: ") && asking.output.contains("open question")
        )
    }

    @Test("single files do as well, whatever they are called")
    func files() throws {
        let scene = try LearnScene()
        try scene.repository.write(IMSPage().jwt, to: "old.xml")
        try scene.repository.write(LearnScene.migrated, to: "new.xml")
        let trees = try scene.learn("before", "after", "--mapping", "mapping.csv")
        let learned = try scene.profile
        let files = try scene.learn("old.xml", "new.xml", "--mapping", "mapping.csv")
        #expect(trees.exit == 0 && files.exit == 0, "\(files)")
        #expect(try scene.profile == learned)
        let page = LearnScene.page.display
        #expect(try scene.learn("before/\(page)", "after", "--mapping", "mapping.csv").exit == 0)
        #expect(try scene.profile == learned)
    }

    @Test("packages do as well")
    func packages() throws {
        let scene = try LearnScene()
        let filter =
            "<workspaceFilter version=\"1.0\"><filter root=\"/conf/global/settings/cloudconfigs\"/></workspaceFilter>"
        for name: RawPath in ["before", "after"] {
            try scene.add(
                name,
                [
                    "META-INF/vault/filter.xml": .text(filter),
                    "META-INF/vault/properties.xml":
                        "<properties><entry key=\"name\">export</entry></properties>",
                ])
            let packed = try scene.repository.run(
                "pack", name.display, "--out", "\(name.display).zip")
            #expect(packed.exit == 0, "\(packed)")
        }
        let trees = try scene.learn("before", "after", "--mapping", "mapping.csv")
        let learned = try scene.profile
        #expect(trees.exit == 0)
        let packages = try scene.learn("before.zip", "after.zip", "--mapping", "mapping.csv")
        #expect(packages.exit == 0, "\(packages)")
        #expect(try scene.profile == learned)
    }

    @Test("where the secret was not found, it could be any new text")
    func secretAtLarge() throws {
        let secret = encrypted("e5")
        let scene = try LearnScene(
            after: LearnScene.migrated.replacing(
                "imsSecret=\"\\\(secret)\"", with: "imsSecret=\"my-invented-one\""))
        let run = try scene.learn("before", "after")
        #expect(run.exit == 3, "\(run)")
        #expect(!run.output.contains("my-invented-one"))
        #expect(try !scene.profile.contains("my-invented-one"))
        #expect(run.output.contains("? imsSecret has a value that could be a secret"))
        #expect(run.output.contains("constant: client_credentials"))
    }

    @Test("the profile does not overwrite what it is learned from")
    func overwriting() throws {
        let scene = try LearnScene()
        let before = try scene.repository.snapshotOfEverything()
        let run = try scene.repository.run(
            "profile", "learn", "before", "after", "--mapping", "mapping.csv", "--out", "mapping.csv")
        #expect(run.exit == 64)
        #expect(try scene.repository.snapshotOfEverything().differences(from: before) == [])
    }

    @Test("the report for programs")
    func json() throws {
        let scene = try LearnScene()
        let run = try scene.learn("before", "after", "--mapping", "mapping.csv", "--format", "json")
        let report = try LearnReport(run)
        #expect(report.exitCode == 0 && run.exit == 0 && report.findings.isEmpty)
        #expect(report.properties.first { $0.property == "grant" }?.kind == "constant")
        #expect(
            report.properties.first { $0.property == "imsSecret" }?.explanation
                == "client secret, of the mapping")
        try expectNoSecret(run, scene)
    }

    @Test(
        "what stays open is a finding and a question in the profile, which no command takes before it is answered"
    )
    func question() throws {
        let after = LearnScene.migrated.replacing("grant=", with: "again=\"Target yes\"\n        grant=")
        let scene = try LearnScene(after: after)
        let run = try scene.learn("before", "after", "--mapping", "mapping.csv", "--format", "json")
        #expect(run.exit == 3, "\(run)")
        #expect(try LearnReport(run).findings.map(\.rule) == ["profile-question"])
        #expect(try LearnReport(run).findings.map(\.level) == ["warning"])
        let profile = try scene.profile
        #expect(profile.contains("\"questions\""))
        for arguments in [
            ["scan", "repository"], ["check", "repository"],
            ["migrate", "repository", "--mapping", "mapping.csv"],
            ["mapping", "template", "repository"],
        ] {
            let refused = try scene.repository.run(arguments + ["--profile", "learned.json"])
            #expect(refused.exit == 65, "\(refused)")
            #expect(refused.errors.contains("a question about again is open"))
        }
        #expect(try scene.repository.run("profile", "validate", "learned.json").exit == 65)

        // Answered: the step moves from the question to the others.
        let answered = try #require(
            try JSONSerialization.jsonObject(with: Data(profile.utf8)) as? [String: Any])
        var members = answered
        let questions = try #require(members["questions"] as? [[String: Any]])
        let options = try #require(questions.first?["options"] as? [[String: Any]])
        let step = try #require(options.first?["step"] as? [String: Any])
        members["questions"] = nil
        members["migrated"] = try #require(members["migrated"] as? [[String: Any]]) + [step]
        let data = try JSONSerialization.data(withJSONObject: members)
        try scene.repository.write(String(decoding: data, as: UTF8.self), to: "answered.json")
        #expect(try scene.repository.run("profile", "validate", "answered.json").exit == 0)
        #expect(try scene.repository.migrate("--profile", "answered.json").exit == 0)
        #expect(
            LearnScene.values(try scene.repository.text(LearnScene.page.display))["again"] == "Target yes")
    }

    @Test("a value that could be a secret is asked about, and shown nowhere")
    func possibleSecret() throws {
        let odd = "Zx81kkQ0aab12cc99ddEE"
        let scene = try LearnScene(
            after: LearnScene.migrated.replacing("grant=", with: "odd=\"\(odd)\"\n        grant="))
        for format in ["text", "json"] {
            let run = try scene.learn("before", "after", "--format", format)
            #expect(run.exit == 3)
            #expect(!run.output.contains(odd) && !run.errors.contains(odd))
            #expect(!(try scene.profile).contains(odd))
            try expectNoSecret(run, scene)
        }
    }

    @Test("exports in which nothing was migrated, the wrong way round, and what cannot be read")
    func unusable() throws {
        let scene = try LearnScene()
        try scene.repository.write("<a", to: "broken.xml")
        try scene.repository.write("no archive", to: "package.zip")
        for (arguments, reason) in [
            (["before", "before"], "no configuration differs"), (["before", "none"], "none"),
            (["before", "broken.xml"], "broken.xml"), (["package.zip", "after"], "package.zip"),
        ] {
            let run = try scene.repository.run(["profile", "learn"] + arguments + ["--out", "learned.json"])
            #expect(run.exit == 65, "\(run)")
            #expect(run.errors.contains(reason), "\(run)")
            #expect(!scene.repository.exists("learned.json"))
        }
        let mapping = try scene.learn("before", "after", "--mapping", "before/\(LearnScene.page.display)")
        #expect(mapping.exit == 65)
    }

    @Test("wrong usage")
    func usage() throws {
        let scene = try LearnScene()
        #expect(try scene.repository.run("profile", "learn", "before", "after").exit == 64)
        #expect(try scene.learn("before").exit == 64)
        #expect(try scene.learn("before", "after", "before").exit == 64)
        #expect(try scene.learn().exit == 64)
        #expect(try scene.learn("before", "after", "--format", "html").exit == 64)
    }

    @Test("an OSGi pair, whose secret is in the other file")
    func osgi() throws {
        let folder: RawPath = "jcr_root/apps/system/config"
        let provider = "com.adobe.granite.auth.oauth.accesstoken.provider-stock1.config"
        let customizer = "com.adobe.granite.auth.ims.impl.IMSAccessTokenRequestCustomizerImpl-stock1.config"
        func tree(_ own: String, _ secret: String) -> Tree {
            [
                folder / RawPath(provider): .text(
                    """
                    auth.token.provider.client.id="\(IMSPage().apiKey)"
                    auth.token.provider.endpoint="https://ims-na1.adobelogin.com"
                    auth.token.provider.title="Stock"
                    token.request.customizer.type="stock"
                    \(own)

                    """),
                folder / RawPath(customizer): .text(
                    "auth.ims.client.secret=\"\(secret)\"\ncustomizer.type=\"stock\"\n"),
            ]
        }
        let issuer = #""\"iss\" : \"\#(IMSPage().org)\"""#
        let jwt = tree(
            #"auth.token.provider.default.claims=[\#(issuer),"\"exp\" : 1700000000"]"#
                + "\nauth.access.token.request=\"https://ims-na1.adobelogin.com/ims/exchange/jwt\"",
            encrypted("00"))
        let oauth = tree(
            "auth.token.provider.default.claims=[\(issuer)]\n"
                + "auth.access.token.request=\"https://ims-na1.adobelogin.com/ims/token/v3\"\n"
                + "auth.token.provider.authorization.grants=\"client_credentials\"\n"
                + "auth.token.provider.organisation=\"\(IMSPage().org)\"\n"
                + "auth.token.provider.scope=\"openid AdobeID\"", encrypted("e5"))
        let repository = try TemporaryRepository(jwt, mapping: LearnScene.mapping)
        try jwt.write(to: repository.place / "before")
        try oauth.write(to: repository.place / "after")
        for (before, after) in [
            ("before", "after"),
            ("before/\(folder.display)/\(provider)", "after/\(folder.display)/\(provider)"),
        ] {
            let run = try repository.run(
                "profile", "learn", before, after, "--mapping", "mapping.csv", "--out", "learned.json",
                "--force")
            #expect(run.exit == 0, "\(run)")
            #expect(run.output.contains("auth.ims.client.secret"))
            #expect(!run.output.contains(encrypted("e5")) && !run.output.contains(LearnScene.literal))
        }
        #expect(try repository.migrate("--profile", "learned.json").exit == 0)
        let written = try repository.text((folder / RawPath(provider)).display)
        #expect(written.contains("auth.token.provider.organisation=\"\(IMSPage().org)\""))
        #expect(
            written.contains("auth.token.provider.scope=\"openid\\ AdobeID\"")
                || written.contains("openid AdobeID"))
        #expect(!written.contains("exp"))
        #expect(try repository.run("check", "repository", "--profile", "learned.json").exit == 0)
    }
}
