// SPDX-License-Identifier: Apache-2.0
import IndependentReader
import Testing

@Suite("OSGi configurations that AEM reads, and that cannot be migrated as they are")
struct OSGiFileTests {
    private static let folder: RawPath = "jcr_root/apps/acme/osgiconfig/config.author"

    private static let customizerText = """
        customizer.type = one
        auth.ims.client.secret = \(encrypted("00"))

        """

    private static func providerText(_ more: String = "") -> String {
        """
        # by hand
        auth.access.token.request : https://ims-na1.adobelogin.com/ims/exchange/jwt
        auth.token.provider.client.id one-id
        auth.token.provider.keypair.alias = one
        auth.token.provider.endpoint = https\\://ims-na1.\\
            adobelogin.com
        name = one
        token.request.customizer.type = one
        \(more)
        """
    }

    private static func tree(
        _ ending: String, provider: String = providerText(), customizer: String = customizerText
    ) -> Tree {
        [
            folder / RawPath("\(OSGiPair.provider)-one.\(ending)"): .text(provider),
            folder / RawPath("\(OSGiPair.customizer)-one.\(ending)"): .text(customizer),
        ]
    }

    @Test(
        ".cfg and .properties are found, and are an error wherever something is decided",
        arguments: ["cfg", "properties"])
    func formats(ending: String) throws {
        let repository = try TemporaryRepository(Self.tree(ending), mapping: OSGiPair.mapping)
        let before = try repository.snapshot()
        let check = try repository.run("check", "repository", "--format", "json")
        #expect(check.exit == 3)
        let rules = try check.record().rules
        #expect(
            rules == [
                "error jwt-deprecated", "error osgi-format-unsupported", "error osgi-format-unsupported",
            ])
        let scan = try repository.run("scan", "repository", "--format", "json")
        #expect(scan.exit == 0)
        let record = try scan.record()
        #expect(record.configurations.map(\.classification) == ["jwt"])
        #expect(record.configurations.first?.clientID == "one-id")
        #expect(record.findings("osgi-format-unsupported").map(\.level) == ["warning", "warning"])
        #expect(
            Set(record.findings("osgi-format-unsupported").compactMap(\.file))
                == Set(Self.tree(ending).entries.map(\.path.display)))
        for option in ["--dry-run", "--yes"] {
            let run = try repository.migrate(option, "--format", "json")
            #expect(run.exit == 3)
            #expect(try run.record().outcomes.values.allSatisfy { $0 == "failed" })
        }
        #expect(
            try repository.run("plan", "repository", "--mapping", "mapping.csv", "--out", "plan.json").exit
                == 3)
        #expect(try repository.snapshot().differences(from: before) == [])
        // What a row leaves out on purpose does not stand in the way.
        try repository.write("path,client_secret,scopes,action\n/apps/**,,,skip\n", to: "mapping.csv")
        #expect(try repository.migrate().exit == 0)
    }

    @Test("a package is no different")
    func packaged() throws {
        let repository = try TemporaryRepository(
            Self.tree("cfg") + [
                "META-INF/vault/filter.xml":
                    "<workspaceFilter version=\"1.0\"><filter root=\"/apps/acme\"/></workspaceFilter>",
                "META-INF/vault/properties.xml": "<properties><entry key=\"name\">acme</entry></properties>",
            ])
        #expect(try repository.run("pack", "repository", "--out", "p.zip").exit == 0)
        let check = try repository.run("check", "p.zip", "--format", "json")
        #expect(check.exit == 3)
        #expect(try check.record().findings("osgi-format-unsupported").count == 2)
    }

    @Test("half of a pair in such a file: nothing is migrated")
    func mixed() throws {
        var tree = OSGiPair().tree("apps/system/config")
        tree["apps/system/config/\(OSGiPair.customizer)-1f2e9.config"] = nil
        tree["apps/system/config/\(OSGiPair.customizer)-x.properties"] = .text(
            "customizer.type=\(OSGiPair().type)\nauth.ims.client.secret=s\n")
        let repository = try TemporaryRepository(tree, mapping: OSGiPair.mapping)
        let before = try repository.snapshot()
        let record = try repository.migrationRecord()
        #expect(record.exitCode == 3)
        #expect(record.rules == ["error osgi-format-unsupported"])
        #expect(record.findings.first?.file?.hasSuffix("-x.properties") == true)
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test("what cannot be read at all, and a customizer that belongs to nothing, are errors too")
    func unreadable() throws {
        for text in ["<?xml version=\"1.0\"?><properties/>", "a=\\u00zz", "a=1\nA=2"] {
            let repository = try TemporaryRepository(Self.tree("cfg", provider: text, customizer: "a=b"))
            let record = try repository.record("check")
            #expect(record.rules == ["error osgi-format-unsupported", "error osgi-format-unsupported"])
            #expect(record.exitCode == 3)
        }
    }

    @Test("a provider that does not name its server is an error too, unless it uses OAuth")
    func serverless() throws {
        let file = Self.folder / RawPath("\(OSGiPair.provider)-x.cfg")
        let jwt = try TemporaryRepository([file: "name=x\nauth.token.provider.client.id=c\n"])
        #expect(try jwt.record("check").rules == ["error osgi-format-unsupported"])
        let oauth = try TemporaryRepository([
            file: "name=x\nauth.token.provider.authorization.grants=client_credentials\n"
        ])
        #expect(try oauth.record("check").rules == [])
    }

    @Test("files that are nobody's business stay without a word")
    func neighbors() throws {
        let oauth = Self.providerText("auth.token.provider.authorization.grants=client_credentials")
        let other: Tree = [
            Self.folder / "com.example.Other-one.cfg": "a=\\u00zz",
            Self.folder / "com.example.Other.properties": "auth.token.provider.keypair.alias=x",
            "jcr_root/apps/acme/i18n/\(OSGiPair.provider)-1.properties": .text(Self.providerText()),
            Self.folder / "com.example.Null.cfg.json": #"{"a": null, "b:Foo": 1}"#,
            Self.folder / RawPath("\(OSGiPair.provider)-shop.cfg"):
                "auth.token.provider.endpoint=https://login.example.com\nauth.token.provider.keypair.alias=k\n",
            Self.folder / RawPath("\(OSGiPair.provider)-shop.config"):
                "auth.token.provider.endpoint=\"https://example.com\"\n",
        ]
        let neighbors = try TemporaryRepository(other).record("check")
        #expect(neighbors.rules == [])
        #expect(neighbors.exitCode == 0)
        // A pair that uses OAuth is classified, and its format is said all the same: no migration can follow it.
        let pair = try TemporaryRepository(Self.tree("properties", provider: oauth)).record("check")
        #expect(Set(pair.rules) == ["error osgi-format-unsupported"])
        #expect(pair.configurations.map(\.classification) == ["oauth"])
    }

    // MARK: Twins

    struct Twin: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var path: String
        var text: String
    }

    private static let one = "config.author"
    private static let json = #"{"token.request.customizer.type": "adobe-ims-similaritysearch"}"#
    private static let customizerJSON = #"{"customizer.type": "adobe-ims-similaritysearch"}"#

    private static func node(_ attribute: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
            jcr:primaryType="sling:OsgiConfig"
            \(attribute)/>

        """
    }

    private static let twins = [
        Twin(
            testDescription: "format", path: "config.author.prod/\(OSGiPair.provider)-1f2e.cfg.json",
            text: json),
        Twin(
            testDescription: "tilde", path: "config.author.prod/\(OSGiPair.provider)~1f2e.config",
            text: "a=\"b\"\n"),
        Twin(
            testDescription: "dot", path: "config.author.prod/\(OSGiPair.provider).1f2e.config",
            text: "a=\"b\"\n"),
        Twin(
            testDescription: "properties", path: "config.author.prod/\(OSGiPair.provider)-1f2e.cfg",
            text: "a=b"),
        Twin(
            testDescription: "node", path: "config.author.prod/\(OSGiPair.provider)-1f2e.xml",
            text: node("a=\"b\"")),
        Twin(
            testDescription: "order of run modes",
            path: "config.prod.author/\(OSGiPair.provider)-1f2e.config",
            text: "a=\"b\"\n"),
        Twin(
            testDescription: "install", path: "install.author.prod/\(OSGiPair.provider)~1f2e.cfg.json",
            text: json),
        Twin(
            testDescription: "customizer", path: "config.author.prod/\(OSGiPair.customizer)~1f2e9.cfg.json",
            text: #"{"customizer.type": "another"}"#),
        Twin(
            testDescription: "customizer as a node",
            path: "config.author.prod/\(OSGiPair.customizer)~1f2e9.xml",
            text: node("customizer.type=\"another\"")),
    ]

    @Test("two files for one PID in one run mode", arguments: twins)
    func twin(twin: Twin) throws {
        let tree = OSGiPair().tree("jcr_root/apps/a/config.author.prod")
        let repository = try TemporaryRepository(
            tree + ["jcr_root/apps/a/\(RawPath(twin.path).display)": .text(twin.text)],
            mapping: OSGiPair.mapping)
        let before = try repository.snapshot()
        #expect(try repository.record("check").rules.contains("error osgi-twin"))
        #expect(try repository.run("check", "repository").exit == 3)
        #expect(try repository.record("scan").rules.contains("warning osgi-twin"))
        #expect(try repository.run("scan", "repository").exit == 0)
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 3)
        #expect(try run.record().rules.contains("error osgi-twin"))
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test("a migrated pair with a twin does not pass the check either")
    func oauthTwin() throws {
        var tree: Tree = [:]
        tree["apps/a/config/\(OSGiPair.provider)-1.config"] = .text(OSGiPair().provider(migrated: true))
        tree["apps/a/config/\(OSGiPair.customizer)-1.config"] = .text(OSGiPair().customizer())
        #expect(try TemporaryRepository(tree).run("check", "repository").exit == 0)
        tree["apps/b/config/\(OSGiPair.provider)-1.cfg.json"] = .text(Self.json)
        #expect(try TemporaryRepository(tree).record("check").rules == ["error osgi-twin"])
    }

    @Test("other run modes, other PIDs and other factories are no twins; other modules are worth a warning")
    func noTwins() throws {
        let pair = OSGiPair().tree("apps/a/config.author") + OSGiPair().tree("apps/a/config.publish")
        var tree = pair
        // The writer of Sling's JCR provider names an edited X.config like that, and it has a PID of its own.
        tree["apps/a/config.author/\(OSGiPair.provider)-1f2e.config.cfg.json"] =
            #"{"auth.token.provider.endpoint": "https://example.com"}"#
        tree["apps/a/config.author/com.example.Other-1.config"] = "a=\"b\"\n"
        tree["apps/a/config.author/com.example.Other-1.cfg.json"] = "{}"
        let repository = try TemporaryRepository(tree, mapping: OSGiPair.mapping)
        let record = try repository.migrationRecord()
        #expect(record.rules == [])
        #expect(record.summary.migrated == 2)

        let modules = try TemporaryRepository(
            OSGiPair().tree().below("a/jcr_root") + OSGiPair().tree().below("b/jcr_root"),
            mapping: OSGiPair.mapping)
        #expect(try modules.record("check").findings("osgi-twin").map(\.level) == ["warning", "warning"])
        #expect(try modules.migrationRecord().summary.migrated == 2)
    }

    @Test("X.config.cfg.json is read, and migrated as the instance that it is")
    func doubleExtension() throws {
        let folder = "apps/a/config"
        let tree: Tree = [
            "\(RawPath(folder).display)/\(OSGiPair.provider)-1.config.cfg.json": .text(
                #"{"auth.token.provider.endpoint": "https://ims-na1.adobelogin.com", "token.request.customizer.type": "t",\#n"#
                    + #" "auth.token.provider.default.claims": ["\"iss\" : \"TESTORG@AdobeOrg\""],\#n"#
                    + #" "auth.token.provider.client.id": "c"}"#),
            "\(RawPath(folder).display)/\(OSGiPair.customizer)-1.config.cfg.json":
                #"{"customizer.type": "t"}"#,
        ]
        let repository = try TemporaryRepository(tree, mapping: OSGiPair.mapping)
        #expect(try repository.run("check", "repository").exit == 3)
        #expect(try repository.migrationRecord().summary.migrated == 1)
        #expect(try repository.run("check", "repository").exit == 0)
    }

    // MARK: Values

    @Test(
        "a value of either file that AEM refuses",
        arguments: [
            #""service.ranking": null"#, #""a:Foo": 1"#, #""a:Integer": "x""#, #""a:Integer": 3000000000"#,
            #""a": {}"#,
            #""a": ["x", 1]"#, #""auth.token.provider.conn.timeout:Integer": "x""#,
        ], [false, true])
    func doubtfulJSON(member: String, inCustomizer: Bool) throws {
        let provider = #"""
            {
              "auth.token.provider.endpoint": "https://ims-na1.adobelogin.com",
              "auth.token.provider.client.id": "c",
              "auth.token.provider.default.claims": ["\"iss\" : \"TESTORG@AdobeOrg\""],
              "token.request.customizer.type": "t"\#(inCustomizer ? "" : ", " + member)
            }
            """#
        let customizer =
            "{\"customizer.type\": \"t\", \"auth.ims.client.secret\": \"s\"\(inCustomizer ? ", " + member : "")}"
        try expectDoubtful([
            "apps/a/config/\(OSGiPair.provider)~1.cfg.json": .text(provider),
            "apps/a/config/\(OSGiPair.customizer)~1.cfg.json": .text(customizer),
        ])
    }

    @Test(
        "so in .config, and in nodes",
        arguments: [#"a=I"abc""#, #"a=X"300""#, #"a=Z"1""#, #"a=C"""#], [false, true])
    func doubtfulFelix(line: String, inCustomizer: Bool) throws {
        var tree = OSGiPair().tree("apps/a/config")
        let file =
            inCustomizer ? "\(OSGiPair.customizer)-1f2e9.config" : "\(OSGiPair.provider)-1f2e.config"
        tree["apps/a/config/\(RawPath(file).display)"] = .text(
            (inCustomizer ? OSGiPair().customizer() : OSGiPair().provider()) + line + "\n")
        try expectDoubtful(tree)
    }

    @Test("so in nodes", arguments: ["{Long}abc", "{Name}x", "{Decimal}1"], [false, true])
    func doubtfulNode(value: String, inCustomizer: Bool) throws {
        let provider = Self.node(
            #"""
            \#(inCustomizer ? "" : "a=\"\(value)\"")
                auth.token.provider.client.id="c"
                auth.token.provider.default.claims="[&quot;iss&quot; : &quot;TESTORG@AdobeOrg&quot;]"
                auth.token.provider.endpoint="https://ims-na1.adobelogin.com"
                token.request.customizer.type="t"
            """#)
        let customizer = Self.node(
            "\(inCustomizer ? "a=\"\(value)\"" : "") auth.ims.client.secret=\"s\" customizer.type=\"t\"")
        try expectDoubtful([
            "jcr_root/apps/a/config/\(OSGiPair.provider)-1.xml": .text(provider),
            "jcr_root/apps/a/config/\(OSGiPair.customizer)-1.xml": .text(customizer),
        ])
    }

    private func expectDoubtful(_ tree: Tree) throws {
        let repository = try TemporaryRepository(tree, mapping: OSGiPair.mapping)
        let before = try repository.snapshot()
        let check = try repository.record("check")
        #expect(check.exitCode == 3)
        #expect(check.rules.contains("error jwt-deprecated"))
        #expect(check.rules.contains("error osgi-doubtful"))
        #expect(check.findings("osgi-doubtful").allSatisfy { $0.line != nil && $0.file != nil })
        let scan = try repository.record("scan")
        #expect(scan.exitCode == 0)
        #expect(scan.rules.contains("warning osgi-doubtful"))
        let run = try repository.migrate("--dry-run", "--format", "json")
        #expect(run.exit == 3)
        #expect(try run.record().rules.contains("error osgi-doubtful"))
        #expect(
            try repository.run("plan", "repository", "--mapping", "mapping.csv", "--out", "p.json").exit == 3)
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    // MARK: Servers

    private static func placeholder(_ request: String, _ endpoint: String, _ more: String = "") -> Tree {
        [
            "apps/a/config/\(OSGiPair.provider)~1.cfg.json": .text(
                #"""
                {
                  "auth.access.token.request": "\#(request)",
                  "auth.token.provider.endpoint": "\#(endpoint)",
                  "auth.token.provider.client.id": "c",
                  \#(more)
                  "token.request.customizer.type": "t"
                }
                """#),
            "apps/a/config/\(OSGiPair.customizer)~1.cfg.json":
                #"{"customizer.type": "t", "auth.ims.client.secret": "s"}"#,
        ]
    }

    private static let orgMapping =
        "path,client_secret,scopes,org_id\n/apps/**,\(encrypted("ab")),openid,O@AdobeOrg\n"

    @Test(
        "a default below adobelogin.com is the server, and stays in the URL",
        arguments: [
            ("https://$[env:H;default=ims-na1.adobelogin.com]/ims/exchange/jwt", ""),
            ("$[prop:H;type=String;default=ims-na1.adobelogin.com]/ims/exchange/jwt", ""),
            ("%s/ims/exchange/jwt", "https://$[env:H;default=ims-na1.adobelogin.com;type=String]"),
            ("%s/ims/exchange/jwt", "$[secret:H;default=https://ims-na1.adobelogin.com]"),
            ("https://$[env:STAGE;default=ims-na1].adobelogin.com/x", ""),
            ("https://$[env:STAGE].adobelogin.com/x", ""),
        ])
    func defaultServer(request: String, endpoint: String) throws {
        let repository = try TemporaryRepository(
            Self.placeholder(request, endpoint), mapping: Self.orgMapping)
        #expect(try repository.record("check").rules == ["error jwt-deprecated"])
        #expect(try repository.migrationRecord().summary.migrated == 1)
        let text = try repository.text("apps/a/config/\(OSGiPair.provider)~1.cfg.json")
        let written = try #require(text.split(separator: "\n").first { $0.contains("token.request\":") })
        #expect(written.contains("/ims/token/v3\""))
        #expect(written.contains("$["))
        #expect(try repository.run("check", "repository").exit == 0)
    }

    @Test(
        "one that nothing decides is an error where a JWT is exchanged, and a warning where OAuth is used",
        arguments: [
            "https://$[env:H]/ims/exchange/jwt", "https://$[env:H;default=idp.example.com]/ims/exchange/jwt",
            "$[secret:URL;default=https://idp.example.com/ims/exchange/jwt]",
        ])
    func undecidedServer(request: String) throws {
        let jwt = try TemporaryRepository(Self.placeholder(request, ""), mapping: Self.orgMapping)
        let check = try jwt.record("check")
        #expect(check.exitCode == 3)
        #expect(check.rules == ["error osgi-doubtful"])
        #expect(try jwt.record("scan").rules == ["warning osgi-doubtful"])
        #expect(try jwt.migrate().exit == 3)
        let grants = #""auth.token.provider.authorization.grants": "client_credentials","#
        let oauth = try TemporaryRepository(Self.placeholder(request, "", grants))
        #expect(try oauth.record("check").rules == ["warning osgi-doubtful"])
        #expect(try oauth.run("check", "repository").exit == 0)
    }

    @Test("further traits of a JWT, and providers without any")
    func traits() throws {
        let server = "https://$[env:IDP]/token"
        for more in [
            #""auth.token.provider.keypair.alias": "k","#,
            #""auth.token.provider.default.claims": ["\"https://$[env:IDP]/s/event_receiver_api\" : true"],"#,
        ] {
            let repository = try TemporaryRepository(Self.placeholder(server, "", more))
            #expect(try repository.record("check").rules == ["error osgi-doubtful"])
        }
        for (request, more) in [
            (server, ""), (server, #""auth.token.provider.keypair.alias": "","#),
            ("https://$[env:TENANT].example.com/exchange/jwt", ""),
            ("https://example.com/$[env:TENANT]/exchange/jwt", ""),
        ] {
            let repository = try TemporaryRepository(Self.placeholder(request, "", more))
            #expect(try repository.record("check").rules == [], "\(request) \(more)")
        }
    }
}
