// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@testable import ContentRepository

@Suite("Packages in trees", .enabled(if: Python.isThere, "python3 is not there to build packages"))
struct PackagesInTreesTests {
    let folder: PackageFolder
    private let scope = WalkScope.subtrees(["/conf"])

    init() throws { folder = try PackageFolder() }

    private func tree(_ name: String = "tree", faults: WriteFaults = .none) throws -> ExportedTree {
        try ExportedTree.open(folder.at(name), faults: faults)
    }

    /// Puts files into `tree`: `files` is Python for a dictionary of names and bytes.
    private func build(_ script: String) throws {
        try folder.python(
            """
            def tree(files, top='tree'):
                for name, contents in files.items():
                    path = os.path.join(top, name)
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    open(path, 'wb').write(contents)
            def inner(title='inner', **settings):
                return packed([('jcr_root/conf/inner/.content.xml', doc(title))], **settings)
            \(script)
            """)
    }

    /// The documents that an examination reads, with their texts, in its order.
    private func read(_ tree: ExportedTree, jobs: Int) -> [String] {
        tree.examine(scope: scope, maxBytes: 1 << 20, jobs: jobs, isStopped: { false }) {
            { met in (try? met.contents.get()).map { String(decoding: $0, as: UTF8.self) } ?? "?" }
        }.remarks.map { "\($0.document.display) \($0.document.nodePath): \($0.remark)" }
    }

