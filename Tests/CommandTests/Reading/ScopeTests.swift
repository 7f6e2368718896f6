// SPDX-License-Identifier: Apache-2.0
import IndependentReader
import Testing

/// What is read, what is skipped, and what is a finding: the rules that trees and packages share.
@Suite("The scope of a run")
struct ScopeTests {
    /// Where Sling's installer finds OSGi configurations.
    static let configurationFolders: [RawPath] = [
        "apps/acme/config", "apps/config", "apps/acme/osgiconfig/config.author/ims", "apps/a/b/install/c/d",
        "apps/acme/install.author.prod", "apps/acme/configuration/x", "apps/acme/installed",
        "apps/a/config/content/config",
    ]

    private func found(_ tree: Tree) throws -> [String] {
        let scene = try TemporaryRepository(tree.below("jcr_root") + Self.metadata, mapping: OSGiPair.mapping)
        let check = try scene.record("check")
        #expect(check.exitCode == (check.configurations.isEmpty ? 0 : 3))
        #expect(try scene.run("pack", "repository", "--out", "package.zip").exit == 0)
        let packed = try scene.run("check", "package.zip", "--format", "json").record()
        #expect(packed.configurations == check.configurations, "the same in a package")
        #expect(packed.findings.map(\.rule) == check.findings.map(\.rule))
        if !check.configurations.isEmpty {
            #expect(try scene.migrate().exit == 0)
            #expect(try scene.run("check", "repository").exit == 0)
        }
        return check.configurations.map(\.path)
    }

    private static let metadata: Tree = [
        "META-INF/vault/filter.xml":
            "<workspaceFilter version=\"1.0\"><filter root=\"/apps\"/></workspaceFilter>",
        "META-INF/vault/properties.xml": .text(
            "<properties><entry key=\"name\">acme</entry><entry key=\"version\">1</entry></properties>"),
    ]

    @Test(
        "OSGi configurations at any depth below config* and install*, as files",
        arguments: configurationFolders)
    func files(folder: RawPath) throws {
        #expect(try found(OSGiPair().tree(folder)) == ["/\(folder.display)/\(OSGiPair.provider)-1f2e.config"])
    }

