// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@Suite("A content package", .enabled(if: Python.isThere, "python3 reads the packages independently"))
struct PackageJourneyTests {
    /// Prints each entry that is not the same in two packages: `name: what differs`, and whether the order is.
    static let comparison = """
        def compare(left, right):
            left, right = describe(left), describe(right)
            if [e["name"] for e in left] != [e["name"] for e in right]: print("other names or another order")
            for a, b in zip(left, right):
                keys = [k for k in a if a[k] != b[k]]
                if keys: print(a["name"], *sorted(keys))
        """

    @Test(
        "packing the sample gives its files, byte for byte, in FileVault's order, and always the same package"
    )
    func packing() throws {
        let scene = try TemporaryRepository.packedSample()
        #expect(try Unzip.test(scene.file("package.zip")) != false)
        let report = try scene.python(
            """
            with zipfile.ZipFile("package.zip") as archive:
                names = archive.namelist()
                print(names[0], names[1:3], len(names) == len(set(names)))
                for name in names:
                    if name.endswith("/") or name == "META-INF/MANIFEST.MF": continue
                    if archive.read(name) != open("repository/" + name, "rb").read(): print("differs", name)
                files = [os.path.join(f, n) for t in ("META-INF", "jcr_root") for f, _, ns in os.walk("repository/" + t) for n in ns]
                print(len(files) == sum(not n.endswith("/") for n in names) - 1)
            """)
        #expect(report == "META-INF/MANIFEST.MF ['META-INF/', 'META-INF/vault/'] True\nTrue\n")
        #expect(try scene.run("pack", "repository", "--out", "again.zip").exit == 0)
        #expect(try scene.bytes("again.zip") == scene.bytes("package.zip"))
        #expect(
            try scene.run("pack", "repository", "--out", "again.zip").exit == 64, "nothing is overwritten")
        #expect(try scene.run("pack", "repository/jcr_root", "--out", "other.zip").exit == 65)
        #expect(!scene.exists("other.zip"))
    }

    @Test(
        "the record names the package by its digest where the run reads all of it, and says so where it does not"
    )
    func digest() throws {
        let scene = try TemporaryRepository.packedSample()
        func noted(_ arguments: [String]) throws -> Any? {
            let run = try scene.run(arguments + ["--format", "json"])
            let record = try JSONSerialization.jsonObject(with: Data(run.outputBytes)) as? [String: Any]
            return (record?["inputs"] as? [[String: Any]])?.first?["sha256"]
        }
        let expected = try scene.python(
            "import hashlib; print(hashlib.sha256(open('package.zip', 'rb').read()).hexdigest(), end='')")
        #expect(try noted(["scan", "package.zip"]) is NSNull)
        let migrate = ["migrate", "package.zip", "--mapping", "mapping.csv"]
        #expect(try noted(migrate + ["--dry-run"]) is NSNull)
        #expect(
            try noted(migrate + ["--output", "new.zip"]) as? String == expected)
        #expect(try noted(migrate + ["--in-place"]) as? String == expected)
    }

    @Test("preview, migrate to a new package, check: what the tree becomes is what the package becomes")
    func newPackage() throws {
        let scene = try TemporaryRepository.packedSample()
        let before = try scene.bytes("package.zip")
        let preview = try scene.migratePackage("--dry-run", "--format", "json").record()
        #expect(preview.inputs.map(\.kind) == ["package"])
        #expect(try scene.migratePackage().exit == 64, "where it goes must be said")
        #expect(try scene.migratePackage("--output", "new.zip").exit == 0)
        #expect(try scene.bytes("package.zip") == before)

        #expect(try scene.migrate().exit == 0)
        #expect(try Unzip.test(scene.file("new.zip")) != false)
        let differences = try scene.python(
            Self.comparison + """

                compare("package.zip", "new.zip")
                with zipfile.ZipFile("new.zip") as archive:
                    for name in archive.namelist():
                        if name.endswith("/") or name == "META-INF/MANIFEST.MF": continue
                        if archive.read(name) != open("repository/" + name, "rb").read(): print("not as in the tree:", name)
                """)
        let changed = preview.files.map(\.file).sorted()
        let names = differences.split(separator: "\n").map(String.init)
        #expect(names.count == changed.count, "\(differences)")
        for (line, file) in zip(names.sorted(), changed) {
            #expect(line.hasPrefix(file + " "), "\(line)")
            // Of its own: contents and what follows from them. Date, attributes, method and names stay.
            let keys = Set(line.dropFirst(file.count + 1).split(separator: " ").map(String.init))
            #expect(
                keys.isSubset(of: ["compressed", "compressedSize", "contents", "crc", "header", "size"]),
                "\(line)")
        }
        #expect(try scene.run("check", "new.zip").exit == 0)
        #expect(try scene.run("check", "package.zip").exit == 3)
        let again = try scene.run(
            "migrate", "new.zip", "--mapping", "mapping.csv", "--output", "again.zip", "--format", "json")
        #expect(again.exit == 0)
        #expect(try again.record().files == [])
    }

    @Test("in place, and rolled back to the same bytes")
    func inPlace() throws {
        let scene = try TemporaryRepository.packedSample()
        let before = try scene.bytes("package.zip")
        #expect(try scene.migratePackage("--in-place").exit == 0)
        let after = try scene.bytes("package.zip")
        #expect(after != before)
        #expect(try scene.run("check", "package.zip").exit == 0)
        #expect(try scene.run("rollback", "reports/report.json", "--dry-run").exit == 0)
        #expect(try scene.bytes("package.zip") == after)
        #expect(try scene.run("rollback", "reports/report.json").exit == 0)
        #expect(try scene.bytes("package.zip") == before)
        let again = try scene.run("rollback", "package.zip")
        #expect(again.exit == 0)
        #expect(again.output.contains("Nothing to put back"))
        #expect(try scene.bytes("package.zip") == before)
    }

    @Test("a package that was changed since is not rolled back")
    func changedSince() throws {
        let scene = try TemporaryRepository.packedSample()
        #expect(try scene.migratePackage("--in-place").exit == 0)
        try scene.python(
            "with zipfile.ZipFile('package.zip', 'a') as archive: archive.writestr('jcr_root/new', 'x')")
        let changed = try scene.bytes("package.zip")
        let run = try scene.run("rollback", "reports/report.json")
        #expect(run.exit == 4)
        #expect(run.errors.contains("package.zip"))
        #expect(try scene.bytes("package.zip") == changed)
    }

    @Test("a plan of a package is applied to that package alone")
    func plan() throws {
        let scene = try TemporaryRepository.packedSample()
        #expect(
            try scene.run("plan", "package.zip", "--mapping", "mapping.csv", "--out", "plan.json").exit == 0)
        let before = try scene.bytes("package.zip")
        try scene.python(
            "with zipfile.ZipFile('package.zip', 'a') as archive: archive.comment = b'newer'")
        #expect(try scene.run("apply", "plan.json", "--mapping", "mapping.csv").exit == 64)
        #expect(try scene.run("apply", "plan.json", "--mapping", "mapping.csv", "--in-place").exit == 0)
        #expect(try scene.bytes("package.zip") != before)
        #expect(try scene.run("check", "package.zip").exit == 0)
        #expect(try scene.run("apply", "plan.json", "--mapping", "mapping.csv", "--in-place").exit == 4)
    }

    @Test("packages in packages are rebuilt around what changes, and nothing else is touched")
    func nested() throws {
        let scene = try TemporaryRepository.packedSample()
        try scene.python(
            """
            sample, other = open("package.zip", "rb").read(), packed([("jcr_root/conf/acme/.content.xml", doc())])
            outer = b'<workspaceFilter version="1.0"><filter root="/etc/packages"/><filter root="/apps/acme-packages"/></workspaceFilter>'
            make("package.zip", [("META-INF/vault/filter.xml", outer), ("META-INF/vault/properties.xml", PROPERTIES),
                ("jcr_root/etc/packages/acme/larchfield-configuration-1.4.0.zip", sample, dict(method=0, comment=b"kept")),
                ("jcr_root/apps/acme-packages/content/install/other.zip", other), ("jcr_root/apps/acme.bin", os.urandom(9999))])
            """)
        let run = try scene.migratePackage("--output", "new.zip", "--format", "json")
        #expect(run.exit == 0, "\(run)")
        let record = try run.record()
        #expect(record.summary.migrated == 12)
        #expect(
            record.configurations.allSatisfy {
                $0.file.hasPrefix("jcr_root/etc/packages/acme/larchfield-configuration-1.4.0.zip!/jcr_root/")
            })
        #expect(record.rules == [])
        let report = try scene.python(
            Self.comparison + """

                compare("package.zip", "new.zip")
                for name in ("package", "new"):
                    with zipfile.ZipFile(name + ".zip") as archive:
                        open(name + "-inner.zip", "wb").write(archive.read("jcr_root/etc/packages/acme/larchfield-configuration-1.4.0.zip"))
                print("inner:")
                compare("package-inner.zip", "new-inner.zip")
                """)
        let parts = report.split(separator: "inner:\n")
        #expect(parts.count == 2)
        #expect(
            parts.first?.hasPrefix("jcr_root/etc/packages/acme/larchfield-configuration-1.4.0.zip ") == true)
        #expect(parts.first?.split(separator: "\n").count == 1)
        #expect(parts.last?.split(separator: "\n").count == record.files.count)
        #expect(try scene.run("check", "new.zip").exit == 0)
    }
}
