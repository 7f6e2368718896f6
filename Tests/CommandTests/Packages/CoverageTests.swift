// SPDX-License-Identifier: Apache-2.0
import IndependentReader
import Testing

@Suite(
    "What a package deploys of a migration",
    .enabled(if: Python.isThere, "python3 builds the packages independently"))
struct CoverageTests {
    private static let path = "/conf/global/settings/cloudconfigs/target"

    /// A package with one JWT configuration and these filters; nil leaves `filter.xml` out.
    private func scene(_ filters: String?) throws -> TemporaryRepository {
        let scene = try TemporaryRepository(
            ["jcr_root/conf/global/settings/cloudconfigs/target/.content.xml": .text(IMSPage().jwt)],
            mapping: mappingForAll)
        try scene.write(
            "<workspaceFilter version=\"1.0\">\(filters ?? "")</workspaceFilter>", to: "filter.xml")
        try scene.python(
            """
            name = "jcr_root/conf/global/settings/cloudconfigs/target/.content.xml"
            entries = [("META-INF/vault/properties.xml", PROPERTIES), (name, open("repository/" + name, "rb").read())]
            if \(filters == nil ? "False" : "True"):
                entries.insert(0, ("META-INF/vault/filter.xml", open("filter.xml", "rb").read()))
            make("package.zip", entries)
            """)
        return scene
    }

    @Test(
        "a filter that covers the node and what changes of it: no finding",
        arguments: [
            "<filter root='/conf/global/settings/cloudconfigs'/>", "<filter root='\(path)/jcr:content'/>",
            "<filter root='/conf'><exclude pattern='/conf/other(/.*)?'/></filter>",
            "<filter root='/conf/other'/><filter root='/conf/global'/>",
            "<filter root='\(path)'><exclude pattern='.*/cq:.*' matchProperties='true'/></filter>",
            // What is contained is kept with all below.
            "<filter root='/conf'><exclude pattern='/conf/global'/></filter>",
            // The walk gets there over a root below, or through a folder that another filter contains.
            "<filter root='\(path)/jcr:content'><include pattern='\(path)/jcr:content'/></filter>",
            "<filter root='/conf'><include pattern='/conf/global/settings/cloudconfigs(/.*)?'/></filter><filter root='/conf/global/settings/cloudconfigs'/>",
            "<filter root='/conf/global/settings/cloudconfigs/target/jcr:content/x'/><filter root='/conf'><include pattern='.*/(target|jcr:content)'/></filter>",
        ])
    func covered(filters: String) throws {
        let record = try scene(filters).migratePackage("--dry-run", "--format", "json").record()
        #expect(record.rules == [])
        #expect(record.summary.planned == 1)
    }

