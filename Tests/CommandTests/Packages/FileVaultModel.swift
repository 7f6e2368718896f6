// SPDX-License-Identifier: Apache-2.0

/// A model of FileVault's import in Python, from what was measured on its versions: filters by Python's own regular
/// expressions, documents by Python's own XML parser.
///
/// Three behaviors: before 3.4.2 an import removes each property of a covered node that the package doesn't name, before
/// 3.5.0 it sets values whatever the property filter says, before 3.6.0 it sets the mixins of the package.
enum FileVaultModel {
    /// One version of each behavior; of the middle one both ends.
    static let versions = ["(3, 2, 8)", "(3, 4, 10)", "(3, 5, 8)", "(3, 6, 8)"]

    /// `Instance.of(path)` is what a tree or package holds, `install` imports a package into one in the mode `replace`.
    static let script = #"""
        import re
        import xml.etree.ElementTree as tree
        JCR = "{http://www.jcp.org/jcr/1.0}"
        MARKER = "{Binary}"

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
                    for name in sorted(names):
                        file = os.path.join(folder, name)
                        yield os.path.relpath(file, path), open(file, "rb").read()
            else:
                with zipfile.ZipFile(path) as archive:
                    for name in archive.namelist():
                        if not name.endswith("/"): yield name, archive.read(name)

        def docviews(path):
            "Place, root element and whether it is the file of a folder, of each docview file, those above first."
            result = []
            for name, data in documents(path):
                if not name.startswith("jcr_root/"): name = "jcr_root/" + name if os.path.isdir(path) else "-"
                if not name.startswith("jcr_root/") or not name.endswith(".xml") or b"<jcr:root" not in data: continue
                place = name[len("jcr_root"):]
                folder = place.endswith("/.content.xml")
                place = place[:-len("/.content.xml")] if folder else place[:-len(".xml")]
                place = "/".join(re.sub("^_([a-z]+)_", "\\1:", part) for part in place.split("/"))
                result.append((place, tree.fromstring(data), folder))
            return sorted(result, key=lambda entry: (entry[0].count("/"), entry[0]))

        def repository(path):
            result = {}
            for name, data in documents(path):
                if name.startswith("jcr_root/") and name.endswith(".config"):
                    result[name[len("jcr_root"):]] = {"jcr:data": data}
            for place, element, _ in docviews(path): nodes(element, place, result)
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
            if not any(covers(f, path) for f in all): return True
            return any(covers(f, path) and admits([r for r in f[2] if r[2]], path) for f in all)

        def leads(all, path):
            return any(f[0] == path or f[0].startswith(path + "/") for f in all)

        def reached(all, place):
            "The walk of the directories, from the top."
            names = place.split("/")
            for count in range(2, len(names) + 1):
                path = "/".join(names[:count])
                if contains(all, path): return True
                if not leads(all, path): return False
            return True

        def parent(path): return path.rsplit("/", 1)[0]
        def last(path): return path.rsplit("/", 1)[1]

        class Instance:
            "Properties by path, and the names of the children of each path in their order."
            def __init__(self, nodes=None, order=None):
                self.nodes, self.order = nodes or {}, order or {}

            @staticmethod
            def of(path):
                instance = Instance()
                def listing(element, place):
                    for child in element:
                        names = instance.order.setdefault(place, [])
                        if decoded(child.tag) not in names: names.append(decoded(child.tag))
                        listing(child, place + "/" + decoded(child.tag))
                for place, element, _ in docviews(path): listing(element, place)
                for place, properties in repository(path).items():
                    # A folder without a file of its own.
                    above = parent(place)
                    while above and above not in instance.nodes:
                        instance.add(above, {"jcr:primaryType": "nt:folder"})
                        above = parent(above)
                    instance.add(place, properties)
                return instance

            def copy(self):
                return Instance({p: dict(v) for p, v in self.nodes.items()}, {p: list(v) for p, v in self.order.items()})

            def add(self, path, properties):
                self.nodes[path] = dict(properties)
                names = self.order.setdefault(parent(path), [])
                if last(path) not in names: names.append(last(path))

            def remove(self, path):
                for other in [p for p in self.nodes if p == path or p.startswith(path + "/")]: del self.nodes[other]
                if last(path) in self.order.get(parent(path), []): self.order[parent(path)].remove(last(path))

            def children(self, path):
                return [n for n in self.order.get(path, []) if path + "/" + n in self.nodes]

        def is_list(value): return isinstance(value, str) and re.match(r"^(\{\w+\})?\[", value) is not None
        def mixins(text): return [n for n in (text or "").strip("[]").split(",") if n]
        IDENTITY = ("jcr:uuid", "jcr:isCheckedOut", "jcr:baseVersion", "jcr:predecessors", "jcr:versionHistory")
        MANAGED = ("jcr:primaryType", "jcr:mixinTypes") + IDENTITY

