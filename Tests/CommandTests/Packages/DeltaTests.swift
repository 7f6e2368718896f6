// SPDX-License-Identifier: Apache-2.0
import IndependentReader
import Testing

/// What a delta package does is shown by a model of FileVault's import, written in Python from its documented
/// semantics: filters by Python's own regular expressions, documents by Python's own XML parser.
@Suite(
    "A package of just the changes",
    .enabled(if: Python.isThere, "python3 reads the packages independently"))
struct DeltaTests {
    /// `repository(path)` reads the nodes of a tree or package: JCR path to properties. `install` imports a package into
    /// such nodes in FileVault's mode `replace`.
    private static let model = #"""
        import re
        import xml.etree.ElementTree as tree
        JCR = "{http://www.jcp.org/jcr/1.0}"

        def decoded(name):
            name = re.sub("_x([0-9a-fA-F]{4})_", lambda m: chr(int(m.group(1), 16)), name.replace(JCR, "jcr:"))
            return re.sub("^{[^}]*/(\\w+)/1.0}", "\\1:", name)

        def nodes(element, path, result):
            if element.attrib:
                result[path] = {decoded(k): v for k, v in element.attrib.items()}
            for child in element: nodes(child, path + "/" + decoded(child.tag), result)
            return result

        def documents(path):
            if os.path.isdir(path):
                for folder, _, names in os.walk(path):
                    for name in names:
                        file = os.path.join(folder, name)
                        yield os.path.relpath(file, path), open(file, "rb").read()
            else:
                with zipfile.ZipFile(path) as archive:
                    for name in archive.namelist():
                        if not name.endswith("/"): yield name, archive.read(name)

        def repository(path):
            result = {}
            for name, data in documents(path):
                if name.startswith("jcr_root/") and name.endswith(".config"):
                    result[name[len("jcr_root"):]] = {"jcr:data": data}
                if not name.startswith("jcr_root/") or not name.endswith(".xml") or b"<jcr:root" not in data: continue
                place = name[len("jcr_root"):]
                place = place[:-len("/.content.xml")] if place.endswith("/.content.xml") else place[:-len(".xml")]
                place = "/".join(re.sub("^_([a-z]+)_", "\\1:", part) for part in place.split("/"))
                nodes(tree.fromstring(data), place, result)
            return result

        def filters(path):
            data = dict(documents(path))["META-INF/vault/filter.xml"]
            result = []
            for element in tree.fromstring(data):
                rules = [(r.tag == "include", r.attrib["pattern"], r.attrib.get("matchProperties") == "true") for r in element]
                result.append((element.attrib["root"], element.attrib.get("mode", "replace"), rules))
            return result

        def admits(rules, path):
            verdict = not rules[0][0] if rules else True
            for include, pattern, _ in rules:
                if re.fullmatch(pattern, path): verdict = include
            return verdict

        def covers(filter, path):
            return path == filter[0] or path.startswith(filter[0] + "/")

        def contains(all, path):
            return any(covers(f, path) and admits([r for r in f[2] if not r[2]], path) for f in all)

        def includes(all, path):
            return any(covers(f, path) and admits([r for r in f[2] if r[2]], path) for f in all)

        def install(package, before):
            after, all, content = {p: dict(v) for p, v in before.items()}, filters(package), repository(package)
            for path in set(before) | set(content):
                if not contains(all, path): continue
                if path not in content:
                    del after[path]
                    continue
                node = after.setdefault(path, {})
                for name in set(node) | set(content[path]):
                    if not includes(all, path + "/" + name): continue
                    if name in content[path]: node[name] = content[path][name]
                    else: del node[name]
            return after

        def show(left, right):
            for path in sorted(set(left) | set(right)):
                if left.get(path) != right.get(path): print("differs", path, left.get(path), right.get(path))
        """#

    private func scene() throws -> TemporaryRepository {
        let scene = try TemporaryRepository.packedSample()
        let run = try scene.migratePackage(
            "--delta", "delta.zip", "--delta-rollback", "back.zip", "--format", "json")
        guard run.exit == 0 else { throw TemporaryRepository.PackingFailed(run: run) }
        #expect(try scene.migratePackage("--output", "migrated.zip").exit == 0)
        return scene
    }

    @Test(
        "installed, it makes of the old repository the migrated one; the other package makes the old one again"
    )
    func effect() throws {
        let report = try scene().python(
            Self.model + """

