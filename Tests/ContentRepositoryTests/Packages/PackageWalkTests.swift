// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@testable import ContentRepository

@Suite("Walking a content package", .enabled(if: Python.isThere, "python3 is not there to build packages"))
struct PackageWalkTests {
    let folder: PackageFolder

    init() throws { folder = try PackageFolder() }

    @Test("Documents are found with the JCR paths that FileVault gives them")
    func documents() throws {
        try folder.python(
            """
            package('package.zip', [
                ('jcr_root/', b'', dict(method=0)), ('jcr_root/conf/', b'', dict(method=0)),
                ('jcr_root/conf/.content.xml', doc()),
                ('jcr_root/conf/acme/_jcr_content/.content.xml', doc()),
                ('jcr_root/conf/acme/photo.png.dir/.content.xml', doc()),
                ('jcr_root/conf/acme/_rep_policy.xml', doc()),
                ('jcr_root/conf/acme/plain.xml', b'<plain/>'),
                ('jcr_root/conf/acme/photo.png', b'x'),
                ('jcr_root/content/.content.xml', doc()),
                ('jcr_root/content/site.xml', doc()),
                ('META-INF/vault/definition/.content.xml', doc())])
            """)
        let walk = try folder.open().walk()
        #expect(
            walk.documents.map { "\($0.path) \($0.nodePath) \($0.parentPath ?? "-")" } == [
                "jcr_root/.content.xml / -",
                "jcr_root/conf/.content.xml /conf /",
                "jcr_root/conf/acme/_jcr_content/.content.xml /conf/acme/jcr:content /conf/acme",
                "jcr_root/conf/acme/_rep_policy.xml /conf/acme/rep:policy /conf/acme",
                "jcr_root/conf/acme/photo.png.dir/.content.xml /conf/acme/photo.png /conf/acme",
            ])
        #expect(walk.documents.allSatisfy { $0.packages.isEmpty && $0.contentRoot.display == "jcr_root" })
        #expect(walk.packageProblems.isEmpty)
        #expect(walk.problems.isEmpty)
        #expect(
            walk.nodePath(ofFolder: try packaged("jcr_root/conf/acme/_jcr_content"))
                == "/conf/acme/jcr:content")
    }

    @Test(
        "A package and the folder that it is unpacked to have the same documents",
        arguments: PackageRandom.seeds(5))
    func sameAsTree(seed: UInt64) throws {
        var random = PackageRandom(seed: seed)
        let names = [
            "conf", "acme", "settings", "_jcr_content", "a b", "_cq_dialog", "x.dir", "%41", "ünï", ".git",
            ".vlt",
            "target", "content", "install",
        ]
        let files = [
            ".content.xml", "one.xml", "_rep_policy.xml", "two.xml", "data.bin", "%2exml", "x.xml.dir",
            ".vlt-1.xml",
        ]
        var entries: Set<String> = ["jcr_root/.content.xml"]
        var folders: Set<String> = []
        for _ in 0..<60 {
            let depth = Int.random(in: 0...5, using: &random)
            let path = (0..<depth).map { _ in names.randomElement(using: &random) ?? "a" }
            let folder = (["jcr_root"] + path).joined(separator: "/")
            for count in 1...path.count + 1 {
                folders.insert((["jcr_root"] + path).prefix(count).joined(separator: "/"))
            }
            entries.insert(folder + "/" + (files.randomElement(using: &random) ?? "x"))
        }
        // A file cannot have the name of a folder.
        let list = entries.subtracting(folders).sorted()
        try folder.write(Array(try JSONEncoder().encode(list)), to: "names.json")
        try folder.python(
            """
            names = json.load(open('names.json'))
            package('package.zip', [(n, doc() if i % 3 else b'<plain/>') for i, n in enumerate(names) if n != 'jcr_root/.content.xml'])
            zipfile.ZipFile('package.zip').extractall('unpacked')
            """)
        let package = try folder.open()
        let tree = try ExportedTree.open(folder.at("unpacked"))
        let scopes = [
            WalkScope.everything, .subtrees(["/conf"]), .subtrees(["/conf/acme/settings", "/content"]),
        ]
        for (number, scope) in scopes.enumerated() {
            let packed = package.walk(scope: scope)
            let unpacked = tree.walk(scope: scope)
            #expect(packed.documents == unpacked.documents, "seed \(seed), scope \(number)")
            #expect(packed.packageProblems.isEmpty, "seed \(seed)")
            for document in packed.documents {
                let one = try package.read(document, maxBytes: 1 << 20).bytes
                #expect(try tree.read(document, maxBytes: 1 << 20).bytes == one, "seed \(seed)")
            }
        }
    }

    @Test("Only what is in scope is decompressed: of damage elsewhere, what the headers tell is told")
    func looksAtScopeAlone() throws {
        try folder.python(
            """
            package('package.zip', [('jcr_root/conf/.content.xml', doc()), ('jcr_root/content/.content.xml', doc()),
                ('jcr_root/content/big.xml', doc()), ('jcr_root/content/secret.xml', doc())])
            patch('package.zip', 'jcr_root/content/.content.xml', {16: b'\\0\\0\\0\\1'})
            patch('package.zip', 'jcr_root/content/big.xml', {10: b'\\x61\\0'}, {8: b'\\x61\\0'})
            patch('package.zip', 'jcr_root/content/secret.xml', {8: b'\\1\\0'}, {6: b'\\1\\0'})
            """)
        let package = try folder.open()
        let problems = package.walk().packageProblems
        #expect(problems.map(\.entry.last) == ["l", "l", "l"])
        #expect(problems.allSatisfy { $0.preventsRewriting })
        // A compression that Java can't read keeps AEM from installing the package at all.
        let hiding = problems.filter { $0.hidesContent }.map(\.kind)
        #expect(hiding.allSatisfy { $0 == .unreadable(.unsupportedMethod(97)) })
        #expect(package.walk().documents.count == 2)
        let all = package.walk(scope: .everything)
        #expect(
            all.packageProblems.map { "\($0.display): \($0.kind)" } == [
                "jcr_root/content/.content.xml: unreadable(ContentRepository.EntryFault.wrongChecksum)",
                "jcr_root/content/big.xml: unreadable(ContentRepository.EntryFault.unsupportedMethod(97))",
                "jcr_root/content/secret.xml: unreadable(ContentRepository.EntryFault.encrypted)",
            ])
        #expect(all.packageProblems.allSatisfy { $0.hidesContent && $0.preventsRewriting })
    }

    @Test("A compression that libzip knows and Java does not is told of, by its name", arguments: [12, 14])
    func foreignMethods(method: Int) throws {
        try folder.python(
            """
            inner = packed([('jcr_root/conf/inner/.content.xml', doc())])
            package('package.zip', [('jcr_root/conf/.content.xml', doc(), dict(method=\(method))),
                ('jcr_root/conf/text.txt', b'text', dict(method=\(method))),
                ('jcr_root/conf/named.xml', doc(), dict(method=\(method))),
                ('jcr_root/etc/packages/inner.zip', inner, dict(method=\(method)))])
            """)
        let walk = try folder.open().walk()
        #expect(walk.documentNames == ["jcr_root/.content.xml"])
        #expect(
            walk.packageProblems.map(\.display) == [
                "jcr_root/conf/.content.xml", "jcr_root/conf/named.xml", "jcr_root/conf/text.txt",
                "jcr_root/etc/packages/inner.zip",
            ])
        for problem in walk.packageProblems {
            #expect(problem.kind == .unreadable(.unsupportedMethod(method)))
            // AEM can't install the package, wherever the entry is.
            #expect(problem.hidesContent && problem.preventsRewriting)
            #expect(problem.message.contains(method == 12 ? "bzip2" : "LZMA"))
        }
    }

    @Test("Both compressions that Java knows are read", arguments: [0, 8])
    func methods(method: Int) throws {
        try folder.python(
            "package('package.zip', [('jcr_root/conf/.content.xml', doc(), dict(method=\(method)))])")
        let package = try folder.open()
        let found = try package.walk().document("jcr_root/conf/.content.xml")
        #expect(try package.text(found) == document())
    }

    @Test("A document is read whole or not at all")
    func limits() throws {
        try folder.python("package('package.zip', [('jcr_root/conf/.content.xml', doc())])")
        let package = try folder.open()
        let found = try package.walk().document("jcr_root/conf/.content.xml")
        let size = document().utf8.count
        #expect(try package.read(found, maxBytes: size).bytes.count == size)
        #expect(
            throws: RepositoryError.tooLarge(
                path: folder.at("package.zip") + "!/jcr_root/conf/.content.xml", limit: size - 1)
        ) { try package.read(found, maxBytes: size - 1) }
        #expect(try package.read(found, maxBytes: size).identity == package.identity)
    }

    @Test("Many threads may read at a time")
    func threads() throws {
        try folder.python(
            """
            inner = packed([(f'jcr_root/conf/inner{i}/.content.xml', doc(f'inner {i}')) for i in range(20)])
            package('package.zip', [(f'jcr_root/conf/p{i}/.content.xml', doc(f'text {i}')) for i in range(100)]
                + [('jcr_root/etc/packages/one.zip', inner), ('jcr_root/etc/packages/two.zip', inner)])
            """)
        let package = try folder.open()
        let documents = package.walk().documents
        #expect(documents.count == 100 + 1 + 2 * 21)
        let expected = try documents.map { try package.text($0) }
        DispatchQueue.concurrentPerform(iterations: 8) { offset in
            for number in documents.indices {
                let index = (number * 7 + offset) % documents.count
                let text = try? package.text(documents[index])
                #expect(text == expected[index])
            }
        }
    }
}
