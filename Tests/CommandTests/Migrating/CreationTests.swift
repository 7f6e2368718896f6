// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import SchemaCheck
import Testing

@Suite("Rows that create configurations")
struct CreationTests {
    private static let header = "path,client_id,client_secret,org_id,scopes,title,action,cloud_service\n"
    private static let org = "TESTORG0000000000000001@AdobeOrg"
    private static func row(_ path: String, title: String = "New", secret: String = encrypted("cd")) -> String
    {
        "\(path),new-id,\(secret),\(org),\"openid, AdobeID\",\(title),create,Adobe Target\n"
    }
    private static let path = "/conf/acme/settings/cloudconfigs/new one"
    private static let file = "conf/acme/settings/cloudconfigs/new one/.content.xml"

    static let page = """
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"
            jcr:primaryType="cq:Page">
            <jcr:content
                jcr:primaryType="cq:PageContent"
                jcr:title="New"
                sling:resourceType="cq/adobeims-configuration/components/configuration"
                authenticationType="oauth"
                authServerUrl="https://ims-na1.adobelogin.com"
                clientId="new-id"
                clientSecret="\\\(encrypted("cd"))"
                cloudServiceName="Adobe Target"
                orgId="\(org)"
                scope="openid,AdobeID"/>
        </jcr:root>

        """