                old, new = repository("package.zip"), repository("migrated.zip")
                print(len([p for p in old if old[p] != new[p]]), set(old) == set(new))
                show(install("delta.zip", old), new)
                show(install("back.zip", new), old)
                # Installing twice is the same as once.
                show(install("delta.zip", install("delta.zip", old)), new)
                """)
        #expect(report == "13 True\n")
    }

    @Test(
        "what has been changed or added on the instance beside the migrated properties stays as it is there")
    func elsewhere() throws {
        let report = try scene().python(
            Self.model + """

                old, new = repository("package.zip"), repository("migrated.zip")
                # A file is deployed as a whole.
                changed = [p for p in old if old[p] != new[p] and not p.endswith(".config")]
                instance = {p: dict(v) for p, v in old.items()}
                for path in changed:
                    instance[path]["jcr:title"] = "edited there"
                    instance[path]["local"] = "only there"
                    instance[path + "/child"] = {"jcr:primaryType": "nt:unstructured"}
                    instance[path.replace("/jcr:content", "") + "-beside"] = {"jcr:primaryType": "cq:Page"}
                result = install("delta.zip", instance)
                expected = {p: dict(new[p] if p.endswith(".config") else v) for p, v in instance.items()}
                for path in changed:
                    title, local = expected[path]["jcr:title"], expected[path]["local"]
                    expected[path] = dict(new[path], local=local)
                    expected[path]["jcr:title"] = title
                show(result, expected)
                print(len(changed))
                """)
        #expect(report == "11\n")
    }

    @Test("it holds the changed nodes, what leads to them, and nothing else; no filter covers any other node")
    func contents() throws {
        let report = try scene().python(
            Self.model + """

                old, new, delta = repository("package.zip"), repository("migrated.zip"), repository("delta.zip")
                changed = {p for p in old if old[p] != new[p]}
                for name in ("delta.zip", "back.zip"):
                    all, content = filters(name), repository(name)
                    print({f[0] for f in all} == changed, len(all) == len(changed), {f[1] for f in all})
                    print([p for p in old if contains(all, p) != (p in changed)])
                    for path in content:
                        if path not in changed:
                            if not any(c.startswith(path + "/") for c in changed): print("not needed", path)
                            if set(content[path]) != {"jcr:primaryType"}: print("more than its type", path, set(content[path]))
                        unwanted = set(content[path]) & {"jcr:uuid", "jcr:created", "jcr:createdBy", "jcr:versionHistory", "jcr:isCheckedOut"}
                        if unwanted: print("unwanted", path, unwanted)
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
                Self.model + """

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
            Self.model + """

                show(repository("tree.zip"), repository("delta.zip"))
                print(filters("tree.zip") == filters("delta.zip"), filters("tree-back.zip") == filters("back.zip"))
                """)
        #expect(report == "True True\n")
        #expect(try scene.migrate("--delta", "tree.zip").exit == 64, "nothing is overwritten")
    }

    @Test("what is peculiar in a path is no pattern in a filter")
    func quoting() throws {
        let name = "a.b+c(d)[e]$^{1}"
        let scene = try TemporaryRepository(
            [cloudconfigs / RawPath(name) / ".content.xml": .text(IMSPage().jwt)], mapping: mappingForAll)
        #expect(try scene.migrate("--delta", "delta.zip").exit == 0)
        let report = try scene.python(
            Self.model + """

                all, path = filters("delta.zip"), "/conf/global/settings/cloudconfigs/\(name)/jcr:content"
                print(all[0][0] == path, contains(all, path), contains(all, path + "/child"), includes(all, path + "/apiKey"))
                print(includes(all, path + "/apiKeyX"), includes(all, path + "/xapiKey"), includes(all, path + "/jcr:title"))
                """)
        #expect(report == "True True False True\nFalse False False\n")
    }
}