        def update(node, properties, path, all, version):
            assert not set(properties) & set(IDENTITY), "FileVault would remove the node and make it anew"
            covered = lambda name: includes(all, path + "/" + name)
            if version < (3, 5, 0):
                for name in list(node):
                    if name in MANAGED or name in properties: continue
                    if version < (3, 4, 2) or covered(name): del node[name]
                for name, value in properties.items():
                    if name in MANAGED: continue
                    if value == MARKER:
                        # A single value for a list is no update: the list goes, and nothing is set.
                        if is_list(node.get(name)): del node[name]
                    else: node[name] = value
            else:
                for name in set(node) | set(properties):
                    if name in MANAGED or not covered(name): continue
                    if name not in properties: del node[name]
                    elif properties[name] != MARKER: node[name] = properties[name]
            if version < (3, 6, 0):
                node["jcr:primaryType"] = properties["jcr:primaryType"]
                kept = set(mixins(properties.get("jcr:mixinTypes")))
                kept |= {"rep:AccessControllable"} & set(mixins(node.get("jcr:mixinTypes")))
                node.pop("jcr:mixinTypes", None)
                if kept: node["jcr:mixinTypes"] = "[" + ",".join(sorted(kept)) + "]"
                if not kept & {"mix:referenceable", "mix:versionable"}: node.pop("jcr:uuid", None)
            elif covered("jcr:primaryType"): node["jcr:primaryType"] = properties["jcr:primaryType"]

        def install(package, before, version):
            after, all = before.copy(), filters(package)
            docs = [d for d in docviews(package) if reached(all, d[0])]
            files = [n[len("jcr_root"):] for n, _ in documents(package) if n.startswith("jcr_root/")]
            carried = set()

            def visit(element, path, hints):
                if not element.attrib: return
                properties = {decoded(k): v for k, v in element.attrib.items()}
                covered = contains(all, path)
                if covered: carried.add(path)
                if path in after.nodes:
                    if covered: update(after.nodes[path], properties, path, all, version)
                else:
                    if not covered and not leads(all, path): return
                    after.add(path, {k: v for k, v in properties.items() if v != MARKER
                        and (k == "jcr:primaryType" or not covered or includes(all, path + "/" + k))})
                names = [decoded(child.tag) for child in element]
                for name in list(after.children(path)):
                    below = path + "/" + name
                    if name not in names and below not in hints and contains(all, below): after.remove(below)
                for child in element: visit(child, path + "/" + decoded(child.tag), ())
                if covered and len(names) > 1:
                    order = after.order.setdefault(path, [])
                    listed = [n for n in names if n in order]
                    after.order[path] = [n for n in order if n not in listed] + listed

            for place, element, folder in docs:
                hints = {place + "/" + re.sub("^_([a-z]+)_", "\\1:", re.sub("[.]xml$", "", f[len(place) + 1:].split("/")[0]))
                    for f in files if f.startswith(place + "/")} if folder else ()
                above = parent(place)
                while above and above not in after.nodes and not any(d[0] == above for d in docs):
                    after.add(above, {"jcr:primaryType": "nt:folder"})
                    above = parent(above)
                visit(element, place, hints)
            for name, data in documents(package):
                path = name[len("jcr_root"):]
                if name.startswith("jcr_root/") and name.endswith(".config") and contains(all, path) and reached(all, path):
                    after.add(path, {"jcr:data": data})
                    carried.add(path)
            for root, _, _ in all:
                if root not in carried and root in after.nodes: after.remove(root)
            return after

        def show(left, right, order=True):
            for path in sorted(set(left.nodes) | set(right.nodes)):
                if left.nodes.get(path) != right.nodes.get(path):
                    print("differs", path, left.nodes.get(path), right.nodes.get(path))
                elif order and left.children(path) != right.children(path):
                    print("order", path, left.children(path), right.children(path))

        def old_form(package, target):
            "The package as version 0.1.0 would have written it: no markers, no other properties, no folders."
            changed = {f[0]: f for f in filters(package)}
            with zipfile.ZipFile(package) as archive, zipfile.ZipFile(target, "w") as out:
                for name in archive.namelist():
                    data = archive.read(name)
                    if name.endswith("filter.xml"): data = data.replace(b"jcr:primaryType|", b"")
                    if name.startswith("jcr_root/") and name.endswith(".xml"):
                        text = re.sub(r'\s+[\w:.-]+="\{Binary\}"', "", data.decode())
                        text = re.sub(r'\s+(?!jcr:primaryType)[\w:.-]+="\[[^"]*"', "", text)
                        data = text.encode()
                    out.writestr(name, data)

