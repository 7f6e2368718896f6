// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import SeededRandom
import Testing

@Suite(
    "Content packages in a tree", .enabled(if: Python.isThere, "python3 builds the packages independently"))
struct PackageInTreeTests {
    private static let entry = "jcr_root/conf/global/settings/cloudconfigs/target/.content.xml"
    private static let install = "jcr_root/apps/acme-packages/content/install/acme.content-1.0.zip"
    private static let packages = "jcr_root/etc/packages/acme/acme.more-1.0.zip"

    /// Python that builds a package of a JWT configuration.
    private static let builder = """
        FILTER = FILTER.replace(b'"/conf/acme"', b'"/conf"')
        def properties(name, version="1.0"):
            return ('<properties><entry key="name">%s</entry><entry key="version">%s</entry></properties>' % (name, version)).encode()
        def inner(name, more=[], version="1.0", page=None, **settings):
            return packed([("\(entry)", page or open("page.xml", "rb").read(), settings)] + more, properties=properties(name, version))
        def put(name, contents):
            path = os.path.join("repository", name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, "wb").write(contents)

        """

    /// A tree with one configuration of its own and what a script of Python adds.
    private func scene(_ script: String) throws -> TemporaryRepository {
        let scene = try TemporaryRepository(
            ["jcr_root" / cloudconfigs / "own/.content.xml": .jwt], mapping: mappingForAll)
        try scene.write(IMSPage().jwt, to: "page.xml")
        try scene.python(Self.builder + script)
        return scene
    }

    private func usualScene() throws -> TemporaryRepository {
        try scene(
            """
            put("\(Self.install)", inner("acme.content", [("jcr_root/etc/packages/deep-2.zip", inner("deep", version="2"))]))
            put("\(Self.packages)", inner("acme.more", method=0))
            os.chmod("repository/\(Self.packages)", 0o444)
            """)
    }

    private var files: [String] {
        [
            "jcr_root/conf/global/settings/cloudconfigs/own/.content.xml", "\(Self.install)!/\(Self.entry)",
            "\(Self.install)!/jcr_root/etc/packages/deep-2.zip!/\(Self.entry)",
            "\(Self.packages)!/\(Self.entry)",
        ].sorted()
    }

    @Test("found, migrated, checked, migrated again, rolled back")
    func journey() throws {
        let scene = try usualScene()
        let before = try scene.snapshot()
        let check = try scene.record("check")
        #expect(check.exitCode == 3)
        #expect(check.configurations.map(\.file).sorted() == files)
        #expect(check.findings("package-name") == [])
        let preview = try scene.migrationRecord("--dry-run")
        #expect(preview.files.map(\.file).sorted() == files)
        #expect(try scene.snapshot().differences(from: before) == [])

        for jobs in ["1", "4"] {
            let scan = try scene.record("scan", "--jobs", jobs)
            #expect(try scan.configurations == scene.record("scan").configurations)
        }
        let run = try scene.migrationRecord("--test-rollback")
        #expect(run.exitCode == 0)
        #expect(run.summary.migrated == 4)
        #expect(run.files == preview.files)
        let after = try scene.snapshot()
        #expect(after.changes(since: before) == [files[2], Self.install, Self.packages].sorted())
        #expect(try Files.status(scene.path / RawPath(Self.packages)).st_mode & 0o777 == 0o444)
        #expect(try scene.run("check", "repository").exit == 0)
        let report = try scene.python(
            """
            def pages(data):
                archive = zipfile.ZipFile(io.BytesIO(data))
                assert archive.testzip() is None
                for name in archive.namelist():
                    if name.endswith(".zip"): yield from pages(archive.read(name))
                    elif name.endswith("target/.content.xml"): yield archive.read(name).decode()
            own = open("repository/jcr_root/conf/global/settings/cloudconfigs/own/.content.xml").read()
            for name in ["\(Self.install)", "\(Self.packages)"]:
                for page in pages(open("repository/" + name, "rb").read()): print(page == own)
            """)
        #expect(report == "True\nTrue\nTrue\n")

        #expect(try scene.migrationRecord().files == [])
        #expect(try scene.snapshot().differences(from: after) == [])
        // The second run wrote nothing: the latest is still the first.
        let rollback = try scene.run("rollback", "repository", "--format", "json").record()
        #expect(rollback.files.map(\.file).sorted() == [files[2], Self.install, Self.packages].sorted())
        #expect(try scene.snapshot().contentChanges(since: before) == [])
    }

