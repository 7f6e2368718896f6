// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("Where configurations are found: the layouts of exports")
struct LayoutTests {
    /// Scans and migrates `tree`, and expects these configurations (path and file), and no other file to be changed.
    private func expect(
        _ found: [String: String], in tree: Tree, passing argument: String = "repository",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let repository = try TemporaryRepository(tree, mapping: mappingForAll)
        let before = try repository.snapshot()
        let scan = try repository.run("scan", argument, "--format", "json").record()
        let pairs = scan.configurations.map { ($0.path, $0.file) }
        #expect(
            Dictionary(pairs, uniquingKeysWith: { "\($0) and \($1)" }) == found,
            sourceLocation: sourceLocation)

        let run = try repository.run("migrate", argument, "--mapping", "mapping.csv")
        #expect(run.exit == 0, "\(run)", sourceLocation: sourceLocation)
        let folders = argument.split(separator: "/").dropFirst()
        let files = Set(found.values).map { (folders + [$0[...]]).joined(separator: "/") }
        #expect(
            try repository.snapshot().changes(since: before) == files.sorted(), sourceLocation: sourceLocation
        )
        #expect(try repository.run("check", argument).exit == 0, sourceLocation: sourceLocation)
    }

    static let path = "/conf/global/settings/cloudconfigs/target"
    static let file = (cloudconfigs / "target/.content.xml").display

    @Test("a folder with conf directly inside")
    func bareConf() throws {
        try expect([Self.path: Self.file], in: [cloudconfigs / "target/.content.xml": .jwt])
    }

    @Test("a package root, and the jcr_root folder by itself: files are relative to what was passed")
    func packageRoot() throws {
        let tree: Tree = [
            "META-INF/vault/filter.xml":
                "<workspaceFilter version=\"1.0\"><filter root=\"/conf\"/></workspaceFilter>",
            "META-INF/vault/properties.xml": """
            <?xml version="1.0" encoding="utf-8" standalone="no"?>
            <!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd"><properties/>
            """,
            "jcr_root" / cloudconfigs / "target/.content.xml": .jwt,
        ]
        try expect([Self.path: "jcr_root/" + Self.file], in: tree)
        try expect([Self.path: Self.file], in: tree, passing: "repository/jcr_root")
        try expect([Self.path: Self.file], in: tree, passing: "repository/jcr_root/")
    }

    @Test("a Maven project: every content module, and nothing of target, node_modules or .git")
    func maven() throws {
        let tenant: RawPath = "conf/acme/settings/cloudconfigs"
        let content: RawPath = "src/main/content/jcr_root"
        let built: Tree = ["jcr_root" / cloudconfigs / "built/.content.xml": .jwt]
        try expect(
            [
                Self.path: "ui.content/src/main/content/jcr_root/\(Self.file)",
                "/conf/acme/settings/cloudconfigs/target":
                    "ui.config/src/main/content/jcr_root/conf/acme/settings/cloudconfigs/target/.content.xml",
            ],
            in: [
                "pom.xml": "<project/>", "ui.content/pom.xml": "<project/>",
                "ui.config/pom.xml": "<project/>",
                "ui.content" / content / cloudconfigs / "target/.content.xml": .jwt,
                "ui.config" / content / tenant / "target/.content.xml": .jwt,
                "ui.config" / content / tenant / "oauth/.content.xml": .text(Decoy.marketo),
            ] + built.below("target/classes") + built.below("ui.content/target/vault-work")
                + built.below("ui.frontend/node_modules/some-package") + built.below(".git/worktree")
                + built.below(".build/checkouts"))
    }

    @Test("a configuration may be called target, in every layout")
    func target() throws {
        let tree: Tree = [
            cloudconfigs / "target/target/.content.xml": .jwt, cloudconfigs / "target/.content.xml": .jwt,
        ]
        let found = [
            Self.path: Self.file,
            Self.path + "/target": (cloudconfigs / "target/target/.content.xml").display,
        ]
        try expect(found, in: tree)
        for folder in ["jcr_root", "a/target-module/src/jcr_root"] {
            try expect(found.mapValues { "\(folder)/\($0)" }, in: tree.below(RawPath(folder)))
        }
    }

    @Test("a page's content in a _jcr_content folder of its own")
    func contentFolder() throws {
        let content = """
            \(IMSPage.header)
                jcr:primaryType="cq:PageContent"
                apiKey="key"
                jwtClaims="\(IMSPage().claims)"/>

            """
        try expect(
            [Self.path: (cloudconfigs / "target/_jcr_content/.content.xml").display],
            in: [
                cloudconfigs / "target/.content.xml": .text(
                    "\(IMSPage.header) jcr:primaryType=\"cq:Page\"/>\n"),
                cloudconfigs / "target/_jcr_content/.content.xml": .text(content),
            ])
    }

    @Test("NAME.xml, where FileVault takes it for docview")
    func namedFile() throws {
        try expect(
            [Self.path: (cloudconfigs / "target.xml").display],
            in: [
                cloudconfigs / "target.xml": .jwt,
                // For FileVault these are files, not nodes.
                cloudconfigs / "plain.xml": "<configuration jwtClaims=\"none\" apiKey=\"none\"/>",
                cloudconfigs / "single-quoted.xml": .text(
                    IMSPage().jwt.replacing(
                        "\"http://www.jcp.org/jcr/1.0\"", with: "'http://www.jcp.org/jcr/1.0'")),
                cloudconfigs / "late.xml": .text(
                    IMSPage().jwt.replacing(
                        "<jcr:root", with: "<!--\(String(repeating: "x", count: 1000))-->\n<jcr:root")),
                cloudconfigs / "target.json": "{\"jwtClaims\": true}",
            ])
    }

    @Test(
        "inline in the file of a folder above, however far up",
        arguments: [
            ("conf/.content.xml", ["global", "settings", "cloudconfigs"]),
            ("conf/global/.content.xml", ["settings", "cloudconfigs"]),
            ("conf/global/settings/.content.xml", ["cloudconfigs"]),
            ("conf/global/settings/cloudconfigs/.content.xml", []),
            ("conf/global/settings/cloudconfigs.xml", []),
        ])
    func inline(_ file: String, _ names: [String]) throws {
        let node = """
            <target jcr:primaryType="cq:Page">
            <jcr:content jcr:primaryType="cq:PageContent" apiKey="key" jwtClaims="\(IMSPage().claims)" keypairAlias="k"/>
            </target>
            """
        let nested = names.reversed().reduce(node) {
            "<\($1) jcr:primaryType=\"sling:Folder\">\n\($0)\n</\($1)>"
        }
        try expect(
            [Self.path: file],
            in: [
                RawPath(file): .text(
                    "\(IMSPage.header) jcr:primaryType=\"sling:Folder\">\n\(nested)\n</jcr:root>\n")
            ])
    }

    @Test("several in one file: only those on JWT change, and the order of nodes stays")
    func several() throws {
        func node(_ name: String, _ properties: String) -> String {
            "    <\(name) jcr:primaryType=\"nt:unstructured\" \(properties)/>\n"
        }
        func folder(_ nodes: String...) -> String {
            "\(IMSPage.header)\n    jcr:primaryType=\"sling:Folder\">\n\(nodes.joined())</jcr:root>\n"
        }
        let file = cloudconfigs / ".content.xml"
        let oauth = node(
            "b",
            "authenticationType=\"oauth\" authServerUrl=\"https://ims-na1.adobelogin.com\" clientId=\"b\" orgId=\"o\" scope=\"s\""
        )
        let maps = node("c", "apiKey=\"a map's\"")
        let repository = try TemporaryRepository(
            [
                file: .text(
                    folder(
                        node("d", "apiKey=\"d\" jwtClaims=\"\(IMSPage().claims)\""), oauth, maps,
                        "    <e/>\n",
                        node("a", "apiKey=\"a\" clientSecret=\"old\" jwtClaims=\"\(IMSPage().claims)\"")))
            ], mapping: mappingForAll)
        let record = try repository.migrationRecord()
        #expect(record.outcomes.values.sorted() == ["already-oauth", "migrated", "migrated"])
        #expect(record.files.count == 1)
        let rest = "orgId=\"\(IMSPage().org)\" scope=\"openid,AdobeID\""
        let secret = "clientSecret=\"\\\(encrypted("a1"))\""
        #expect(
            try repository.text(file.display)
                == folder(
                    node("d", "authenticationType=\"oauth\" clientId=\"d\" \(secret) \(rest)"), oauth, maps,
                    "    <e/>\n",
                    node("a", "authenticationType=\"oauth\" clientId=\"a\" \(secret) \(rest)")))
    }

    @Test("names: file and element names are decoded to the JCR's")
    func names() throws {
        try expect(
            [
                "/conf/my:tenant/settings/cloudconfigs/a b":
                    "conf/_my_tenant/settings/cloudconfigs/a b/.content.xml",
                "/conf/t/settings/cloudconfigs/50%": "conf/t/settings/cloudconfigs/50%25/.content.xml",
                "/conf/t/settings/cloudconfigs/_lead": "conf/t/settings/cloudconfigs/__lead/.content.xml",
                "/conf/t/settings/cloudconfigs/2024 spring": "conf/t/settings/cloudconfigs/.content.xml",
            ],
            in: [
                "conf/_my_tenant/settings/cloudconfigs/a b/.content.xml": .jwt,
                "conf/t/settings/cloudconfigs/50%25/.content.xml": .jwt,
                "conf/t/settings/cloudconfigs/__lead/.content.xml": .jwt,
                "conf/t/settings/cloudconfigs/.content.xml": .text(
                    """
                    \(IMSPage.header) jcr:primaryType="sling:Folder">
                        <_x0032_024_x0020_spring jcr:primaryType="nt:unstructured" apiKey="k" jwtClaims="\(IMSPage().claims)"/>
                    </jcr:root>
                    """),
            ])
    }

    @Test(
        "only below /conf/**/settings/cloudconfigs: the same node elsewhere is none of this tool's business")
    func elsewhere() throws {
        try expect(
            [
                "/conf/a/b/c/settings/cloudconfigs/x/y":
                    "jcr_root/conf/a/b/c/settings/cloudconfigs/x/y/.content.xml"
            ],
            in: [
                "jcr_root/conf/a/b/c/settings/cloudconfigs/x/y/.content.xml": .jwt,
                "jcr_root/conf/a/cloudconfigs/x/.content.xml": .jwt,
                "jcr_root/conf/a/settings/dam/x/.content.xml": .jwt,
                "jcr_root/content/conf/global/settings/cloudconfigs/x/.content.xml": .jwt,
                "jcr_root/apps/acme/settings/cloudconfigs/x/.content.xml": .jwt,
            ])
    }

    @Test("keys and secrets alone do not make an Adobe IMS configuration")
    func decoys() throws {
        try expect(
            [:],
            in: [
                cloudconfigs / "captcha/.content.xml": .text(Decoy.captcha),
                cloudconfigs / "marketo/.content.xml": .text(Decoy.marketo),
                cloudconfigs / "commerce/.content.xml": .text(Decoy.commerce),
                cloudconfigs / "placeholder/.content.xml": .text(
                    "\(IMSPage.header) jcr:primaryType=\"cq:Page\"><jcr:content/></jcr:root>"),
            ])
    }

    @Test(
        "a repository without any configuration: nothing to do",
        arguments: ["conf", "apps", "etc", "jcr_root"])
    func empty(_ folder: String) throws {
        let repository = try TemporaryRepository(
            [RawPath(folder): .folder], mapping: "path,client_secret,scopes\n")
        for command in [["scan"], ["check"], ["migrate", "--mapping", "mapping.csv"]] {
            let run = try repository.run(command + ["repository"])
            #expect(run.exit == 0, "\(run)")
        }
    }

    @Test("scan and check take several repositories; files are relative to each")
    func severalRepositories() throws {
        let repository = try TemporaryRepository([
            "one" / cloudconfigs / "target/.content.xml": .jwt,
            "two/jcr_root" / cloudconfigs / "target/.content.xml": .text(
                IMSPage().oauth(secret: "s", scope: "a")),
        ])
        let run = try repository.run("check", "repository/one", "repository/two", "--format", "json")
        #expect(run.exit == 3)
        let record = try run.record()
        #expect(record.inputs.map(\.path) == ["repository/one", "repository/two"])
        #expect(record.inputs.map(\.kind) == ["tree", "tree"])
        #expect(record.configurations.map(\.classification) == ["jwt", "oauth"])
        #expect(record.configurations.map(\.file) == [Self.file, "jcr_root/" + Self.file])
    }
}