        """#
}

/// Random repositories for delta packages, and what an installation of one must do.
enum DeltaScenes {
    static let folder = """
        <?xml version="1.0" encoding="UTF-8"?>
        <jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0"
            jcr:primaryType="sling:Folder"/>

        """

    /// `generate(seed, folder)` adds configurations in all layouts; `edited(seed, instance)` edits them as people would.
    static let generator = #"""
        import random
        BASE = "/conf/global/settings/cloudconfigs"
        HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<jcr:root xmlns:sling="http://sling.apache.org/jcr/sling/1.0" ' \
            'xmlns:cq="http://www.day.com/jcr/cq/1.0" xmlns:mix="http://www.jcp.org/jcr/mix/1.0" xmlns:rep="internal" ' \
            'xmlns:own="http://example.com/own/1.0" xmlns:jcr="http://www.jcp.org/jcr/1.0" xmlns:nt="http://www.jcp.org/jcr/nt/1.0"'
        PAGE = HEAD + '\n    jcr:primaryType="cq:Page">\n    <jcr:content%s%s\n</jcr:root>\n'
        FOLDER = HEAD + '\n    jcr:primaryType="sling:OrderedFolder">\n    <aaa jcr:primaryType="nt:unstructured" x="1"/>\n' \
            '    <%s%s%s\n    <zzz jcr:primaryType="nt:unstructured"/>\n</jcr:root>\n'
        KIDS = '><one jcr:primaryType="nt:unstructured" x="1"/><two jcr:primaryType="nt:unstructured"/></%s>'

        def write(folder, path, text):
            file = folder + path
            os.makedirs(os.path.dirname(file), exist_ok=True)
            open(file, "w", encoding="utf-8", newline="").write(text)

        def attributes(rng, type, number):
            claims = "\\{&quot;iss&quot;:&quot;TESTORG0000000000000001@AdobeOrg&quot;,&quot;sub&quot;:&quot;a@techacct.adobe.com&quot;}"
            result = {"jcr:primaryType": type, "sling:resourceType": "cq/adobeims-configuration/components/configuration",
                "apiKey": "key-%d" % number, "clientSecret": "\\{" + "0%d" % (number % 10) * 33 + "}",
                "authServerUrl": "https://ims-na1.adobelogin.com", "jwtClaims": claims}
            for name, value in [("jcr:title", "Title %d" % number), ("keypairAlias", "alias"), ("cloudServiceName", "Adobe Target"),
                ("techAcctId", "a@techacct.adobe.com"), ("cq:lastReplicated", "{Date}2023-05-06T07:08:09.000Z"),
                ("enabled", "{Boolean}true"), ("retries", "{Long}3"), ("tags", "[a,b\\,c]"), ("limits", "{Long}[1,2]"),
                ("own:note", "note"), ("a_x0020_b", "name in another form"), ("kind", "{Name}sling:Folder"), ("empty", ""),
                ("_x0032_024", "digits"), ("where", "{Path}/conf/global"), ("none", "[]")]:
                if rng.random() < 0.5: result[name] = value
            if rng.random() < 0.5:
                result["jcr:mixinTypes"] = rng.choice(["[mix:referenceable]", "[mix:lastModified,rep:AccessControllable]",
                    "[rep:AccessControllable]", "[mix:referenceable,mix:title]"])
                if "referenceable" in result["jcr:mixinTypes"]: result["jcr:uuid"] = "uuid-%d" % number
            names = list(result)
            rng.shuffle(names)
            return "".join('\n        %s="%s"' % (name, result[name]) for name in names)

