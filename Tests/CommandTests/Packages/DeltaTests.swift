// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import SeededRandom
import Testing

/// What a delta package does is shown by a model of FileVault's import (``FileVaultModel``), in each of its three behaviors.
@Suite(
    "A package of just the changes",
    .enabled(if: Python.isThere, "python3 reads the packages independently"))
struct DeltaTests {
    private func scene() throws -> TemporaryRepository {
        let scene = try TemporaryRepository.packedSample()
        let run = try scene.migratePackage(
            "--delta", "delta.zip", "--delta-rollback", "back.zip", "--format", "json")
        guard run.exit == 0 else { throw TemporaryRepository.PackingFailed(run: run) }
        #expect(try scene.migratePackage("--output", "migrated.zip").exit == 0)
        return scene
    }

    @Test(
        "installed, it makes of the old repository the migrated one; the other package makes the old one again",
        arguments: FileVaultModel.versions)
    func effect(version: String) throws {
        let report = try scene().python(
            FileVaultModel.script + """

                old, new = Instance.of("package.zip"), Instance.of("migrated.zip")
                print(len([p for p in old.nodes if old.nodes[p] != new.nodes[p]]), set(old.nodes) == set(new.nodes))
                once = install("delta.zip", old, \(version))
                show(once, new)
                show(install("back.zip", new, \(version)), old)
                # Installing twice is the same as once.
                show(install("delta.zip", once, \(version)), new)
                """)
        #expect(report == "13 True\n")
    }

    @Test(
        "what has been changed or added on the instance beside the migrated properties stays as it is there",
        arguments: FileVaultModel.versions)
    func elsewhere(version: String) throws {
        let report = try scene().python(
            FileVaultModel.script + """

                old, new = Instance.of("package.zip"), Instance.of("migrated.zip")
                # A file is deployed as a whole.
                changed = [p for p in old.nodes if old.nodes[p] != new.nodes[p] and not p.endswith(".config")]
                instance = old.copy()
                for path in changed:
                    instance.nodes[path]["jcr:title"] = "edited there"
                    instance.nodes[path]["cq:lastReplicatedBy"] = "only there"
                    instance.add(path + "/child", {"jcr:primaryType": "nt:unstructured"})
                    instance.add(path.replace("/jcr:content", "") + "-beside", {"jcr:primaryType": "cq:Page"})
                result = install("delta.zip", instance, \(version))
                expected = instance.copy()
                for path in old.nodes:
                    if path.endswith(".config"): expected.nodes[path] = new.nodes[path]
                for path in changed:
                    expected.nodes[path] = dict(new.nodes[path], **{"jcr:title": "edited there", "cq:lastReplicatedBy": "only there"})
                show(result, expected)
                print(len(changed))
                """)
        #expect(report == "11\n")
    }