    @Test(
        "a change that no filter covers would not be deployed: nothing is written",
        arguments: [
            "<filter root='/conf/global/settings/other'/>", "", "<filter root='\(path)/jcr:content/child'/>",
            "<filter root='/conf'><exclude pattern='.*/jcr:content'/></filter>",
            "<filter root='\(path)'><include pattern='\(path)'/></filter>",
            "<filter root='\(path)'><include pattern='.*/(apiKey|clientId)' matchProperties='true'/></filter>",
            "<filter root='\(path)' mode='no-such-mode'/>", "<nonsense/>",
            // The patterns contain the node, but the walk of the folders never gets there.
            "<filter root='/conf'><include pattern='/conf/global/settings/cloudconfigs(/.*)?'/></filter>",
            "<filter root='/conf'><include pattern='.*/target(/.*)?'/></filter>",
            "<filter root='/conf/global'><include pattern='.*/jcr:content'/></filter>",
            "<filter root='/conf/global/settings'><include pattern='\(path)(/.*)?'/></filter><filter root='/conf/other'/>",
            "<filter root='/'><include pattern='\(path)(/.*)?'/></filter>",
        ])
    func uncovered(filters: String) throws {
        let scene = try scene(filters)
        let before = try scene.bytes("package.zip")
        for options in [["--dry-run"], ["--output", "new.zip"], ["--in-place"]] {
            let run = try scene.run(
                ["migrate", "package.zip", "--mapping", "mapping.csv", "--format", "json"] + options)
            #expect(run.exit == 3)
            let record = try run.record()
            #expect(record.rules == ["error package-not-covered"])
            #expect(record.findings.first?.path == Self.path)
            #expect(record.configurations.map(\.outcome) == ["failed"])
        }
        #expect(
            try scene.run("plan", "package.zip", "--mapping", "mapping.csv", "--out", "plan.json").exit == 3)
        #expect(!scene.exists("new.zip"))
        #expect(!scene.exists("plan.json"))
        #expect(try scene.bytes("package.zip") == before)
        // What is deployed by other means is written when it is asked for.
        let allowed = try scene.migratePackage("--output", "new.zip", "--allow-uncovered", "--format", "json")
        #expect(allowed.exit == 0)
        #expect(try allowed.record().rules == ["warning package-not-covered"])
        // A delta package has filters of its own.
        #expect(try scene.migratePackage("--delta", "delta.zip", "--format", "json").record().rules == [])
    }

    @Test(
        "the walk ends at the file that holds the node, whatever kind of file that is",
        arguments: [
            ("conf/f/settings/cloudconfigs/one/.content.xml", "jcr:content", "page"),
            ("conf/f/settings/cloudconfigs/one.xml", "jcr:content", "page"),
            ("conf/f/settings/cloudconfigs/one/_jcr_content/.content.xml", "jcr:content", "content"),
            ("conf/f/settings/cloudconfigs.dir/one/_jcr_content/.content.xml", "jcr:content", "content"),
            ("conf/f/settings/.content.xml", "jcr:content", "inline"),
        ])
    func layouts(file: String, node: String, kind: String) throws {
        let page = IMSPage().jwt
        let content = page.components(separatedBy: "<jcr:content")[1].components(separatedBy: "/>")[0]
        let text =
            switch kind {
            case "page": page
            case "content": "\(IMSPage.header)\(content)/>\n"
            default:
                "\(IMSPage.header) jcr:primaryType=\"sling:Folder\"><cloudconfigs jcr:primaryType=\"sling:Folder\"><one jcr:primaryType=\"cq:Page\"><jcr:content\(content)/></one></cloudconfigs></jcr:root>\n"
            }
        for (filter, isCovered) in [
            (
                "<filter root='/conf/f'><include pattern='/conf/f/settings/cloudconfigs(/.*)?'/></filter>",
                false
            ),
            ("<filter root='/conf/f/settings'/>", true),
            ("<filter root='/conf/f/settings/cloudconfigs/one'/>", true),
            ("<filter root='/conf/f/settings/cloudconfigs/one/jcr:content'/>", true),
            ("<filter root='/conf/f/settings/cloudconfigs/two'/>", false),
            ("<filter root='/conf/f/settings/cloudconfigs/one/jcr:content/deeper'/>", false),
        ] {
            let scene = try TemporaryRepository(
                [
                    RawPath("jcr_root/\(file)"): .text(text),
                    "META-INF/vault/filter.xml": .text(
                        "<workspaceFilter version=\"1.0\">\(filter)</workspaceFilter>"),
                ], mapping: mappingForAll)
            let record = try scene.migrationRecord("--dry-run")
            #expect(record.summary.planned == 1, "\(file)")
            #expect(
                record.rules == (isCovered ? [] : ["warning package-not-covered"]), "\(file) \(filter)")
        }
    }

    @Test("a file of an OSGi pair lies where the walk doesn't get, its companion where it does")
    func files() throws {
        let scene = try TemporaryRepository.packedSample()
        let command = """
            import re
            with zipfile.ZipFile("package.zip") as archive:
                entries = [(i.filename, archive.read(i)) for i in archive.infolist() if not i.filename.endswith("/")]
            filter = '<workspaceFilter version="1.0"><filter root="/conf"/><filter root="/etc/cloudservices"/>%s</workspaceFilter>'
            def build(name, roots): make(name, [(n, (filter % roots).encode() if n.endswith("filter.xml") else d) for n, d in entries])
            build("package.zip", '<filter root="/apps"><include pattern="/apps/system/config(/.*)?"/></filter>')
            build("good.zip", '<filter root="/apps/system"><include pattern="/apps/system(/config)?(/.*)?"/></filter>')
            """
        try scene.python(command)
        let run = try scene.migratePackage("--dry-run", "--format", "json")
        #expect(run.exit == 3)
        #expect(try run.record().rules.contains("error package-not-covered"))
        let good = try scene.run(
            "migrate", "good.zip", "--mapping", "mapping.csv", "--dry-run", "--format", "json")
        #expect(good.exit == 0)
        #expect(try good.record().findings("package-not-covered") == [])
    }

    @Test("a package without filter.xml")
    func withoutFilter() throws {
        let run = try scene(nil).migratePackage("--output", "new.zip")
        #expect(run.exit == 3)
        #expect(run.output.contains("META-INF/vault/filter.xml is missing"))
    }

    @Test(
        "a root whose mode ignores changes of what exists, or keeps what is removed, is told of",
        arguments: ["merge", "merge_properties", "update", "update_properties"])
    func mode(mode: String) throws {
        let run = try scene("<filter root='/conf' mode='\(mode)'/>")
            .migratePackage("--output", "new.zip", "--format", "json")
        #expect(run.exit == 0)
        let record = try run.record()
        #expect(record.rules == ["warning package-mode"])
        let message = mode.hasPrefix("merge") ? "are ignored" : "stay beside"
        #expect(record.findings.first?.message.contains(message) == true)
        #expect(record.findings.first?.message.contains(mode) == true)
    }

    @Test("a pattern that is not understood is a warning: it is checked by hand")
    func pattern() throws {
        let record = try scene("<filter root='/conf'><exclude pattern='(?i)/conf/x'/></filter>")
            .migratePackage("--dry-run", "--format", "json").record()
        #expect(record.rules == ["warning package-not-covered"])
        #expect(record.findings.first?.message.contains("checked by hand") == true)
    }

    @Test("of a tree it is a warning: what deploys it may be something else")
    func tree() throws {
        let scene = try scene("")
        #expect(try scene.migrationRecord("--dry-run").rules == [], "it has no filter.xml")
        try scene.python("os.makedirs('repository/META-INF/vault')")
        try scene.write("<workspaceFilter version=\"1.0\"/>", to: "repository/META-INF/vault/filter.xml")
        let record = try scene.migrationRecord()
        #expect(record.rules == ["warning package-not-covered"])
        #expect(record.summary.migrated == 1)
    }
}