    @Test(
        "as nodes: in files of their own, and inline at any height",
        arguments: [
            ("apps/acme/config/ims/", ""), ("apps/acme/config/", "ims"), ("apps/acme/", "config/ims"),
            ("apps/", "acme/install/a"),
            ("", "apps/acme/config.author/ims"),
        ] as [(String, String)])
    func nodes(folder: String, inline: String) throws {
        let names = inline.split(separator: "/").map(String.init)
        let open = names.map { "<\($0) jcr:primaryType=\"sling:Folder\">" }.joined()
        let close = names.reversed().map { "</\($0)>" }.joined()
        let text = """
            <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0" jcr:primaryType="sling:Folder">\(open)
              <\(OSGiPair.provider)-1f2e jcr:primaryType="sling:OsgiConfig" auth.token.provider.endpoint="https://ims-na1.adobelogin.com"
                auth.token.provider.client.id="key" auth.token.provider.default.claims='["iss" : "TESTORG0000000000000001@AdobeOrg"]'
                token.request.customizer.type="t"/>
              <\(OSGiPair.customizer)-1f2e jcr:primaryType="sling:OsgiConfig" auth.ims.client.secret="old" customizer.type="t"/>
            \(close)</jcr:root>
            """
        let path = "/" + (folder + inline).split(separator: "/").joined(separator: "/")
        #expect(
            try found([RawPath(folder + ".content.xml"): .text(text)]) == [
                "\(path)/\(OSGiPair.provider)-1f2e"
            ])
    }

    @Test(
        "and nowhere else",
        arguments: [
            "apps/acme/osgiconfig", "apps/acme/xconfig", "libs/system/config", "content/config",
            "apps/acme/Config",
        ] as [RawPath])
    func elsewhere(folder: RawPath) throws { #expect(try found(OSGiPair().tree(folder)) == []) }

    // MARK: Links and special files

    /// What is at or above a scanned location.
    static let hidingPlaces: [RawPath] = [
        "conf", "conf/global", "conf/global/settings", "conf/global/settings/cloudconfigs",
        "conf/global/settings/cloudconfigs/x", "conf/global/settings/cloudconfigs/.content.xml", "conf/x.xml",
        "apps",
        "apps/acme", "apps/acme/config", "apps/acme/config.author", "apps/acme/config/a/b.config",
        "apps/acme/install",
        "apps/acme/install/deep/x.zip", "etc", "etc/packages", "etc/packages/x.zip", "etc/packages/x.jar",
        "etc/cloudservices", "etc/cloudservices/smarttagging", "jcr_root",
    ]

    @Test(
        "a link or special file where configurations can be is an error of what decides, and a note of a scan",
        arguments: hidingPlaces)
    func hiding(place: RawPath) throws {
        let other = cloudconfigs / "target/.content.xml"
        let things: [Tree.Entry] = [.link("/nowhere"), .fifo]
        for thing in things {
            var tree: Tree = ["a/jcr_root" / other: .jwt, "b/jcr_root/libs/x.txt": "text"]
            tree["b/jcr_root" / place] = thing
            let scene = try TemporaryRepository(tree, mapping: mappingForAll)
            let before = try scene.snapshot()
            let file: [String?] = ["b/jcr_root/\(place.display)"]
            let scan = try scene.record("scan")
            #expect(scan.exitCode == 0)
            #expect(scan.findings("path-unsafe").map(\.level) == ["note"])
            #expect(scan.findings("path-unsafe").map(\.file) == file)
            let plan = try scene.run(
                "plan", "repository", "--mapping", "mapping.csv", "--out", "plan.json", "--format", "json")
            #expect(plan.exit == 3)
            #expect(!scene.exists("plan.json"))
            for record in try [scene.record("check"), scene.migrationRecord(), plan.record()] {
                #expect(record.exitCode == 3)
                #expect(record.findings("path-unsafe").map(\.level) == ["error"], "\(record.command)")
                #expect(record.findings("path-unsafe").map(\.file) == file)
            }
            #expect(try scene.snapshot().differences(from: before) == [])
        }
    }

    @Test(
        "a link anywhere else is a note, and does not stop a migration",
        arguments: [
            "docs", "b/jcr_root/content", "b/jcr_root/libs/x", "b/jcr_root/etc/designs", "b/src", "conf",
            "b/META-INF/x",
        ] as [RawPath])
    func harmless(place: RawPath) throws {
        var tree: Tree = [
            "a/jcr_root" / cloudconfigs / "target/.content.xml": .jwt, "b/jcr_root/libs/y.txt": "text",
        ]
        tree[place] = .link("/nowhere")
        let scene = try TemporaryRepository(tree, mapping: mappingForAll)
        let migration = try scene.migrationRecord()
        #expect(migration.exitCode == 0)
        #expect(Set(migration.rules).isSubset(of: ["note path-unsafe"]))
        #expect(migration.findings("path-unsafe").count == (place.display.contains("jcr_root") ? 0 : 1))
    }

    @Test(
        "a link in place of the only jcr_root: nothing is found, and the gate fails",
        arguments: [
            .link("../../../../../real/jcr_root"), .link("/nowhere"), .text("../../../../../real/jcr_root"),
        ] as [Tree.Entry])
    func linkedRoot(thing: Tree.Entry) throws {
        let scene = try TemporaryRepository(["src/main/content/jcr_root": thing], mapping: mappingForAll)
        try Tree(dictionaryLiteral: ("jcr_root" / cloudconfigs / "target/.content.xml", .jwt))
            .write(to: scene.place / "real")
        for record in try [scene.record("check"), scene.migrationRecord()] {
            #expect(record.exitCode == 3)
            #expect(record.rules.filter { $0.hasPrefix("error") } == ["error path-unsafe"])
            #expect(record.configurations == [])
        }
        #expect(try scene.record("scan").exitCode == 0)
        #expect(try scene.run("check", "real").exit == 3)
        #expect(try scene.run("check", "repository/src/main/content").exit == 3)
    }

    // MARK: Skipped names

    @Test("a folder target is skipped beside a pom.xml, with a note, and nowhere else")
    func target() throws {
        let configuration = "jcr_root" / cloudconfigs / "t/.content.xml"
        let scene = try TemporaryRepository(
            [
                "target" / configuration: .jwt, "module/pom.xml": "<project/>",
                "module/target" / configuration: .jwt,
                "module/src" / configuration: .jwt, "module/target.d" / configuration: .jwt,
                ".git" / configuration: .jwt, "x/node_modules/y" / configuration: .jwt,
                ".build/z" / configuration: .jwt,
                ".svn" / configuration: .jwt,
            ], mapping: mappingForAll)
        let check = try scene.record("check")
        #expect(
            check.configurations.map { $0.file.replacing("/\(configuration.display)", with: "") }.sorted()
                == [
                    ".svn", "module/src", "module/target.d", "target",
                ])
        #expect(check.findings("build-output-skipped").map(\.file) == ["module/target"])
        #expect(check.findings("build-output-skipped").map(\.level) == ["note"])
    }

    @Test(
        "inside of a jcr_root no name is skipped but FileVault's own",
        arguments: [
            ".git", "node_modules", ".build", "target", ".svn",
        ] as [RawPath])
    func insideContent(name: RawPath) throws {
        let file = "conf/acme/settings/cloudconfigs" / name / ".content.xml"
        let scene = try TemporaryRepository(
            [
                "jcr_root" / file: .jwt, "jcr_root/conf/pom.xml": "text", "pom.xml": "<project/>",
                "jcr_root/conf/acme/settings/cloudconfigs/.vlt/x/.content.xml": .jwt,
            ], mapping: mappingForAll)
        #expect(try scene.record("check").configurations.map(\.file) == ["jcr_root/" + file.display])
    }
}