    @Test(
        "They are followed where a package's are",
        arguments: ["jcr_root/", "", "ui.apps/src/main/content/jcr_root/"])
    func followed(root: String) throws {
        let places = [
            "etc/packages/a.zip", "etc/packages/acme/deep/b.jar", "apps/acme/install/c.zip",
            "apps/acme/install.author/d.zip", "apps/install/one/two/e.zip", "apps/acme/installed/f.zip",
            "etc/packages/%61%2ezip",
        ]
        let others = [
            "apps/acme/install/bundle.jar", "apps/acme/x.zip", "apps/acme/config/x.zip", "content/dam/x.zip",
            "etc/x.zip", "conf/x.zip", "etc/packages/x.zip.bak", "libs/install/x.zip",
        ]
        try build(
            """
            tree({'\(root)' + n: inner(n) for n in \(places + others)})
            tree({'\(root)conf/outer/.content.xml': doc('outer')})
            """)
        let tree = try tree()
        let walk = tree.walk(scope: scope)
        #expect(walk.packageProblems == [])
        #expect(walk.problems == [])
        let inside = walk.documents.filter { $0.nodePath == "/conf/inner" }
        #expect(Set(inside.map(\.packages[0].display)) == Set(places.map { root + $0 }))
        for document in inside {
            #expect(document.path.display == "jcr_root/conf/inner/.content.xml")
            #expect(document.contentRoot.display == "jcr_root")
            #expect(try text(tree.read(document, maxBytes: 1 << 20)).contains("title=\""))
            let name = try #require(document.package.enclosing.first)
            #expect(name.place == PackagePlace(packages: [], contentRoot: document.outermostRoot))
            #expect(places.contains { document.packages[0].display == root + $0 })
        }
        let enclosing = Set(inside.flatMap { $0.package.enclosing.map(\.path) })
        #expect(
            enclosing.contains("/etc/packages/acme/deep/b.jar") && enclosing.contains("/etc/packages/a.zip"))
        #expect(try tree.vaultFile(.filter, of: inside[0].package) != nil)
        #expect(read(tree, jobs: 1) == read(tree, jobs: 4))
        #expect(read(tree, jobs: 1).count == walk.documents.count)
    }

    private func text(_ content: FileContent) -> String { String(decoding: content.bytes, as: UTF8.self) }

    @Test("They are followed to the same limit of depth")
    func depth() throws {
        try build(
            """
            data = inner('5')
            for level in range(4, 0, -1):
                data = packed([('jcr_root/conf/inner/.content.xml', doc(str(level))), ('jcr_root/etc/packages/p.zip', data)])
            tree({'jcr_root/etc/packages/p.zip': data})
            """)
        let walk = try tree().walk(scope: scope)
        let deep = walk.documents.filter { $0.nodePath == "/conf/inner" }
        #expect(deep.map(\.packages.count) == [1, 2, 3, 4])
        let last = try #require(deep.last)
        #expect(try text(tree().read(last, maxBytes: 1000)).contains("\"4\""))
        #expect(walk.packageProblems.map(\.kind) == [.nestedTooDeep(limit: 4)])
    }

    @Test("What cannot be read is told of as in a package, and the walk goes on")
    func hostile() throws {
        try build(
            """
            bomb = packed([('jcr_root/conf/bomb/.content.xml', doc() + b' ' * 8_000_000)])
            library = io.BytesIO()
            make(library, [('Thing.class', b'x')])
            headless = io.BytesIO()
            make(headless, [('jcr_root/conf/headless/.content.xml', doc())])
            tree({'jcr_root/etc/packages/' + n: c for n, c in {
                'bomb.zip': bomb, 'cut.zip': inner()[:-10], 'empty.zip': b'', 'good.zip': inner(), 'library.jar': library.getvalue(),
                'headless.zip': headless.getvalue(), 'pointer.zip': b'version https://git-lfs.github.com/spec/v1\\n',
                'prefix.zip': b'x' + inner(), 'checksum.zip': inner(), 'secret.zip': inner(),
                'folder.zip/x.txt': b'text'}.items()})
            name = 'jcr_root/conf/inner/.content.xml'
            patch('tree/jcr_root/etc/packages/checksum.zip', name, {16: b'\\0\\0\\0\\1'}, {14: b'\\0\\0\\0\\1'})
            patch('tree/jcr_root/etc/packages/secret.zip', name, {8: b'\\1\\0'}, {6: b'\\1\\0'})
            # What is unpacked is content like any other.
            tree({'jcr_root/etc/packages/unpacked.zip/jcr_root/conf/unpacked/.content.xml': doc()})
            """)
        let walk = try tree().walk(scope: scope)
        #expect(walk.documents.map(\.nodePath).filter { $0 != "/" } == ["/conf/unpacked", "/conf/inner"])
        let found = walk.packageProblems.map {
            "\(($0.packages.first ?? RelativePath($0.entry) ?? .top).display.dropFirst(22)): \($0.kind)"
        }
        #expect(
            found.sorted() == [
                "bomb.zip: unreadable(ContentRepository.EntryFault.expandsTooFar(ratio: 200))",
                "checksum.zip: unreadable(ContentRepository.EntryFault.wrongChecksum)",
                "cut.zip: unreadablePackage(ContentRepository.ArchiveDamage.noDirectory)",
                "empty.zip: unreadablePackage(ContentRepository.ArchiveDamage.empty)",
                "pointer.zip: unreadablePackage(ContentRepository.ArchiveDamage.noDirectory)",
                "prefix.zip: unreadablePackage(ContentRepository.ArchiveDamage.inconsistentDirectory)",
                "secret.zip: unreadable(ContentRepository.EntryFault.encrypted)",
            ])
        #expect(
            walk.packageProblems.filter { !$0.hidesContent }.map(\.entry) == [
                "jcr_root/etc/packages/empty.zip"
            ])
    }

    @Test(
        "A package and the tree that it is unpacked to have the same documents, in packages too",
        arguments: PackageRandom.seeds(6))
    func sameAsPackage(seed: UInt64) throws {
        var random = PackageRandom(seed: seed)
        let folders = [
            "conf", "acme", "etc/packages", "apps", "install", "install.author", "config", "content", "x.dir",
            "_jcr_content", ".vlt", ".git", "target",
        ]
        let files = [
            ".content.xml", "one.xml", "a.config", "p-1.zip", "q.jar", "r%2ezip", "s.zip", "t.zip.xml",
            "u.cfg.json",
        ]
        func level(_ depth: Int, _ random: inout PackageRandom) -> Any {
            var names: Set<String> = []
            for _ in 0..<Int.random(in: 4...25, using: &random) {
                let path = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                    folders.randomElement(using: &random) ?? "conf"
                }
                names.insert(
                    (["jcr_root"] + path + [files.randomElement(using: &random) ?? "x"]).joined(
                        separator: "/"))
            }
            names.remove("jcr_root/.content.xml")
            return names.sorted().map { name -> [Any] in
                let isPackage = name.hasSuffix("zip") || name.hasSuffix(".jar")
                let kind = Int.random(in: 0...9, using: &random)
                if isPackage, kind > 1, depth < 5 { return [name, level(depth + 1, &random)] }
                return [
                    name, isPackage ? ["", "no zip"][min(kind, 1)] : ["doc", "<plain/>"][kind == 0 ? 1 : 0],
                ]
            }
        }
        try folder.write(
            Array(try JSONSerialization.data(withJSONObject: level(0, &random))), to: "names.json")
        try folder.python(
            """
            def entries(list):
                return [(n, packed(entries(c)) if not isinstance(c, str) else doc(n) if c == 'doc' else c.encode(), dict(method=len(n) % 2 * 8)) for n, c in list]
            package('package.zip', entries(json.load(open('names.json'))))
            zipfile.ZipFile('package.zip').extractall('unpacked')
            """)
        let package = try folder.open()
        let unpacked = try tree("unpacked")
        for scope in [WalkScope.everything, self.scope, .subtrees(["/conf/acme", "/apps"])] {
            let one = package.walk(scope: scope)
            let other = unpacked.walk(scope: scope)
            #expect(one.documents == other.documents, "seed \(seed)")
            #expect(one.packageProblems == other.packageProblems, "seed \(seed)")
            #expect(other.problems == [], "seed \(seed)")
            for document in one.documents {
                #expect(
                    try package.read(document, maxBytes: 1 << 20).bytes
                        == unpacked.read(document, maxBytes: 1 << 20).bytes, "seed \(seed)")
            }
        }
        #expect(read(unpacked, jobs: 1) == read(unpacked, jobs: 3), "seed \(seed)")
    }

    @Test("Changes of what is in packages become one replacement of each, with every other entry as it is")
    func rewriting() throws {
        try build(
            """
            deep = packed([('jcr_root/conf/deep/.content.xml', doc('deep'))])
            tree({'jcr_root/etc/packages/p.zip': packed([('jcr_root/conf/inner/.content.xml', doc('old')),
                ('jcr_root/conf/other.bin', os.urandom(1000)), ('jcr_root/conf/going.xml', doc('going')),
                ('jcr_root/etc/packages/deep.zip', deep, dict(method=0))]), 'jcr_root/conf/a.xml': doc('a')})
            os.chmod('tree/jcr_root/etc/packages/p.zip', 0o444)
            """)
        let tree = try tree()
        let old = try folder.bytes("tree/jcr_root/etc/packages/p.zip")
        func change(_ display: String, _ text: String) throws -> ContentChange {
            let found = try tree.walk().document(display)
            return ContentChange(
                found, .replace(before: try tree.read(found, maxBytes: 1000).bytes, after: Array(text.utf8)))
        }
        let package = "jcr_root/etc/packages/p.zip"
        let inner = try change(package + "!/jcr_root/conf/inner/.content.xml", document("new"))
        let deep = try change(
            package + "!/jcr_root/etc/packages/deep.zip!/jcr_root/conf/deep/.content.xml", document("new"))
        let flat = try change("jcr_root/conf/a.xml", document("b"))
        let files = try tree.fileChanges(for: [deep, flat, inner])
        #expect(files.map(\.display) == ["jcr_root/conf/a.xml", package])
        #expect(files[1].change.before == old)
        #expect(try tree.fileChanges(for: [inner, deep, flat]) == files, "always the same")

        #expect(try tree.apply(files) == 2)
        try folder.write(old, to: "old.zip")
        try folder.python("import shutil; shutil.copy('tree/\(package)', 'new.zip')")
        let deepNew = try folder.python(
            "print(zipfile.ZipFile(io.BytesIO(zipfile.ZipFile('new.zip').read('jcr_root/etc/packages/deep.zip'))).read('jcr_root/conf/deep/.content.xml').decode(), end='')"
        )
        #expect(deepNew == document("new"))
        let names = try folder.python(
            """
            def changed(one, other):
                one, other = describe(one), describe(other)
                assert [e['name'] for e in one] == [e['name'] for e in other]
                return [a['name'] for a, b in zip(one, other) if a != b]
            print(changed('old.zip', 'new.zip'))
            """)
        #expect(names == "['jcr_root/conf/inner/.content.xml', 'jcr_root/etc/packages/deep.zip']\n")
        var status = stat()
        #expect(lstat(folder.at("tree/" + package), &status) == 0 && status.st_mode & 0o777 == 0o444)
        // What was planned before is not there any more.
        #expect(throws: PackageError.self) { try tree.fileChanges(for: [inner]) }
        #expect(
            try tree.read(tree.walk().document(inner.display), maxBytes: 1000).bytes == inner.change.after)

        let going = try tree.walk().document(package + "!/jcr_root/conf/going.xml")
        let path = try packaged("jcr_root/conf/coming.xml")
        let both = try tree.fileChanges(for: [
            ContentChange(going, .remove(before: Array(document("going").utf8))),
            ContentChange(
                path: path, packages: going.packages, .create(after: Array(document("coming").utf8))),
        ])
        #expect(try tree.apply(both) == 1)
        let walked = tree.walk().documentNames
        #expect(walked.contains(package + "!/jcr_root/conf/coming.xml") && !walked.contains(going.display))
    }

    @Test("Packages that are too large to be in memory together are named, and not rewritten")
    func tooLarge() throws {
        try build("tree({'jcr_root/etc/packages/%s.zip' % n: inner(n * 500) for n in 'ab'})")
        let tree = try tree()
        let changes = try ["a", "b"].map { name in
            let found = try tree.walk().document(
                "jcr_root/etc/packages/\(name).zip!/jcr_root/conf/inner/.content.xml")
            return ContentChange(
                found, .replace(before: try tree.read(found, maxBytes: 1000).bytes, after: [0x20]))
        }
        let size = try folder.bytes("tree/jcr_root/etc/packages/a.zip").count
        let limits = PackageLimits(nestedBytes: size * 3 / 2)
        let tooLarge = tree.tooLargePackages(changedBy: changes, limits: limits)
        #expect(tooLarge.map(\.path.display) == ["jcr_root/etc/packages/b.zip"])
        #expect(throws: RepositoryError.self) { try tree.fileChanges(for: changes, limits: limits) }
        #expect(tree.tooLargePackages(changedBy: [changes[0]], limits: limits).isEmpty)
        #expect(try tree.fileChanges(for: changes).count == 2)
    }

    @Test("Many threads may read packages of a tree at a time")
    func threads() throws {
        try build("tree({f'jcr_root/etc/packages/{i}.zip': inner(str(i)) for i in range(12)})")
        let tree = try tree()
        let documents = tree.walk(scope: scope).documents.filter { $0.nodePath == "/conf/inner" }
        #expect(documents.count == 12)
        let expected = try documents.map { text(try tree.read($0, maxBytes: 1000)) }
        DispatchQueue.concurrentPerform(iterations: 6) { offset in
            for number in documents.indices {
                let index = (number * 5 + offset) % documents.count
                let read = (try? tree.read(documents[index], maxBytes: 1000)).map {
                    String(decoding: $0.bytes, as: UTF8.self)
                }
                #expect(read == expected[index])
            }
        }
    }
}