    @Test("the model can tell: the form of 0.1.0 destroys data where every service pack of AEM 6.5 is")
    func oldForm() throws {
        let report = try scene().python(
            FileVaultModel.script + """

                old, new = Instance.of("package.zip"), Instance.of("migrated.zip")
                old_form("delta.zip", "old-form.zip")
                for version in ((3, 2, 8), (3, 4, 10), (3, 5, 8), (3, 6, 8)):
                    result = install("old-form.zip", old, version)
                    lost = [name for path in new.nodes for name in new.nodes[path] if name not in result.nodes[path]]
                    print(version, len(lost) > 0, "jcr:title" in lost)
                """)
        #expect(
            report == """
                (3, 2, 8) True True
                (3, 4, 10) False False
                (3, 5, 8) False False
                (3, 6, 8) False False

                """)
    }

    @Test(
        "random repositories, edited on the instance since (IMS_TEST_SEED repeats one)",
        arguments: SeededRandom.seeds(6))
    func random(seed: UInt64) throws {
        let scene = try TemporaryRepository(
            ["conf/.content.xml": .text(DeltaScenes.folder)], mapping: mappingForAll)
        try scene.python(
            FileVaultModel.script + DeltaScenes.generator + "\ngenerate(\(seed), 'repository')\n")
        let run = try scene.migrate(
            "--delta", "delta.zip", "--delta-rollback", "back.zip", "--delta-keep", "ownKept", "--report-dir",
            "delta-report", "--format", "json")
        #expect(run.exit == 0, "seed \(seed): \(run)")
        #expect(try scene.migrate("--output", "migrated").exit == 0)
        for version in FileVaultModel.versions {
            let report = try scene.python(
                FileVaultModel.script + DeltaScenes.generator + DeltaScenes.comparison
                    + "\ncompare(\(seed), \(version))\n")
            #expect(report == "", "seed \(seed), FileVault \(version)")
        }
    }

    @Test("it holds the changed nodes, what leads to them, and nothing else; no filter covers any other node")
    func contents() throws {
        let report = try scene().python(
            FileVaultModel.script + """

                old, new = repository("package.zip"), repository("migrated.zip")
                changed = {p for p in old if old[p] != new[p]}
                for name in ("delta.zip", "back.zip"):
                    all, content = filters(name), repository(name)
                    print({f[0] for f in all} == changed, len(all) == len(changed), {f[1] for f in all})
                    print([p for p in old if contains(all, p) != (p in changed)])
                    for path in content:
                        if path in changed:
                            if path.endswith(".config"): continue
                            source = new if name == "delta.zip" else old
                            for key, value in content[path].items():
                                if value != "{Binary}" and value != source[path][key]: print("other value", path, key)
                                planned = new[path].get(key) != old[path].get(key)
                                if (value == "{Binary}") == planned and key != "jcr:primaryType" and not is_list(value):
                                    print("marker", path, key)
                            for key in source[path]:
                                if key not in content[path]: print("unnamed", path, key)
                            if not includes(all, path + "/jcr:primaryType"): print("type not covered", path)
                        else:
                            if set(content[path]) != {"jcr:primaryType"}: print("more than its type", path, set(content[path]))
                            if content[path] != {"jcr:primaryType": old[path]["jcr:primaryType"]}: print("other type", path)
                    for path in old:
                        if any(c.startswith(path + "/") for c in changed) and path not in content: print("type is missing", path)
                    for file, data in documents(name):
                        if not file.endswith(".xml") or not file.startswith("jcr_root"): continue
                        text = data.decode()
                        if '<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0"' not in text[:1024]: print("head", file)
                        for word in ("jcr:uuid", "jcr:isCheckedOut", "jcr:baseVersion", "jcr:predecessors", "jcr:versionHistory"):
                            if word in text: print("identity", file)
                    if b'<entry key="acHandling">ignore</entry>' not in dict(documents(name))["META-INF/vault/properties.xml"]:
                        print("access control")
                """)
        #expect(report == String(repeating: "True True {'replace'}\n[]\n", count: 2))
    }

    @Test("its metadata is that of a FileVault package with an identity of its own")
    func metadata() throws {
        let scene = try scene()
        for (name, package) in [
            ("delta.zip", "package-ims-oauth"), ("back.zip", "package-ims-oauth-rollback"),
        ] {
            #expect(try Unzip.test(scene.file(name)) != false)
            let report = try scene.python(
                FileVaultModel.script + """

                    with zipfile.ZipFile("\(name)") as archive:
                        print(archive.namelist()[:6])
                        properties = {e.attrib["key"]: e.text for e in tree.fromstring(archive.read("META-INF/vault/properties.xml")) if e.tag == "entry"}
                        print(properties["name"], properties["packageType"], properties["packageFormatVersion"])
                        print(tree.fromstring(archive.read("META-INF/vault/config.xml")).tag)
                        manifest = archive.read("META-INF/MANIFEST.MF").decode()
                        print(max(len(line.encode()) for line in manifest.split("\\r\\n")) <= 72)
                        headers = dict(line.split(": ", 1) for line in manifest.replace("\\r\\n ", "").split("\\r\\n") if line)
                        print(headers["Content-Package-Id"] == ":".join(properties[k] for k in ("group", "name", "version")))
                        print(headers["Content-Package-Roots"].split(",") == [f[0] for f in filters("\(name)")])
                    """)
            #expect(
                report == """
                    ['META-INF/MANIFEST.MF', 'META-INF/', 'META-INF/vault/', 'META-INF/vault/properties.xml', \
                    'META-INF/vault/config.xml', 'META-INF/vault/filter.xml']
                    \(package) mixed 2
                    vaultfs
                    True
                    True
                    True

                    """)
        }
        let named = try scene.migratePackage("--delta", "named.zip", "--package-name", "acme-ims")
        #expect(named.exit == 0)
        let name = try scene.python(
            "print('key=\"name\">acme-ims<' in zipfile.ZipFile('named.zip').read('META-INF/vault/properties.xml').decode())"
        )
        #expect(name == "True\n")
    }

    @Test("a tree gives the same delta as its package, and stays as it is")
    func tree() throws {
        let scene = try scene()
        let before = try scene.snapshot()
        #expect(try scene.migrate("--delta", "tree.zip", "--delta-rollback", "tree-back.zip").exit == 0)
        #expect(try scene.snapshot().differences(from: before) == [])
        let report = try scene.python(
            FileVaultModel.script + """

                show(Instance.of("tree.zip"), Instance.of("delta.zip"))
                print(filters("tree.zip") == filters("delta.zip"), filters("tree-back.zip") == filters("back.zip"))
                """)
        #expect(report == "True True\n")
        #expect(try scene.migrate("--delta", "tree.zip").exit == 64, "nothing is overwritten")
    }

    @Test(
        "a file that is there is replaced with --force alone; never the input, and no two outputs share a path"
    )
    func force() throws {
        let scene = try scene()
        try scene.write("precious", to: "there.zip")
        let input = try scene.bytes("package.zip")
        for option in ["--delta", "--delta-rollback", "--output"] {
            #expect(try scene.migratePackage(option, "there.zip").exit == 64, "\(option)")
            #expect(try scene.bytes("there.zip") == Array("precious".utf8))
            #expect(try scene.migratePackage(option, "there.zip", "--force").exit == 0, "\(option)")
            #expect(try scene.bytes("there.zip").starts(with: Array("PK".utf8)))
            try scene.write("precious", to: "there.zip")
            #expect(try scene.migratePackage(option, "package.zip", "--force").exit == 64, "\(option)")
            #expect(try scene.bytes("package.zip") == input)
        }
        #expect(try scene.migratePackage("--delta", "a.zip", "--delta-rollback", "./a.zip").exit == 64)
        #expect(!scene.exists("a.zip"))
        #expect(try scene.migratePackage("--delta", "there.zip", "--in-place").exit == 64)
        #expect(
            try scene.bytes("package.zip") == input, "nothing is changed before it is known that all can be")
        #expect(try scene.migratePackage("--force", "--in-place").exit == 64)
        try scene.python("os.mkdir('folder.zip')")
        #expect(try scene.migratePackage("--delta", "folder.zip", "--force").exit == 64)
    }

    @Test("files with secrets can be read by their owner alone")
    func modes() throws {
        let scene = try TemporaryRepository.packedSample()
        #expect(chmod(scene.file("package.zip"), 0o644) == 0)
        try scene.write(
            "path,client_secret,org_id,scopes\n**,invented-plain-secret,INVENTED@AdobeOrg,openid\n",
            to: "mapping.csv")
        #expect(
            try scene.migratePackage(
                "--output", "new.zip", "--delta", "delta.zip", "--delta-rollback", "back.zip",
                "--allow-org-mismatch"
            ).exit == 0)
        for name in ["new.zip", "delta.zip", "back.zip"] {
            #expect(try Files.status(scene.place / RawPath(name)).st_mode & 0o777 == 0o600, "\(name)")
        }
        #expect(try scene.migrate("--output", "new", "--allow-org-mismatch").exit == 0)
        let file = "new/jcr_root/conf/global/settings/cloudconfigs/target/.content.xml"
        #expect(try Files.status(scene.place / RawPath(file)).st_mode & 0o777 == 0o600)
        // What holds none keeps the mode that it had.
        try scene.write(
            "path,client_secret,org_id,scopes\n**,\(encrypted("a1")),INVENTED@AdobeOrg,openid\n",
            to: "mapping.csv")
        #expect(try scene.migratePackage("--output", "encrypted.zip", "--allow-org-mismatch").exit == 0)
        #expect(try Files.status(scene.place / RawPath("encrypted.zip")).st_mode & 0o777 == 0o644)
    }

    @Test("names of --delta-keep: in every changed node, in the record, and checked")
    func keep() throws {
        let scene = try TemporaryRepository(
            [
                cloudconfigs / "one/.content.xml": .text(
                    IMSPage().jwt.replacing("keypairAlias", with: "own:known=\"x\" keypairAlias").replacing(
                        "xmlns:nt", with: "xmlns:own=\"http://example.com/own\" xmlns:nt"))
            ], mapping: mappingForAll)
        let keep = ["--delta-keep", "acme", "--delta-keep", "own:other", "--delta-keep", "2024 note"]
        let run = try scene.run(
            ["migrate", "repository", "--mapping", "mapping.csv", "--delta", "d.zip", "--format", "json"]
                + keep)
        #expect(run.exit == 0, "\(run)")
        let report = try scene.python(
            FileVaultModel.script + """

                node = repository("d.zip")["/conf/global/settings/cloudconfigs/one/jcr:content"]
                print([node.get(n) for n in ("acme", "2024 note", "jcr:description", "cq:lastReplicated", "techAcctId")])
                print(sorted(n for n in node if n.endswith("other") or n.endswith("known")))
                print(node["clientId"] != MARKER, node["clientSecret"] != MARKER, "apiKey" in node, "jcr:uuid" in node)
                """)
        #expect(
            report == """
                ['{Binary}', '{Binary}', '{Binary}', '{Binary}', '{Binary}']
                ['{http://example.com/own}known', '{http://example.com/own}other']
                True True False False

                """)
        for name in ["acme", "2024 note", "own:other", "own:known", "jcr:title"] {
            #expect(run.output.contains("\"\(name)\""), "\(name)")
        }
        #expect(try run.record().findings("delta-effects").allSatisfy { $0.level == "note" })
        #expect(try run.record().findings("delta-effects").contains { $0.message.contains("AEM 6.5") })
        let cloud = try scene.run(
            [
                "migrate", "repository", "--mapping", "mapping.csv", "--delta", "c.zip", "--aem-version",
                "cloud",
            ]
                + ["--format", "json"])
        #expect(try !cloud.record().findings("delta-effects").contains { $0.message.contains("AEM 6.5") })
        for name in [
            "a/b", "a[1]", "x*", "", "a:b:c", ":x", "nosuchprefix:x", "jcr:uuid", "jcr:primaryType",
            "jcr:mixinTypes", "{http://example.com}x", "a|b", "jcr:isCheckedOut",
        ] {
            let run = try scene.migrate("--delta", "no.zip", "--delta-keep", name)
            #expect(run.exit == 64, "\(name)")
            #expect(!scene.exists("no.zip"), "\(name)")
        }
        #expect(try scene.migrate("--delta-keep", "a").exit == 64, "it goes with --delta")
    }

    @Test("a delta is no source: nothing is written from it, and nothing learned")
    func source() throws {
        let scene = try scene()
        try scene.python(
            """
            for name in ("delta", "back"):
                with zipfile.ZipFile(name + ".zip") as archive: archive.extractall(name)
            """)
        for name in ["delta.zip", "back.zip", "delta", "back"] {
            #expect(try scene.run("check", name, "--format", "json").exit == 3, "\(name)")
            #expect(
                try scene.run("check", name, "--format", "json").record().findings("delta-as-source").map(
                    \.level
                )
                .contains("error"))
            let scan = try scene.run("scan", name, "--format", "json")
            #expect(scan.exit == 0, "\(name)")
            #expect(Set(try scan.record().findings("delta-as-source").map(\.level)) == ["warning"])
            let run = try scene.run(
                "migrate", name, "--mapping", "mapping.csv", "--output", "never", "--format", "json")
            #expect(run.exit == 3, "\(name)")
            #expect(!scene.exists("never"))
            #expect(try scene.run("plan", name, "--mapping", "mapping.csv", "--out", "plan.json").exit == 3)
            #expect(!scene.exists("plan.json"))
            let template = try scene.run("mapping", "template", name)
            #expect(!template.output.contains("/conf/"), "\(name)")
            #expect(
                try scene.run("profile", "learn", "package.zip", name, "--out", "p.json").exit == 65,
                "\(name)")
        }
        let file = "delta/jcr_root/conf/global/settings/cloudconfigs/target/.content.xml"
        #expect(
            try scene.run(
                "profile", "learn", "repository" + file.dropFirst("delta".count), file, "--out", "p.json"
            ).exit == 65)
        #expect(!scene.exists("p.json"))
        // An empty binary in a property that no profile knows is nobody's marker.
        let harmless = try TemporaryRepository([
            cloudconfigs / "one/.content.xml": .text(
                IMSPage().oauth(secret: "s", scope: "a").replacing("orgId", with: "photo=\"{Binary}\" orgId"))
        ])
        #expect(try harmless.run("check", "repository").exit == 0)
    }

    @Test("two packages or modules that hold one node have no common delta")
    func twice() throws {
        let file = "jcr_root/conf/global/settings/cloudconfigs/one/.content.xml"
        let scene = try TemporaryRepository(
            [RawPath("a/" + file): .jwt, RawPath("b/" + file): .text(IMSPage(title: "Other").jwt)],
            mapping: mappingForAll)
        let run = try scene.migrate("--delta", "delta.zip")
        #expect(run.exit == 64, "\(run)")
        #expect(!scene.exists("delta.zip"))
        #expect(try scene.migrate("--output", "new", "--allow-org-mismatch").exit == 0)
    }

    @Test("a nested package's configurations are in the delta once, with the types of its folders")
    func nested() throws {
        let scene = try TemporaryRepository(["read.me": "nothing"], mapping: mappingForAll)
        try scene.write(IMSPage().jwt, to: "page.xml")
        try scene.write(DeltaScenes.folder, to: "folder.xml")
        try scene.python(
            """
            page, folder = open("page.xml", "rb").read(), open("folder.xml", "rb").read()
            base = "jcr_root/conf/global/"
            wide = FILTER.replace(b"/conf/acme", b"/conf")
            inner = io.BytesIO()
            make(inner, [("META-INF/vault/filter.xml", wide), ("META-INF/vault/properties.xml", PROPERTIES),
                (base + ".content.xml", folder), (base + "settings/cloudconfigs/one/.content.xml", page)])
            make("package.zip", [("META-INF/vault/filter.xml", wide.replace(b"/conf", b"/etc/packages")),
                ("META-INF/vault/properties.xml", PROPERTIES), ("jcr_root/etc/packages/g/inner-1.0.zip", inner.getvalue())])
            """)
        let run = try scene.migratePackage("--delta", "delta.zip", "--delta-rollback", "back.zip")
        #expect(run.exit == 0, "\(run)")
        let report = try scene.python(
            FileVaultModel.script + """

                print([f[0] for f in filters("delta.zip")])
                print(sorted(n for n, _ in documents("delta.zip") if n.startswith("jcr_root")))
                """)
        #expect(
            report == """
                ['/conf/global/settings/cloudconfigs/one/jcr:content']
                ['jcr_root/conf/global/.content.xml', 'jcr_root/conf/global/settings/cloudconfigs/one/.content.xml']

                """)
    }

    @Test("what is peculiar in a path is no pattern in a filter")
    func quoting() throws {
        let name = "a.b+c(d)[e]$^{1}"
        let scene = try TemporaryRepository(
            [cloudconfigs / RawPath(name) / ".content.xml": .text(IMSPage().jwt)], mapping: mappingForAll)
        #expect(try scene.migrate("--delta", "delta.zip").exit == 0)
        let report = try scene.python(
            FileVaultModel.script + """

                all, path = filters("delta.zip"), "/conf/global/settings/cloudconfigs/\(name)/jcr:content"
                print(all[0][0] == path, contains(all, path), contains(all, path + "/child"), includes(all, path + "/apiKey"))
                print(includes(all, path + "/apiKeyX"), includes(all, path + "/xapiKey"), includes(all, path + "/jcr:title"))
                """)
        #expect(report == "True True False True\nFalse False False\n")
    }
}