        def generate(seed, folder):
            rng = random.Random(seed)
            for path in ["/conf/global", "/conf/global/settings", BASE]:
                if rng.random() < 0.7: write(folder, path + "/.content.xml", HEAD + ' jcr:primaryType="sling:Folder"/>\n')
            for number in range(rng.randint(2, 6)):
                name, content = "c%d" % number, attributes(rng, "cq:PageContent", number)
                own, child = attributes(rng, "nt:unstructured", number), attributes(rng, "nt:unstructured", number + 50)
                kids = rng.choice(["/>", KIDS])
                def end(tag): return kids.replace("%s", tag)
                layout = rng.choice(["page", "named", "content", "inline", "node", "own-file", "own-file-inline", "both-inline"])
                folder_file, own_file = BASE + "/f%s/.content.xml" % name, BASE + "/%s/.content.xml" % name
                if layout == "page":
                    write(folder, own_file, PAGE % (content, end("jcr:content")))
                elif layout == "named":
                    write(folder, BASE + "/%s.xml" % name, PAGE % (content, end("jcr:content")))
                elif layout == "content":
                    write(folder, own_file, HEAD + ' jcr:primaryType="cq:Page"/>\n')
                    write(folder, BASE + "/%s/_jcr_content/.content.xml" % name, HEAD + content + end("jcr:root") + "\n")
                elif layout == "node":
                    write(folder, own_file, HEAD + own + end("jcr:root") + "\n")
                elif layout == "inline":
                    write(folder, folder_file, FOLDER % (name, own, end(name)))
                elif layout == "both-inline":
                    write(folder, folder_file, FOLDER % (name, own, ">\n<kid%s/>\n</%s>" % (child, name)))
                elif layout == "own-file":
                    # A configuration below a configuration, each in a file of its own.
                    write(folder, own_file, HEAD + own + end("jcr:root") + "\n")
                    write(folder, BASE + "/%s/kid.xml" % name, HEAD + child + "/>\n")
                else:
                    # The outer one inline in its parent's file, the inner one in a file of its own.
                    write(folder, folder_file, FOLDER % (name, own, end(name)))
                    write(folder, BASE + "/f%s/%s/kid.xml" % (name, name), HEAD + child + "/>\n")

        def edited(seed, instance, changed):
            rng = random.Random(seed + 1)
            instance = instance.copy()
            for path in sorted(changed):
                node = instance.nodes[path]
                for name in list(node):
                    if name in changed[path] or name in MANAGED or rng.random() < 0.5: continue
                    node[name] = "[edited]" if is_list(node[name]) else "edited"
                for name in ["jcr:description", "cq:lastReplicatedBy", "cq:lastRolledout", "ownKept", "unknown", "own:other"]:
                    if rng.random() < 0.5: node.setdefault(name, "only there")
                if rng.random() < 0.4:
                    node["jcr:mixinTypes"] = "[" + ",".join(sorted(set(mixins(node.get("jcr:mixinTypes"))) | {"mix:language"})) + "]"
                if rng.random() < 0.5: instance.add(path + "/added", {"jcr:primaryType": "nt:unstructured", "y": "1"})
                if rng.random() < 0.5: instance.add(path + "/rep:policy", {"jcr:primaryType": "rep:ACL"})
                if rng.random() < 0.5: instance.add(parent(path) + "/neighbor" + last(path).replace(":", ""), {"jcr:primaryType": "nt:unstructured"})
            return instance

        """#

    /// `compare(seed, version)` prints what an installation of `delta.zip` or `back.zip` does wrong.
    static let comparison = #"""
        def compare(seed, version):
            old, new = Instance.of("repository"), Instance.of("migrated")
            kept = [o["kept"] for o in json.load(open("delta-report/report.json"))["outputs"] if o["kind"] == "delta"][0]
            changed = {p: {n for n in set(old.nodes[p]) | set(new.nodes[p]) if old.nodes[p].get(n) != new.nodes[p].get(n)}
                for p in old.nodes if old.nodes[p] != new.nodes[p]}
            instance = edited(seed, old, changed)
            done = install("delta.zip", instance, version)
            expected = instance.copy()
            for path, names in changed.items():
                node = expected.nodes[path]
                for name in list(node):
                    if name in MANAGED: continue
                    if name in old.nodes[path]:
                        # What has several values goes back to the export.
                        if is_list(old.nodes[path][name]) and version < (3, 5, 0): node[name] = old.nodes[path][name]
                    elif name not in kept and version < (3, 4, 2): del node[name]
                for name in names:
                    if name in new.nodes[path]: node[name] = new.nodes[path][name]
                    else: node.pop(name, None)
                if version < (3, 6, 0):
                    own = set(mixins(node.get("jcr:mixinTypes")))
                    left = own & (set(mixins(old.nodes[path].get("jcr:mixinTypes"))) | {"rep:AccessControllable"})
                    node.pop("jcr:mixinTypes", None)
                    if left: node["jcr:mixinTypes"] = "[" + ",".join(sorted(left)) + "]"
            normal(done), normal(expected)
            show(done, expected)
            show(normal(install("delta.zip", done, version)), expected)
            # Back again: the properties of the plan exactly, and nothing else.
            back = normal(install("back.zip", done, version))
            for path, names in changed.items():
                for name in names:
                    if name in old.nodes[path]: expected.nodes[path][name] = old.nodes[path][name]
                    else: expected.nodes[path].pop(name, None)
            show(back, expected)

        def normal(instance):
            for node in instance.nodes.values():
                if "jcr:mixinTypes" in node: node["jcr:mixinTypes"] = "[" + ",".join(sorted(mixins(node["jcr:mixinTypes"]))) + "]"
            return instance
        """#
}
