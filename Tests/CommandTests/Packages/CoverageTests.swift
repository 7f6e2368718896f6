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
            "<filter root='/conf'><include pattern='.*/target(/.*)?'/></filter>",
            "<filter root='/conf/other'/><filter root='/conf/global'/>",
            "<filter root='\(path)'><exclude pattern='.*/cq:.*' matchProperties='true'/></filter>",
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
