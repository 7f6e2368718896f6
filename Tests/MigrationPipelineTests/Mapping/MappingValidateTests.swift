// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("mapping validate, and where secrets come from")
struct MappingValidateCommandTests {
    private let scene: MappingScene
    private let target = "/conf/global/settings/cloudconfigs/target"

    init() throws {
        scene = try MappingScene()
        try scene.addConfiguration("target", key: "0123456789abcdef0123456789abcdef")
    }

    private func mapping(_ rows: String, mode: Int = 0o600) throws {
        try scene.write("path,client_secret,scopes,org_id\n" + rows, to: "maps/m.csv", mode: mode)
    }

    private func validate(
        _ more: [String] = [], input: String? = nil, environment: [String: String] = [:]
    ) throws -> MappingScene.Outcome {
        try scene.run(
            ["mapping", "validate", "repo", "--mapping", "maps/m.csv", "--format", "json"] + more,
            input: input,
            environment: environment)
    }

    @Test("a mapping that is in order")
    func inOrder() throws {
        try mapping("\(target),env:CANARY_NAME,openid,\n")
        let outcome = try validate(environment: ["CANARY_NAME": "p8e-canary"])
        #expect(outcome.exit == 0)
        #expect(try scene.findings(outcome) == [])
        #expect(try scene.record(outcome)["exitReason"] as? String == "The mapping is in order.")
        let alone = try scene.run(
            ["mapping", "validate", "--mapping", "maps/m.csv"], environment: ["CANARY_NAME": "p8e-canary"])
        #expect(alone.exit == 0)
        #expect(alone.output == "The mapping is in order.\n")
    }