    @Test("planned and applied, and refused where a package has changed meanwhile")
    func planned() throws {
        let scene = try usualScene()
        let before = try scene.snapshot()
        let plan = ["plan", "repository", "--mapping", "mapping.csv", "--out", "plan.json"]
        #expect(try scene.run(plan).exit == 0)
        let document =
            try JSONSerialization.jsonObject(with: Data(scene.bytes("plan.json"))) as? [String: Any]
        let planned = (document?["files"] as? [[String: Any]])?.compactMap { $0["file"] as? String }
        #expect(planned?.sorted() == files)
        let old = try scene.bytes("repository/" + Self.install)
        try scene.python(
            Self.builder
                + "put('\(Self.install)', inner('acme.content', page=open('page.xml', 'rb').read() + b' '))")
        #expect(try scene.run("apply", "plan.json", "--mapping", "mapping.csv").exit == 4)
        try Files.write(old, to: scene.path / RawPath(Self.install))
        #expect(try scene.snapshot().contentChanges(since: before) == [])
        #expect(try scene.run("apply", "plan.json", "--mapping", "mapping.csv").exit == 0)
        #expect(try scene.run("check", "repository").exit == 0)
        #expect(try scene.run("apply", "plan.json", "--mapping", "mapping.csv").exit == 4)
    }

