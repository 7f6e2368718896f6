// SPDX-License-Identifier: Apache-2.0
import IndependentReader
import Testing

@Suite("Packages with damaged entries", .enabled(if: Python.isThere, "python3 builds the packages"))
struct DamagedPackageTests {
    private static let document = "jcr_root/conf/acme/settings/cloudconfigs/target/.content.xml"

    /// A package with one configuration, and `jcr_root/content/pic.bin` spoiled by `script`.
    private func scene(_ script: String) throws -> TemporaryRepository {
        let scene = try TemporaryRepository([:], mapping: mappingForAll)
        try scene.write(IMSPage().jwt, to: "page.xml")
        try scene.python(
            """
            package('package.zip', [('\(Self.document)', open('page.xml', 'rb').read()),
                ('jcr_root/content/pic.bin', b'picture ' * 40)])
            def pic(*rest): patch('package.zip', 'jcr_root/content/pic.bin', *rest)
            \(script)
            """)
        return scene
    }

    @Test(
        "nothing is written of them, wherever the entry is, and a preview says so too",
        arguments: [
            "pic({8: b'\\1\\0'}, {6: b'\\1\\0'})", "pic({16: b'\\1\\2\\3\\4'}, {14: b'\\1\\2\\3\\4'})",
            "pic(None, {30: b'jcr_root/content/xxx.bin'})",
            "pic({24: b'\\1\\0\\0\\0'}, {22: b'\\1\\0\\0\\0'})",
        ])
    func refused(script: String) throws {
        let scene = try scene(script)
        let before = try scene.bytes("package.zip")
        for options in [["--output", "new.zip"], ["--in-place"], ["--dry-run"]] {
            let run = try scene.run(
                ["migrate", "package.zip", "--mapping", "mapping.csv", "--format", "json"] + options)
            #expect(run.exit == 3, "\(run)")
            #expect(try run.record().findings("package-damaged").contains { $0.level == "error" })
            #expect(
                try run.record().findings("package-damaged").allSatisfy {
                    $0.file?.contains("pic.bin") == true
                })
        }
        let plan = ["plan", "package.zip", "--mapping", "mapping.csv", "--out", "plan.json"]
        #expect(try scene.run(plan).exit == 3)
        #expect(try scene.bytes("package.zip") == before)
        #expect(!scene.exists("new.zip"))
        // A delta takes nothing of it, unless readers can come to different entries.
        let delta = try scene.migratePackage("--delta", "delta.zip")
        #expect(delta.exit == (script.contains("None") ? 3 : 0), "\(delta)")
    }

    @Test("scan and check warn of them, and fail where a configuration can be hidden")
    func read() throws {
        let encrypted = try scene("pic({8: b'\\1\\0'}, {6: b'\\1\\0'})")
        let record = try encrypted.run("check", "package.zip", "--format", "json").record()
        #expect(record.findings("package-damaged").map(\.level) == ["warning"])
        let renamed = try scene("pic(None, {30: b'jcr_root/content/xxx.bin'})")
        #expect(
            try renamed.run("scan", "package.zip", "--format", "json").record().findings("package-damaged")
                .map(\.level) == ["error"])
        let good = try scene("")
        #expect(try good.migratePackage("--output", "new.zip").exit == 0)
        #expect(try good.run("check", "new.zip").exit == 0)
    }
}