    @Test("all that is wrong, of syntax and of sense, is in the record with row and column: exit 65")
    func everything() throws {
        try mapping("\(target),env:NOT_SET_HERE,a;b,ORG\n/conf/x,file:none,openid,OTHER@AdobeOrg\n,,x,\n")
        let outcome = try validate()
        #expect(outcome.exit == 65)
        #expect(try scene.record(outcome)["exitCode"] as? Int == 65)
        #expect(
            try scene.findings(outcome) == [
                "error mapping-invalid 2 client_secret", "error mapping-invalid 2 scopes",
                "error mapping-invalid 2 org_id", "error mapping-invalid 3 client_secret",
                "error mapping-invalid 4 path", "error mapping-invalid 4 client_secret",
                "warning mapping-unused 3",
            ])
        let findings = try #require(try scene.record(outcome)["findings"] as? [[String: Any]])
        let unset = try #require(
            findings.first { $0["mappingRow"] as? Int == 2 && $0["input"] as? String == "maps" })
        #expect(unset["file"] as? String == "m.csv")
        #expect(unset["line"] as? Int == 2)
        // The same in every format, on standard output.
        let text = try scene.run(["mapping", "validate", "repo", "--mapping", "maps/m.csv"])
        #expect(text.exit == 65)
        #expect(
            text.output.contains(
                "Row 2, column 2 (client_secret): environment"))
        #expect(text.output.contains("m.csv:2"))
        #expect(text.error == "")
    }

    @Test("a title that others refer by is an error, as it will be when the mapping is used")
    func brokenReference() throws {
        try scene.write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="nt:unstructured" imsConfig="Title"/>

            """, to: "repo/jcr_root/conf/global/settings/cloudconfigs/launch/.content.xml")
        try scene.write("p8e-canary", to: "maps/secret", mode: 0o600)
        let header = "path,client_secret,scopes,title\n"
        try scene.write(header + "\(target),file:secret,openid,New\n", to: "maps/m.csv")
        let outcome = try validate()
        #expect(outcome.exit == 3)
        #expect(try scene.findings(outcome).contains("error reference-broken"))
        try scene.write(header + "\(target),file:secret,openid,\n", to: "maps/m.csv")
        #expect(try validate().exit == 0)
    }

    @Test("a server that a configuration names in a longer address is replaced by another one alone")
    func serverInAnAddress() throws {
        let folder = "repo/jcr_root/apps/system/config"
        let provider = "com.adobe.granite.auth.oauth.accesstoken.provider-1.config"
        try scene.write(
            """
            auth.access.token.request="https://ims-na1.adobelogin.com/ims/exchange/jwt"
            auth.token.provider.client.id="0123456789abcdef0123456789abcdef"
            auth.token.provider.default.claims=["\\"iss\\" : \\"SAMPLE@AdobeOrg\\""]
            token.request.customizer.type="1"

            """, to: "\(folder)/\(provider)")
        try scene.write(
            "auth.ims.client.secret=\"old\"\ncustomizer.type=\"1\"\n",
            to: "\(folder)/com.adobe.granite.auth.ims.impl.IMSAccessTokenRequestCustomizerImpl-1.config")
        try scene.write("p8e-canary", to: "maps/secret", mode: 0o600)
        for (server, isNew) in [
            ("https://ims-na1.adobelogin.com", false), ("https://ims-eu1.adobelogin.com", true),
        ] {
            try scene.write(
                "path,client_secret,scopes,authorization_server\n"
                    + "\(target),file:secret,openid,\n/apps/**,file:secret,openid,\(server)\n",
                to: "maps/m.csv")
            let findings = try scene.findings(validate())
            #expect(
                findings.contains("note mapping-replaces 3 authorization_server") == isNew, "\(findings)")
            #expect(!findings.contains { $0.hasPrefix("error") }, "\(findings)")
        }
    }

    @Test("findings make exit 3 at or above --fail-on, and can be allowed as for a migration")
    func levels() throws {
        try scene.write("p8e-canary", to: "maps/secret", mode: 0o600)
        try mapping("/conf/none,file:secret,openid,\n")
        #expect(try validate().exit == 3)
        #expect(try validate(["--fail-on", "never"]).exit == 0)
        #expect(try validate(["--allow-unmapped"]).exit == 0)
        #expect(try validate(["--allow-unmapped", "--fail-on", "warning"]).exit == 3)
        try mapping("\(target),file:secret,openid,OTHER@AdobeOrg\n")
        #expect(try validate().exit == 3)
        #expect(try validate(["--allow-org-mismatch"]).exit == 0)
    }

    @Test("a file that cannot be read, and one that is no mapping")
    func unusable() throws {
        #expect(try scene.run(["mapping", "validate", "--mapping", "nothing.csv"]).exit == 65)
        try mapping("\(target),\"canary\n")
        let outcome = try validate()
        #expect(outcome.exit == 65)
        #expect(try scene.findings(outcome).contains("error mapping-invalid 2 client_secret"))
        #expect(!outcome.all.contains("canary"))
        try scene.write("canary,canary\n", to: "maps/m.csv")
        #expect(try !validate().all.contains("canary"))
        #expect(try scene.run(["mapping", "validate", "nothing", "--mapping", "maps/m.csv"]).exit == 65)
    }

    @Test("secrets that others can read are told: in files, in a .env file, in the mapping itself")
    func exposed() throws {
        try scene.write("p8e-canary", to: "maps/open", mode: 0o640)
        try scene.write("CANARY_NAME=p8e-canary", to: "env", mode: 0o604)
        try mapping("\(target),file:open,openid,\n")
        #expect(try scene.findings(try validate()) == ["warning secret-exposed 2 client_secret"])
        try mapping("\(target),env:CANARY_NAME,openid,\n")
        #expect(try scene.findings(try validate(["--env-file", "env"])) == ["warning secret-exposed"])
        try mapping("\(target),p8e-canary,openid,\n", mode: 0o644)
        let outcome = try validate()
        #expect(
            try scene.findings(outcome) == [
                "warning secret-plaintext 2 client_secret", "warning secret-exposed 2 client_secret",
            ])
        #expect(!outcome.all.contains("p8e-canary"))
    }

    @Test(
        "a .env file gives variables that the environment does not have; where both do, the environment counts"
    )
    func environmentFile() throws {
        try scene.write("# mine\nexport A='p8e-canary-file'\n", to: "env", mode: 0o600)
        try mapping("\(target),env:A,openid,\n")
        let migrate = ["migrate", "repo", "--mapping", "maps/m.csv", "--env-file", "env", "--quiet"]
        let file = "repo/jcr_root" + target + "/.content.xml"
        #expect(try scene.run(["migrate", "repo", "--mapping", "maps/m.csv"]).exit == 65)
        #expect(try scene.findings(try validate(["--env-file", "env"])) == [])
        let shadowed = try validate(["--env-file", "env"], environment: ["A": "p8e-canary-real"])
        #expect(try scene.findings(shadowed) == ["warning secret-shadowed 2 client_secret"])
        #expect(!shadowed.all.contains("p8e-canary"))
        #expect(try scene.run(migrate, environment: ["A": "p8e-canary-real"]).exit == 0)
        #expect(try scene.text(file).contains("clientSecret=\"p8e-canary-real\""))
        #expect(try scene.run(migrate, environment: ["A": ""]).exit == 0)
        #expect(try scene.run(["rollback", "repo"]).exit == 0)
        #expect(try scene.run(migrate, environment: ["A": ""]).exit == 0)
        #expect(try scene.text(file).contains("clientSecret=\"p8e-canary-file\""))
    }

    @Test("a .env file that cannot be used is refused without its text")
    func brokenEnvironmentFile() throws {
        try mapping("\(target),env:A,openid,\n")
        try scene.write("A=1\np8e-canary\n", to: "env")
        let outcome = try validate(["--env-file", "env"])
        #expect(outcome.exit == 65)
        #expect(outcome.error.contains("env: cannot be used as a .env file:\n  line 2: "))
        #expect(!outcome.all.contains("canary"))
        #expect(try validate(["--env-file", "none"]).exit == 65)
    }

    @Test("commands are run when that is allowed, and not before the rest of the mapping is in order")
    func commands() throws {
        try scene.write("p8e-canary", to: "store")
        try mapping("\(target),\"cmd:sh -c 'echo ran >> ran; cat \"\"$0\"\"' store\",openid,\n")
        let refused = try validate()
        #expect(refused.exit == 65)
        #expect(refused.output.contains("--allow-commands"))
        #expect(!scene.exists("ran"))
        let migrate = ["migrate", "repo", "--mapping", "maps/m.csv", "--allow-commands", "--quiet"]
        let outcome = try scene.run(migrate)
        #expect(outcome.exit == 0, "\(outcome.all)")
        #expect(try scene.text("ran") == "ran\n")
        #expect(try scene.text("repo/jcr_root" + target + "/.content.xml").contains("\"p8e-canary\""))
        #expect(!outcome.all.contains("p8e-canary"))
        try mapping("\(target),cmd:sh -c 'echo ran >> ran; cat store',openid,\n/conf/b,env:NOT_SET_HERE,x,\n")
        #expect(try scene.run(migrate).exit == 65)
        #expect(try scene.text("ran") == "ran\n")
    }

    @Test(
        "a command that fails is told by its row and status, and what it said is not shown",
        arguments: [
            (
                "sh -c 'echo p8e-canary; echo p8e-canary >&2; exit 3'",
                "the command failed, with exit status 3"
            ),
            ("p8e-canary --x", "there is no such command, or it may not be run"),
            ("true", "the output of the command is empty"),
            ("sh -c 'kill -9 $$'", "the command was ended by signal 9"),
            ("yes p8e-canary", "the output of the command is larger than 65536 bytes"),
        ])
    func failingCommands(command: String, words: String) throws {
        try mapping("\(target),cmd:\(command),openid,\n")
        let outcome = try validate(["--allow-commands"])
        #expect(outcome.exit == 65)
        #expect(outcome.output.contains("Row 2, column 2 (client_secret): \(words)"), "\(outcome.all)")
        #expect(!outcome.all.contains("p8e-canary"))
    }

    @Test("standard input is one secret; plan and apply take it too")
    func standardInput() throws {
        try mapping("\(target),stdin:,openid,\n")
        #expect(try validate(input: "").exit == 65)
        #expect(try validate(input: "p8e-canary\n").exit == 0)
        let mapping = ["--mapping", "maps/m.csv", "--quiet"]
        let planned = try scene.run(["plan", "repo", "--out", "plan.json"] + mapping, input: "p8e-canary\n")
        #expect(planned.exit == 0)
        #expect(try scene.run(["apply", "plan.json"] + mapping, input: "other").exit == 4)
        #expect(try scene.run(["apply", "plan.json"] + mapping, input: "p8e-canary").exit == 0)
        #expect(try scene.text("repo/jcr_root" + target + "/.content.xml").contains("\"p8e-canary\""))
        #expect(!planned.all.contains("p8e-canary"))
        #expect(try !scene.text("plan.json").contains("p8e-canary"))
        let text = try scene.text("maps/m.csv")
        let same = try scene.run(["mapping", "validate", "--mapping", "/dev/stdin"], input: text)
        #expect(same.exit == 65)
        #expect(same.output.contains("standard input is the mapping itself"))
    }
}