    @Test("written to another place, and as a delta package that holds each configuration once")
    func elsewhere() throws {
        let scene = try usualScene()
        let before = try scene.snapshot()
        #expect(try scene.migrate("--output", "new").exit == 0)
        #expect(try scene.run("check", "new").exit == 0)
        #expect(try scene.migrate("--delta", "delta.zip", "--delta-rollback", "back.zip").exit == 0)
        #expect(try scene.snapshot().differences(from: before) == [])
        let names = try scene.python(
            "print(sorted(n for n in zipfile.ZipFile('delta.zip').namelist() if n.endswith(('own/.content.xml', 'target/.content.xml'))))"
        )
        #expect(
            names == "['\(files[2])', '\(Self.entry)']\n")
    }

    @Test("a delta package cannot hold two versions of one configuration")
    func deltaOfTwo() throws {
        let scene = try self.scene(
            """
            page = open("page.xml", "rb").read()
            put("jcr_root/etc/packages/a-1.0.zip", inner("a"))
            put("jcr_root/etc/packages/b-1.0.zip", inner("b", page=page.replace(b'apiKey="0', b'apiKey="1')))
            """)
        let run = try scene.migrate("--delta", "delta.zip")
        #expect(run.exit == 64)
        #expect(!scene.exists("delta.zip"))
    }

    @Test(
        "what can't be read fails the gate, names the file, and nothing is written",
        arguments: [
            ("encrypted", "package-damaged"), ("checksum", "package-damaged"), ("bzip2", "package-damaged"),
            ("cut", "package-damaged"), ("pointer", "package-damaged"), ("deep", "limit-reached"),
            ("bomb", "package-damaged"),
        ])
    func unreadable(kind: String, rule: String) throws {
        let scene = try self.scene(
            """
            place = "jcr_root/etc/packages/bad-1.0.zip"
            put(place, inner("bad", method=12 if "\(kind)" == "bzip2" else 8))
            path = "repository/" + place
            if "\(kind)" == "encrypted": patch(path, "\(Self.entry)", {8: b"\\1\\0"}, {6: b"\\1\\0"})
            if "\(kind)" == "checksum": patch(path, "\(Self.entry)", {16: b"\\1\\2\\3\\4"}, {14: b"\\1\\2\\3\\4"})
            if "\(kind)" == "cut": put(place, open(path, "rb").read()[:-9])
            if "\(kind)" == "pointer": put(place, b"version https://git-lfs.github.com/spec/v1")
            if "\(kind)" == "bomb": put(place, inner("bad", page=open("page.xml", "rb").read() + b" " * 9_000_000))
            if "\(kind)" == "deep":
                data = inner("bad")
                for level in range(4): data = packed([("jcr_root/etc/packages/bad-1.0.zip", data)], properties=properties("bad"))
                put(place, data)
            """)
        let before = try scene.snapshot()
        for record in try [scene.record("check"), scene.migrationRecord()] {
            #expect(record.exitCode == 3)
            let findings = record.findings(rule).filter { $0.level == "error" }
            #expect(findings.count == 1, "\(record.findings)")
            #expect(findings.allSatisfy { $0.file?.hasPrefix("jcr_root/etc/packages/bad-1.0.zip") == true })
            if kind == "bzip2" { #expect(findings.first?.message.contains("bzip2") == true) }
        }
        #expect(try scene.snapshot().differences(from: before) == [])
    }

    @Test("what is no content package is left alone: other archives, folders; a warning for an empty file")
    func others() throws {
        let scene = try self.scene(
            """
            library = io.BytesIO()
            make(library, [("Thing.class", b"x")])
            headless = io.BytesIO()
            make(headless, [("\(Self.entry)", open("page.xml", "rb").read())])
            put("jcr_root/etc/packages/library.jar", library.getvalue())
            put("jcr_root/etc/packages/headless.zip", headless.getvalue())
            put("jcr_root/etc/packages/folder.zip/x.txt", b"text")
            put("jcr_root/etc/packages/empty.zip", b"")
            put("jcr_root/content/dam/download.zip", inner("download"))
            put("jcr_root/apps/acme/install/bundle.jar", inner("bundle"))
            """)
        let migration = try scene.migrationRecord()
        #expect(migration.exitCode == 0)
        #expect(migration.rules == ["warning package-damaged"])
        #expect(migration.summary.migrated == 1)
    }

    @Test("a package whose file isn't called NAME-VERSION.zip is a warning, in a tree and in a package")
    func names() throws {
        let scene = try self.scene(
            """
            put("jcr_root/etc/packages/acme/renamed.zip", inner("acme.content"))
            put("jcr_root/etc/packages/acme/plain.zip", inner("plain", version=""))
            package("package.zip", [("jcr_root/etc/packages/renamed.zip", inner("acme.content")), ("jcr_root/etc/packages/a-1.0.zip", inner("a"))])
            """)
        for (path, file) in [("repository", "acme/renamed.zip"), ("package.zip", "renamed.zip")] {
            let record = try scene.run("check", path, "--format", "json").record()
            #expect(record.findings("package-name").map(\.level) == ["warning"])
            #expect(record.findings("package-name").map(\.file) == ["jcr_root/etc/packages/" + file])
        }
    }

    @Test("a package's own filter decides about what is in it, and the tree's about the package")
    func coverage() throws {
        let scene = try self.scene(
            """
            put("META-INF/vault/filter.xml", b'<workspaceFilter version="1.0"><filter root="/conf"/></workspaceFilter>')
            FILTER = FILTER.replace(b'"/conf"', b'"/conf/acme"')
            put("jcr_root/etc/packages/acme-1.0.zip", inner("acme"))
            """)
        // The package's covers /conf/acme alone.
        let preview = try scene.migrationRecord("--dry-run")
        #expect(preview.exitCode == 3)
        #expect(preview.findings("package-not-covered").map(\.level).sorted() == ["error", "warning"])
        #expect(try scene.migrationRecord("--dry-run", "--allow-uncovered").exitCode == 0)
    }

    @Test(
        "a random repository in a package in a tree gives the same as by itself (IMS_TEST_SEED repeats one)",
        arguments: SeededRandom.seeds(4))
    func random(_ seed: UInt64) throws {
        let expected = RandomRepository(seed: seed)
        let scene = try TemporaryRepository(expected.tree, mapping: expected.mapping)
        // A content root for each: the package is made of the one with its files, the others stay as they are.
        try scene.python(
            """
            FILTER = FILTER.replace(b'"/conf/acme"', b'"/"')
            os.rename("repository", "by-itself")
            roots = [f for f, _, _ in os.walk("by-itself") if os.path.basename(f) == "jcr_root"] or ["by-itself"]
            os.makedirs("repository/jcr_root/apps/all/install/deep")
            for number, root in enumerate(sorted(roots)):
                entries = []
                for folder, _, names in os.walk(root):
                    for name in sorted(names):
                        path = os.path.join(folder, name)
                        entries.append(("jcr_root/" + os.path.relpath(path, root), open(path, "rb").read(), dict(method=len(entries) % 2 * 8)))
                entries = [e for e in entries if e[0] != "jcr_root/.content.xml"]
                data = packed(entries)
                if number % 2 or len(roots) == 1: data = packed([("jcr_root/etc/packages/inner.zip", data)])
                open("repository/jcr_root/apps/all/install/deep/p%d.zip" % number, "wb").write(data)
            """)
        func told(_ record: Record) -> [String] {
            record.configurations.map {
                "\($0.path) \($0.storage) \($0.classification) \($0.outcome) \($0.line) \($0.clientID ?? "-") \($0.changes)"
            }.sorted()
        }
        func preview(_ path: String) throws -> Record {
            try scene.run(
                "migrate", path, "--mapping", "mapping.csv", "--allow-uncovered", "--dry-run", "--format",
                "json"
            ).record()
        }
        let (one, other) = (try preview("by-itself"), try preview("repository"))
        #expect(told(one) == told(other), "seed \(seed)")
        #expect(
            one.files.map(\.sha256After).sorted() == other.files.map(\.sha256After).sorted(), "seed \(seed)")
        let before = try scene.snapshot()
        #expect(try scene.migrate("--allow-uncovered").exit == 0, "seed \(seed)")
        #expect(try scene.record("check").summary.jwt == expected.skipped, "seed \(seed)")
        if !expected.changed.isEmpty {
            #expect(try scene.run("rollback", "repository").exit == 0)
            #expect(try scene.snapshot().contentChanges(since: before) == [], "seed \(seed)")
        }
    }
}