    @Test(
        "the configuration and the folders above it, in FileVault's own form; again it changes nothing; rolled back it is gone"
    )
    func journey() throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .jwt],
            mapping: Self.header + Self.row(Self.path) + "**/target,,s,,a,,,\n")
        let before = try repository.snapshot()
        let preview = try repository.migrationRecord("--dry-run")
        #expect(try repository.snapshot().differences(from: before) == [])
        #expect(preview.outcomes[Self.path] == "planned")

        let record = try repository.migrationRecord()
        #expect(record.outcomes[Self.path] == "created")
        #expect(record.summary.created == 1)
        #expect(record.summary.migrated == 1)
        let created = try #require(record.configuration(Self.path))
        #expect(created.file == Self.file)
        #expect(created.line == 4)
        #expect(created.mappingRow == 2)
        #expect(created.changes.allSatisfy { $0.kind == "added" && $0.before == nil || $0.secret })
        #expect(try repository.text(Self.file) == Self.page)
        for folder in ["conf/acme", "conf/acme/settings", "conf/acme/settings/cloudconfigs"] {
            #expect(
                try repository.text(folder + "/.content.xml") == """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:sling="http://sling.apache.org/jcr/sling/1.0"
                        jcr:primaryType="sling:Folder"/>

                    """)
        }
        #expect(try repository.run("check", "repository").exit == 0)
        let again = try repository.migrationRecord()
        #expect(again.exitCode == 0)
        #expect(again.files == [])
        #expect(try repository.run("rollback", "repository").exit == 0)
        #expect(try repository.snapshot().contentChanges(since: before) == [])
        #expect(!repository.exists("repository/conf/acme"))
    }

    struct Occupied: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let tree: Tree
    }

    private static let occupiedPlaces = [
        Occupied(testDescription: "a JWT configuration", tree: [RawPath(file): .jwt]),
        Occupied(
            testDescription: "another OAuth configuration",
            tree: [RawPath(file): .text(IMSPage().oauth(secret: "s", scope: "a"))]),
        Occupied(
            testDescription: "some other page",
            tree: [RawPath(file): .text("\(IMSPage.header)\n    jcr:primaryType=\"cq:Page\"/>\n")]),
        Occupied(
            testDescription: "an inline node",
            tree: [
                "conf/acme/settings/cloudconfigs/.content.xml": .text(
                    "\(IMSPage.header)\n    jcr:primaryType=\"sling:Folder\">\n    <new_x0020_one jcr:primaryType=\"cq:Page\"/>\n</jcr:root>\n"
                )
            ]),
        Occupied(
            testDescription: "a bare folder", tree: ["conf/acme/settings/cloudconfigs/new one": .folder]),
        Occupied(testDescription: "a file", tree: ["conf/acme/settings/cloudconfigs/new one": "text"]),
        Occupied(testDescription: "a link", tree: ["conf/acme/settings/cloudconfigs/new one": .link("/tmp")]),
    ]

    @Test("never over something that exists", arguments: occupiedPlaces)
    func occupied(_ occupied: Occupied) throws {
        let repository = try TemporaryRepository(
            occupied.tree + [
                "conf/global/.content.xml": .text(
                    "\(IMSPage.header)\n    jcr:primaryType=\"sling:Folder\"/>\n")
            ],
            mapping: Self.header + Self.row(Self.path))
        let before = try repository.snapshot()
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 3, "\(run)")
        #expect(try run.record().findings("path-occupied").map(\.level) == ["error"])
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test("two rows for one path, and a path where no configuration can be")
    func impossible() throws {
        let tree: Tree = [
            cloudconfigs / "target/.content.xml": .text(IMSPage().oauth(secret: "s", scope: "a"))
        ]
        let twice = try TemporaryRepository(
            tree, mapping: Self.header + Self.row(Self.path) + Self.row(Self.path))
        let before = try twice.snapshot()
        let refused = try twice.migrate("--format", "json")
        #expect(refused.exit == 3)
        #expect(try refused.record().rules == ["error mapping-ambiguous"])
        #expect(try refused.record().outcomes[Self.path] == nil, "neither of the two is preferred")
        #expect(try twice.snapshot().differences(from: before) == [])
        let elsewhere = try TemporaryRepository(tree, mapping: Self.header + Self.row("/content/site/new"))
        let record = try elsewhere.migrationRecord()
        #expect(record.rules == ["error creation-impossible"])
        #expect(!elsewhere.exists("repository/content"))
    }

    struct Parent: CustomTestStringConvertible, Sendable {
        var type: String
        var children: String
        var isNamed: Bool
        var testDescription: String { "\(type), \(children.isEmpty ? "no child named" : "with children")" }
    }

    @Test(
        "a new child of an ordered parent is named last in the parent's file, which a rollback restores",
        arguments: [
            Parent(
                type: "sling:OrderedFolder", children: "    <a/>\n    <b jcr:primaryType=\"cq:Page\"/>\n",
                isNamed: true),
            Parent(type: "sling:OrderedFolder", children: "", isNamed: true),
            Parent(
                type: "cq:Page", children: "    <jcr:content jcr:primaryType=\"cq:PageContent\"/>\n",
                isNamed: true),
            Parent(type: "nt:unstructured", children: "    <a/>\n", isNamed: true),
            Parent(type: "own:Folder", children: "    <a/>\n", isNamed: true),
            Parent(type: "own:Folder", children: "", isNamed: false),
            Parent(
                type: "sling:Folder", children: "    <a jcr:primaryType=\"sling:Folder\"/>\n", isNamed: false),
        ])
    func orderedParent(_ parent: Parent) throws {
        let header = IMSPage.header.replacing(
            "xmlns:nt", with: "xmlns:own=\"http://example.com/own\" xmlns:nt")
        let parentFile = "conf/acme/settings/cloudconfigs/.content.xml"
        let start = "\(header)\n    jcr:primaryType=\"\(parent.type)\""
        let before = start + (parent.children.isEmpty ? "/>\n" : ">\n\(parent.children)</jcr:root>\n")
        let repository = try TemporaryRepository(
            [
                RawPath(parentFile): .text(before), "conf/acme/.content.xml": .text(DeltaScenes.folder),
                "conf/acme/settings/.content.xml": .text(DeltaScenes.folder),
                "conf/acme/settings/cloudconfigs/c/.content.xml": .text(
                    IMSPage().oauth(secret: "s", scope: "a")),
            ], mapping: Self.header + Self.row(Self.path))
        let snapshot = try repository.snapshot()
        let preview = try repository.migrationRecord("--dry-run")
        let record = try repository.migrationRecord()
        #expect(record.exitCode == 0)
        #expect(record.files == preview.files)
        #expect(record.files.map(\.file) == (parent.isNamed ? [parentFile, Self.file] : [Self.file]))
        #expect(
            try repository.text(parentFile)
                == (parent.isNamed
                    ? start + ">\n\(parent.children)    <new_x0020_one/>\n</jcr:root>\n" : before))
        #expect(record.summary.created == 1)
        #expect(record.outcomes.count == 2)
        let again = try repository.migrationRecord()
        #expect(again.exitCode == 0)
        #expect(again.files == [])
        #expect(try repository.run("rollback", "repository").exit == 0)
        #expect(try repository.snapshot().contentChanges(since: snapshot) == [])
    }

    @Test(
        "a file that holds the ordered parent and a configuration that migrates gets both, and two children at once"
    )
    func orderedParentWithConfiguration() throws {
        let inline = IMSPage().jwt.components(separatedBy: "<jcr:content")[1].components(separatedBy: "/>")[0]
        let text = """
            \(IMSPage.header)
                jcr:primaryType="sling:OrderedFolder" clientSecret="another">
                <own jcr:primaryType="cq:Page"><jcr:content\(inline)/></own>
            </jcr:root>

            """
        let file: RawPath = "conf/acme/settings/cloudconfigs/.content.xml"
        let repository = try TemporaryRepository(
            [file: .text(text)],
            mapping: Self.header + Self.row(Self.path) + Self.row("/conf/acme/settings/cloudconfigs/second")
                + "**/own,,s,,a,,,\n")
        let snapshot = try repository.snapshot()
        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 0, "\(run)")
        let record = try run.record()
        #expect(record.summary.created == 2)
        #expect(record.summary.migrated == 1)
        #expect(!run.output.contains("another"), "a secret beside the configurations is not shown")
        let after = try repository.text(file.display)
        #expect(after.contains("    <new_x0020_one/>\n    <second/>\n</jcr:root>"))
        #expect(after.contains("authenticationType=\"oauth\""))
        #expect(try repository.migrationRecord().files == [])
        #expect(try repository.run("rollback", "repository").exit == 0)
        #expect(try repository.snapshot().contentChanges(since: snapshot) == [])
        // A delta doesn't cover the parent: nothing is named, so that nothing is moved.
        #expect(try repository.migrate("--delta", "delta.zip").exit == 0)
        let report = try repository.python(
            """
            with zipfile.ZipFile("delta.zip") as archive:
                text = archive.read("jcr_root/conf/acme/settings/cloudconfigs/.content.xml").decode()
                print("new_x0020_one" in text, "second" in text, "authenticationType" in text, "another" in text)
            """)
        #expect(report == "False False True False\n")
    }

    @Test("in a package the parent's file is changed too, and another entry is not")
    func orderedParentInPackage() throws {
        let scene = try TemporaryRepository(
            [
                "jcr_root/conf/acme/settings/cloudconfigs/.content.xml": .text(
                    "\(IMSPage.header)\n    jcr:primaryType=\"sling:OrderedFolder\">\n    <a/>\n</jcr:root>\n"
                ),
                "jcr_root/conf/acme/settings/cloudconfigs/a/.content.xml": .text(
                    IMSPage().oauth(secret: "s", scope: "a")),
                "META-INF/vault/filter.xml":
                    "<workspaceFilter version=\"1.0\"><filter root=\"/conf/acme\"/></workspaceFilter>",
                "META-INF/vault/properties.xml": "<properties><entry key=\"name\">acme</entry></properties>",
            ], mapping: Self.header + Self.row(Self.path))
        #expect(try scene.run("pack", "repository", "--out", "package.zip").exit == 0)
        let before = try scene.bytes("package.zip")
        #expect(try scene.migratePackage("--in-place").exit == 0)
        let report = try scene.python(
            """
            with zipfile.ZipFile("package.zip") as archive:
                print(archive.read("jcr_root/conf/acme/settings/cloudconfigs/.content.xml").decode().split("\\n")[-4:])
            """)
        #expect(report == "['    <a/>', '    <new_x0020_one/>', '</jcr:root>', '']\n")
        #expect(try scene.run("rollback", "package.zip").exit == 0)
        #expect(try scene.bytes("package.zip") == before)
    }

    @Test("folders that a file above holds inline are not written a second time")
    func inlineFolders() throws {
        let repository = try TemporaryRepository(
            [
                "conf/acme/.content.xml": .text(
                    """
                    \(IMSPage.header)
                        jcr:primaryType="sling:Folder">
                        <settings jcr:primaryType="sling:Folder">
                            <cloudconfigs jcr:primaryType="sling:Folder"/>
                        </settings>
                    </jcr:root>

                    """)
            ], mapping: Self.header + Self.row(Self.path))
        let record = try repository.migrationRecord()
        #expect(record.files.map(\.file) == [Self.file])
    }

    @Test("in a package, and into a delta package with its companion", .enabled(if: Python.isThere))
    func packages() throws {
        let scene = try TemporaryRepository.packedSample()
        try scene.write(Self.header + Self.row(Self.path) + "**,,s,,a,,skip,\n", to: "mapping.csv")
        let uncovered = try scene.migratePackage("--output", "new.zip", "--format", "json")
        #expect(uncovered.exit == 3)
        #expect(try uncovered.record().rules.contains("error package-not-covered"))
        #expect(try scene.migratePackage("--delta", "delta.zip", "--delta-rollback", "back.zip").exit == 0)
        #expect(try scene.migratePackage("--output", "new.zip", "--allow-uncovered").exit == 0)
        let report = try scene.python(
            """
            new, delta, back, old = (zipfile.ZipFile(n + ".zip") for n in ("new", "delta", "back", "package"))
            name = "jcr_root/\(Self.file)"
            print(sorted(n for n in set(new.namelist()) - set(old.namelist()) if not n.endswith("/")))
            print(new.read(name) == delta.read(name), name in back.namelist())
            for archive in (delta, back):
                print(archive.read("META-INF/vault/filter.xml").decode().count('<filter root="\(Self.path)"/>'))
            """)
        let folders = [
            "jcr_root/conf/acme/", "jcr_root/conf/acme/settings/",
            "jcr_root/conf/acme/settings/cloudconfigs/",
        ]
        #expect(
            report == """
                ['\(folders[0]).content.xml', '\(folders[1]).content.xml', '\(folders[2]).content.xml', 'jcr_root/\(Self.file)']
                True False
                1
                1

                """)
    }

    @Test("a plan tells what is created, and is refused when something has come to be there")
    func plan() throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "other/.content.xml": .text(IMSPage().oauth(secret: "s", scope: "a"))],
            mapping: Self.header + Self.row(Self.path))
        #expect(
            try repository.run("plan", "repository", "--mapping", "mapping.csv", "--out", "plan.json").exit
                == 0)
        let plan = try Files.text(repository.file("plan.json"))
        #expect(!plan.contains(encrypted("cd")))
        #expect(try JSONSchema.plan.get().faults(in: plan) == [])
        try Files.makeFolder(repository.place / RawPath("repository/conf/acme/settings/cloudconfigs/new one"))
        try repository.write("in the way", to: RawPath("repository/" + Self.file))
        #expect(try repository.run("apply", "plan.json", "--mapping", "mapping.csv").exit == 4)
        try FileManager.default.removeItem(atPath: repository.file("repository/conf/acme"))
        #expect(try repository.run("apply", "plan.json", "--mapping", "mapping.csv").exit == 0)
        #expect(try repository.text(Self.file) == Self.page)
    }
}
