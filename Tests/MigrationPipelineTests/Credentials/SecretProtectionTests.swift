// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("Secrets that the target AEM encrypts before they are written")
struct SecretProtectionTests {
    private let scene: NetworkScene

    init() throws {
        scene = try NetworkScene()
        try scene.files.addConfiguration("target", key: "fine-target")
        try scene.files.addConfiguration("stock", key: "fine-stock")
    }

    private func migrate(_ options: [String] = [], path: String = "") throws -> MappingScene.Outcome {
        try scene.run(
            ["migrate", "repo", "--mapping", "mapping.csv", "--format", "json"]
                + ["--protect-with", scene.server.url + path] + scene.console + options)
    }

    private func pages() throws -> [String] {
        try ["target", "stock"].map { name in
            try scene.files.text("repo/jcr_root/conf/global/settings/cloudconfigs/\(name)/.content.xml")
        }
    }

    @Test("migrate --protect-with: no clear secret in any file; each distinct one is encrypted once")
    func migration() throws {
        try scene.write(["**,,\(NetworkScene.secret),a"])
        let outcome = try migrate()
        #expect(outcome.exit == 0, "\(outcome.all)")
        for page in try pages() {
            #expect(page.firstMatch(of: /clientSecret="\\\{[0-9a-f]{96}\}"/) != nil)
        }
        for (path, data) in try scene.contents(of: ".") where path != "mapping.csv" {
            #expect(data.firstRange(of: Data(NetworkScene.secret.utf8)) == nil, "\(path)")
            #expect(data.firstRange(of: Data("console-canary".utf8)) == nil, "\(path)")
        }
        #expect(!outcome.all.contains("canary"))
        #expect(try scene.server.requests().count == 1)
        // The mapping holds it in clear, which is still said.
        #expect(try scene.files.findings(outcome).contains("warning secret-plaintext 2 client_secret"))

        let before = try scene.contents(of: "repo")
        #expect(try migrate().exit == 0)
        #expect(try scene.contents(of: "repo") == before, "a second run changes nothing")
    }

    @Test("a configuration that was created with an encrypted secret is the same in a second run")
    func created() throws {
        try scene.write(
            [
                "**/target,,\(NetworkScene.encrypted),a,,,", "**/stock,,\(NetworkScene.secret),a,,,",
                "/conf/global/settings/cloudconfigs/new,new,\(NetworkScene.secret),a,create,New,SAMPLE@AdobeOrg",
            ], header: NetworkScene.header + ",action,title,org_id")
        #expect(try migrate().exit == 0)
        let before = try scene.contents(of: "repo")
        let again = try migrate()
        #expect(again.exit == 0, "\(again.all)")
        #expect(try scene.contents(of: "repo") == before)
    }

    @Test("verified in clear, written encrypted")
    func both() throws {
        try scene.write(["**,,\(NetworkScene.secret),a"])
        let outcome = try migrate(["--verify-credentials"] + scene.endpoint)
        #expect(outcome.exit == 0)
        #expect(Set(try scene.credentials(outcome)) == ["2 fine-target valid 1", "2 fine-stock valid 1"])
        for page in try pages() { #expect(!page.contains("canary")) }
    }

    @Test(
        "what is no protected value is refused, and nothing is written",
        arguments: ["/mirror", "/short", "/login", "/moved", "/cloud"])
    func refused(_ path: String) throws {
        try scene.write(["**,,\(NetworkScene.secret),a"])
        let before = try scene.contents(of: "repo")
        let outcome = try migrate(path: path)
        #expect(outcome.exit == 74)
        #expect(outcome.error.contains("Nothing was written"))
        #expect(!outcome.all.contains("canary"))
        #expect(try scene.contents(of: "repo") == before)
    }

    @Test("plan and apply refuse it, and say what to do")
    func planAndApply() throws {
        for command in [["plan", "repo"], ["apply", "plan.json"]] {
            let outcome = try scene.run(
                command + ["--mapping", "mapping.csv", "--protect-with", scene.server.url])
            #expect(outcome.exit == 64)
            #expect(outcome.error.contains("mapping protect"))
        }
    }

    @Test(
        "a password does not stand in a command line, and an address is https",
        arguments: [
            [
                "--protect-with", "http://localhost", "--protect-user", "admin", "--protect-password",
                "p-canary",
            ],
            ["--protect-with", "http://aem.example.com/canary"],
            ["--protect-with", "http://localhost", "--protect-user", "admin"],
            ["--protect-user", "admin", "--protect-password", "env:A"],
        ])
    func usage(_ options: [String]) throws {
        try scene.write(["**,,\(NetworkScene.secret),a"])
        let outcome = try scene.run(["migrate", "repo", "--mapping", "mapping.csv"] + options)
        #expect(outcome.exit == 64)
        #expect(!outcome.all.contains("canary"))
    }

    @Test("a password that is not there: 65, and nobody is asked")
    func noPassword() throws {
        try scene.write(["**,,\(NetworkScene.secret),a"])
        let outcome = try scene.run(
            [
                "migrate", "repo", "--mapping", "mapping.csv", "--protect-with", scene.server.url,
                "--protect-user",
                "admin", "--protect-password", "env:NET_NOT_SET",
            ])
        #expect(outcome.exit == 65)
        #expect(outcome.error.contains("--protect-password"))
        #expect(try scene.server.requests().isEmpty)
    }

    @Test(
        "mapping protect: the same mapping with encrypted secrets, for its owner alone; then plan and apply work"
    )
    func mapping() throws {
        try scene.files.write(NetworkScene.secret + "\n", to: "secret", mode: 0o600)
        try scene.write(
            [
                "**/target,,file:secret,\"a, b\",\"'=note \"\"x\"\", y\",",
                "**/stock,,\(NetworkScene.encrypted),a,,", "/conf/none,,left-canary,,,skip",
            ], header: NetworkScene.header + ",note,action")
        let outcome = try scene.run(
            [
                "mapping", "protect", "--mapping", "mapping.csv", "--protect-with", scene.server.url, "--out",
                "protected.csv",
            ]
                + scene.console + ["--format", "json"])
        #expect(outcome.exit == 0, "\(outcome.all)")
        _ = try scene.record(outcome)
        let csv = try scene.files.text("protected.csv")
        #expect(!csv.contains("canary") && !csv.contains("file:"))
        #expect(csv.contains(NetworkScene.encrypted))
        #expect(csv.contains("\"a, b\",\"'=note \"\"x\"\", y\","))
        #expect(try scene.files.mode("protected.csv") == 0o600)

        let arguments = ["--mapping", "protected.csv"]
        #expect(try scene.run(["plan", "repo", "--out", "plan.json"] + arguments).exit == 0)
        #expect(try scene.run(["apply", "plan.json"] + arguments).exit == 0)
        for page in try pages() { #expect(page.contains("clientSecret=\"\\{")) }
    }

    @Test("mapping protect does not replace the mapping itself")
    func itself() throws {
        try scene.write(["**,,\(NetworkScene.secret),a"])
        let before = try scene.files.text("mapping.csv")
        let outcome = try scene.run(
            [
                "mapping", "protect", "--mapping", "mapping.csv", "--protect-with", scene.server.url, "--out",
                "mapping.csv",
            ]
                + scene.console)
        #expect(outcome.exit == 64)
        #expect(try scene.files.text("mapping.csv") == before)
        #expect(try scene.server.requests().isEmpty)
    }
}
