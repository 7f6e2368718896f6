// SPDX-License-Identifier: Apache-2.0
import AuditReport
import Foundation
import Testing

@Suite("verify-credentials asks about each distinct credential, and about no other")
struct VerifyCredentialsTests {
    private let scene: NetworkScene

    init() throws { scene = try NetworkScene() }

    @Test("0 when all are valid; rows with the same credential are one question")
    func valid() throws {
        let outcome = try scene.verify(
            [
                scene.row("a", scopes: "\"openid, AdobeID\""),
                "/conf/other,a,\(NetworkScene.secret),AdobeID openid",
                scene.row("b"), scene.row("a"),
            ], ["--format", "json"])
        #expect(outcome.exit == 0, "\(outcome.all)")
        #expect(try scene.credentials(outcome) == ["2,3 a valid 1", "4 b valid 1", "5 a valid 1"])
        #expect(try scene.server.requests().count == 3)
        let record = try scene.record(outcome)
        #expect(record["exitReason"] as? String == "All 3 credentials work.")
        #expect(record["command"] as? String == "verify-credentials")
        #expect(record["mode"] as? String == "read-only")
    }

    @Test("3 when one is not; each failure has its own verdict, and its place in the mapping")
    func verdicts() throws {
        let outcome = try scene.verify(
            [
                scene.row("fine"), scene.row("wrong", secret: "wrong-canary"), scene.row("unknown-1"),
                scene.row("scopes", scopes: "not-granted"), scene.row("forbidden-1"), scene.row("busy-1"),
                scene.row("html-1"), scene.row("brokenonce-1"),
            ], ["--format", "json"])
        #expect(outcome.exit == 3)
        #expect(
            try scene.credentials(outcome) == [
                "2 fine valid 1", "3 wrong invalid-client 1", "4 unknown-1 invalid-client 1",
                "5 scopes invalid-scope 1", "6 forbidden-1 unauthorized 1", "7 busy-1 throttled 1",
                "8 html-1 unexpected-answer 1", "9 brokenonce-1 valid 2",
            ])
        #expect(
            try scene.files.findings(outcome) == [
                "error credential-refused 3 client_secret", "error credential-refused 4 client_secret",
                "error credential-refused 5 scopes", "error credential-refused 6 client_id",
                "error credential-unverified 7", "error credential-unverified 8 authorization_server",
            ])
        let findings = try #require(try scene.record(outcome)["findings"] as? [[String: Any]])
        #expect(findings.first?["file"] as? String == "mapping.csv")
        #expect(findings.first?["line"] as? Int == 3)
    }

    @Test("--fail-on never shows all the same, and passes")
    func failOnNever() throws {
        let outcome = try scene.verify([scene.row("unknown-1")], ["--format", "json", "--fail-on", "never"])
        #expect(outcome.exit == 0)
        #expect(try scene.credentials(outcome) == ["2 unknown-1 invalid-client 1"])
    }

    @Test("rows that are skipped are not asked about; a mapping without credentials passes")
    func skipped() throws {
        let outcome = try scene.verify(
            ["/conf/a,a,whatever,openid,skip"], ["--format", "json"], header: NetworkScene.header + ",action")
        #expect(outcome.exit == 0)
        #expect(try scene.credentials(outcome) == [])
        #expect(try scene.server.requests().isEmpty)
    }

    @Test("an encrypted secret is not sent, wherever it comes from, and is not taken for verified")
    func encrypted() throws {
        try scene.files.write(NetworkScene.encrypted + "\n", to: "secret", mode: 0o600)
        let outcome = try scene.verify(
            [
                scene.row("a", secret: NetworkScene.encrypted), scene.row("b", secret: "file:secret"),
                scene.row("c"),
            ],
            ["--format", "json"])
        #expect(outcome.exit == 3)
        #expect(
            try scene.credentials(outcome) == ["2 a not-verifiable 0", "3 b not-verifiable 0", "4 c valid 1"])
        #expect(
            try scene.files.findings(outcome) == [
                "warning credential-unverified 2 client_secret",
                "warning credential-unverified 3 client_secret",
            ])
        #expect(try scene.server.requests().count == 1)
    }

    @Test(
        "a placeholder, in the cell, a file or a variable, is not sent either; it needs no client ID to say so"
    )
    func placeholders() throws {
        try scene.files.write("$[secret:FROM_FILE]\n", to: "secret", mode: 0o600)
        try scene.write([
            scene.row("a", secret: "$[secret:A;default=canary]"), scene.row("b", secret: "file:secret"),
            scene.row("c", secret: "env:PLACEHOLDER"), "/conf/d,,$[env:D],openid",
            scene.row("$[env:CLIENT]"),
        ])
        let outcome = try scene.run(
            ["verify-credentials", "--mapping", "mapping.csv", "--format", "json"] + scene.endpoint,
            environment: ["PLACEHOLDER": "$[prop:c]"])
        #expect(outcome.exit == 3)
        #expect(
            try scene.credentials(outcome) == [
                "2 a not-verifiable 0", "3 b not-verifiable 0", "4 c not-verifiable 0", "5  not-verifiable 0",
                "6 $[env:CLIENT] not-verifiable 0",
            ])
        #expect(!outcome.all.contains("canary"))
        #expect(try scene.server.requests().isEmpty)
    }

    @Test(
        "an empty client id is the API key of today: the row's, else the repository's, else nobody is asked")
    func clientIDs() throws {
        try scene.files.addConfiguration("target", key: "fine-target")
        try scene.files.addConfiguration("stock", key: "fine-stock")
        let lines = [
            "**/target,,,\(NetworkScene.secret),a", "**/stock,fine-stock,,\(NetworkScene.secret),a",
            "/conf/none,,,\(NetworkScene.secret),a",
        ]
        let header = "path,jwt_client_id,client_id,client_secret,scopes"
        let alone = try scene.verify(lines, ["--format", "json"], header: header)
        #expect(alone.exit == 3)
        #expect(try scene.credentials(alone) == ["3 fine-stock valid 1"])
        #expect(
            try scene.files.findings(alone) == [
                "error credential-unverified 2 client_id", "error credential-unverified 4 client_id",
            ])
        let lastRow = lines.dropLast()
        let together = try scene.verify(Array(lastRow), ["repo", "--format", "json"], header: header)
        #expect(together.exit == 0, "\(together.all)")
        #expect(
            Set(try scene.credentials(together)) == ["2 fine-target valid 1", "3 fine-stock valid 1"])
    }

    @Test("a customizer with a row of its own is a credential of its own, with the client id of its provider")
    func runModes() throws {
        let type = "token.request.customizer.type=\"t\"\n"
        let secretFile = "com.adobe.granite.auth.ims.impl.IMSAccessTokenRequestCustomizerImpl-x.config"
        let files = [
            "config/com.adobe.granite.auth.oauth.accesstoken.provider-x.config":
                "auth.token.provider.endpoint=\"https://ims-na1.adobelogin.com\"\n"
                + "auth.token.provider.client.id=\"fine\"\n\(type)",
            "config.author/\(secretFile)": "customizer.type=\"t\"\n",
            "config.publish/\(secretFile)": "customizer.type=\"t\"\n",
        ]
        for (path, text) in files {
            let place = "repo/jcr_root/apps/a/\(path)"
            try FileManager.default.createDirectory(
                at: scene.files.folder.appending(path: place).deletingLastPathComponent(),
                withIntermediateDirectories: true)
            try scene.files.write(text, to: place)
        }
        let outcome = try scene.verify(
            [
                "/apps/**,,\(NetworkScene.secret),openid",
                "/apps/a/config.publish/\(secretFile),,wrong-canary,openid",
            ], ["repo", "--format", "json"])
        #expect(outcome.exit == 3)
        #expect(Set(try scene.credentials(outcome)) == ["2 fine valid 1", "3 fine invalid-client 1"])
    }

    @Test("one row for many configurations brings as many credentials as they have client ids")
    func glob() throws {
        for name in ["one", "two"] { try scene.files.addConfiguration(name, key: "fine-\(name)") }
        let outcome = try scene.verify(["**,,\(NetworkScene.secret),a"], ["repo", "--format", "json"])
        #expect(outcome.exit == 0)
        #expect(Set(try scene.credentials(outcome)) == ["2 fine-one valid 1", "2 fine-two valid 1"])
    }

    @Test("the server of the row must have the form of one: 65, and nobody is asked")
    func malformedServers() throws {
        try scene.write(
            [
                scene.row("fine"), scene.row("http") + ",\(scene.server.url)",
                scene.row("user") + ",https://u:pw-canary@example.com",
            ].map { $0.contains("http") ? $0 : $0 + "," },
            header: NetworkScene.header + ",authorization_server")
        let outcome = try scene.run(["verify-credentials", "--mapping", "mapping.csv", "--format", "json"])
        #expect(outcome.exit == 65)
        #expect(
            try scene.files.findings(outcome) == [
                "error mapping-invalid 3 authorization_server",
                "error mapping-invalid 4 authorization_server",
            ])
        #expect(!outcome.all.contains("pw-canary"))
        #expect(try scene.server.requests().isEmpty)
    }

    @Test("a server of a row that isn't Adobe's gets nothing unless it is allowed, in small letters or not")
    func foreignServerOfRow() throws {
        // Nothing listens there; that is noticed only by asking.
        let server = "https://LocalHost:\(scene.server.silentPort)"
        try scene.write(
            [scene.row("a") + ",\(server)", scene.row("fine") + ","],
            header: NetworkScene.header + ",authorization_server")
        let verify = ["verify-credentials", "--mapping", "mapping.csv", "--format", "json"]
        let refused = try scene.run(verify + scene.endpoint)
        #expect(refused.exit == 3)
        #expect(try scene.files.findings(refused) == ["error server-foreign 2 authorization_server"])
        #expect(try scene.credentials(refused) == ["3 fine valid 1"])
        try scene.write(
            [scene.row("a") + ",\(server)"], header: NetworkScene.header + ",authorization_server")
        for host in ["localhost", "LOCALHOST:\(scene.server.silentPort)"] {
            let allowed = try scene.run(verify + ["--allow-server", host])
            #expect(
                try !scene.files.findings(allowed).contains("error server-foreign 2 authorization_server"))
            #expect(try scene.credentials(allowed).contains { $0.hasPrefix("2 a ") })
        }
        #expect(try scene.run(verify + ["--allow-server", "https://localhost"]).exit == 64)
    }

    @Test("a repository does not decide where secrets are sent")
    func foreignServer() throws {
        try scene.files.addConfiguration("target", key: "fine")
        let page = "repo/jcr_root/conf/global/settings/cloudconfigs/target/.content.xml"
        let text = try scene.files.text(page)
            .replacing(
                "authServerUrl=\"https://ims-na1.adobelogin.com\"",
                with: "authServerUrl=\"\(scene.server.url)\"")
        try scene.files.write(text, to: page)
        try scene.write(["**,,\(NetworkScene.secret),a"])
        let outcome = try scene.run(
            ["verify-credentials", "repo", "--mapping", "mapping.csv", "--format", "json"])
        #expect(outcome.exit == 3)
        #expect(
            try scene.files.findings(outcome) == ["error server-foreign 2 authorization_server"])
        #expect(try scene.server.requests().isEmpty)
    }

    @Test(
        "64 for an address that secrets must not be sent to; it is not repeated",
        arguments: [
            "http://example.com/canary", "https://u:canary@localhost", "ftp://canary", "canary canary",
        ])
    func usage(_ address: String) throws {
        try scene.write([scene.row("a")])
        let outcome = try scene.run(
            ["verify-credentials", "--mapping", "mapping.csv", "--ims-endpoint", address])
        #expect(outcome.exit == 64)
        #expect(outcome.error.contains("--ims-endpoint"))
        #expect(!outcome.all.contains("canary"))
    }

    @Test("65 for a mapping that cannot be used: nobody is asked")
    func unusable() throws {
        let outcome = try scene.verify([scene.row("a"), scene.row("b", secret: "env:NET_NOT_SET")])
        #expect(outcome.exit == 65)
        #expect(try scene.server.requests().isEmpty)
    }

    @Test("a proxy of the environment is asked, but for this machine itself")
    func proxies() throws {
        try scene.write([scene.row("fine")])
        let proxy = "http://127.0.0.1:\(scene.server.port)"
        let outside = try scene.run(
            ["verify-credentials", "--mapping", "mapping.csv", "--format", "json"],
            environment: ["https_proxy": proxy, "no_proxy": ""])
        #expect(try scene.credentials(outside) == ["2 fine unreachable 1"])
        #expect(outside.output.contains("The proxy refused a connection"))
        let requests = try scene.server.requests()
        #expect(requests.count == 1)
        #expect(requests.allSatisfy { $0.hasPrefix("CONNECT ") && !$0.contains("canary") })
        let silent = "http://127.0.0.1:\(scene.server.silentPort)"
        let inside = try scene.run(
            ["verify-credentials", "--mapping", "mapping.csv"] + scene.endpoint,
            environment: ["http_proxy": silent, "all_proxy": silent, "no_proxy": ""])
        #expect(inside.exit == 0, "\(inside.all)")
    }

    @Test("no format and no report holds a secret or a token", arguments: ReportFormat.allCases)
    func canaries(_ format: ReportFormat) throws {
        let clients = [
            "fine", "unknown-1", "echo-1", "mirror-1", "forbidden-1", "html-1", "moved-1", "lying-1",
        ]
        let outcome = try scene.verify(
            clients.map { scene.row($0) } + [scene.row("wrong", secret: "wrong-canary")],
            ["--format", format.rawValue, "--report-dir", "reports", "--verbose"])
        #expect(outcome.exit == 3)
        let texts = try [
            outcome.output, outcome.error, scene.files.text("reports/report.json"),
            scene.files.text("reports/report.html"),
        ]
        for text in texts { #expect(!text.contains("canary")) }
        #expect(try scene.server.requests().count { $0.contains("canary") } >= clients.count)
        if ![.diff, .sarif, .github].contains(format) {
            #expect(outcome.output.contains("fine"), "the credential that works is there too")
        }
        #expect(format == .diff || outcome.output.contains("unknown-1"))
    }

    @Test("what a client id holds is shown harmless", arguments: ReportFormat.allCases)
    func hostileClientID(_ format: ReportFormat) throws {
        let id = "=fine\u{1B}[31m|<b>"
        let outcome = try scene.verify(
            ["/conf/a,\"\(id)\",\(NetworkScene.secret),a"], ["--format", format.rawValue])
        #expect(outcome.exit == 0)
        #expect(!outcome.output.contains("\u{1B}"))
        if [.html, .junit].contains(format) { #expect(!outcome.output.contains("<b>")) }
        if format == .csv { #expect(!outcome.output.contains(",=fine")) }
    }
}
