// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@testable import ContentRepository

@Suite("Bad packages", .enabled(if: Python.isThere, "python3 is not there to build packages"))
struct BadPackageTests {
    let folder: PackageFolder
    private let good = "jcr_root/conf/good/.content.xml"

    init() throws { folder = try PackageFolder() }

    @Test(
        "A name that leads elsewhere is told of, and keeps the package from being rewritten",
        arguments: [
            "/etc/passwd", "/jcr_root/conf/.content.xml", "../x", "jcr_root/conf/../../../x/.content.xml",
            "jcr_root/./conf/.content.xml", "jcr_root//conf/.content.xml", "jcr_root\\\\conf\\\\.content.xml",
            "..", ".", "/",
        ])
    func unsafeNames(name: String) throws {
        try folder.python("package('package.zip', [('\(good)', doc('old')), ('\(name)', doc('bad'))])")
        let package = try folder.open()
        let walk = package.walk()
        #expect(walk.documentNames == ["jcr_root/.content.xml", good])
        let shown = name.replacingOccurrences(of: "\\\\", with: "\\")
        #expect(walk.packageProblems.map { "\($0.kind) \($0.entry)" } == ["unsafeName \(shown)"])
        // FileVault might take some of them for content.
        let mayBeContent = name.contains("jcr_root")
        #expect(walk.packageProblems.allSatisfy { $0.preventsRewriting && $0.hidesContent == mayBeContent })
        try expectNotRewritable(package, walk.packageProblems)
    }

    @Test("Names with a NUL, without an end, or that are no UTF-8 do no harm")
    func strangeNames() throws {
        try folder.python(
            """
            package('package.zip', [('\(good)', doc('old')), ('jcr_root/conf/aXb/.content.xml', doc()),
                ('jcr_root/conf/cYd/.content.xml', doc()), ('jcr_root/conf/' + 'n' * 40000 + '/.content.xml', doc())])
            data = open('package.zip', 'rb').read().replace(b'aXb', b'a\\0b').replace(b'cYd', b'c\\xffd')
            open('package.zip', 'wb').write(data)
            """)
        let walk = try folder.open().walk()
        #expect(
            walk.documents.map(\.nodePath).sorted() == ["/", "/conf/c\\xFFd", "/conf/good"])
        #expect(walk.packageProblems.map(\.kind).contains(.unsafeName))
        #expect(walk.packageProblems.map(\.kind).contains(.pathTooLong(limit: 32_768)))
    }

    @Test("Of several entries with one name none is read, and the package is not rewritten")
    func duplicates() throws {
        try folder.python(
            """
            package('package.zip', [('\(good)', doc('old')), ('jcr_root/conf/.content.xml', doc('1')),
                ('jcr_root/conf/.content.xml', doc('2')), ('jcr_root/content/x.bin', b''), ('jcr_root/content/x.bin', b'')])
            package('folders.zip', [('\(good)', doc('old'))] + [('jcr_root/conf/', b'', dict(method=0))] * 2)
            """)
        let package = try folder.open()
        let walk = package.walk()
        #expect(walk.documentNames == ["jcr_root/.content.xml", good])
        #expect(walk.packageProblems.allSatisfy { $0.kind == .duplicateName && $0.preventsRewriting })
        // No configuration can hide behind those elsewhere.
        let (inScope, other) = ("jcr_root/conf/.content.xml", "jcr_root/content/x.bin")
        #expect(walk.packageProblems.map(\.display) == [inScope, inScope, other, other])
        #expect(walk.packageProblems.map(\.hidesContent) == [true, true, false, false])
        try expectNotRewritable(package, walk.packageProblems, leaving: ["folders.zip", "package.zip"])
        // A folder holds nothing, and many tools name it more than once.
        let folders = try folder.open("folders.zip")
        #expect(folders.walk().packageProblems.isEmpty)
        #expect(throws: Never.self) { try folders.check([folders.replacement(good, document("new"))]) }
    }

    @Test(
        "Whatever mode an entry has, it is the file that FileVault sees; only a folder can stand where a document is"
    )
    func specialFiles() throws {
        try folder.python(
            """
            package('package.zip', [('\(good)', doc('old')),
                ('jcr_root/conf/link/.content.xml', doc('linked'), dict(attributes=0o120777 << 16)),
                ('jcr_root/conf/linked', b'../content', dict(attributes=0o120777 << 16)),
                ('jcr_root/conf/pipe.xml', doc(), dict(attributes=0o010644 << 16)),
                ('jcr_root/conf/folder/.content.xml/', b'', dict(method=0)),
                ('jcr_root/conf/mode.xml', doc(), dict(attributes=0o040755 << 16)),
                ('jcr_root/conf/folder2/.content.xml/inner.xml', doc()),
                ('jcr_root/conf/dos/.content.xml', doc(), dict(attributes=0o120777 << 16, system=0)),
                ('jcr_root/content/linked', b'../conf', dict(attributes=0o120777 << 16))])
            """)
        let walk = try folder.open().walk()
        #expect(
            walk.documents.map(\.nodePath)
                == ["/", "/conf/dos", "/conf/good", "/conf/link", "/conf/mode", "/conf/pipe"])
        #expect(
            walk.packageProblems.map { "\($0.display): \($0.kind)" } == [
                "jcr_root/conf/folder/.content.xml: special(ContentRepository.FileKind.folder)",
                "jcr_root/conf/folder2/.content.xml: special(ContentRepository.FileKind.folder)",
            ])
        let package = try folder.open()
        let link = try package.replacement("jcr_root/conf/link/.content.xml", document("new"))
        let new = try package.rewrite([link], to: .newFile(folder.at("new.zip")))
        #expect(try new.text(new.walk().document("jcr_root/conf/link/.content.xml")) == document("new"))
        try RewrittenPackage(folder: folder).expect(
            changed: ["jcr_root/conf/link/.content.xml": document("new")])
    }

    @Test("What an entry says of its size is not believed, whether it says too much or too little")
    func sizes() throws {
        try folder.python(
            """
            bomb = doc() + b' ' * 8_000_000
            package('package.zip', [('\(good)', doc('old')), ('jcr_root/conf/claims/.content.xml', doc()),
                ('jcr_root/conf/short/.content.xml', doc()), ('jcr_root/conf/long/.content.xml', doc()),
                ('jcr_root/conf/bomb/.content.xml', bomb), ('jcr_root/conf/quiet/.content.xml', bomb),
                ('jcr_root/conf/claims.xml', doc()), ('jcr_root/conf/large/.content.xml', os.urandom(3_000_000))])
            def size(name, value): patch('package.zip', name, {24: struct.pack('<I', value)}, {22: struct.pack('<I', value)})
            size('jcr_root/conf/claims/.content.xml', 0xfffffffe)
            size('jcr_root/conf/claims.xml', 0xfffffffe)
            size('jcr_root/conf/short/.content.xml', 5)
            size('jcr_root/conf/long/.content.xml', 5000)
            size('jcr_root/conf/quiet/.content.xml', 100)
            """)
        let package = try folder.open(limits: PackageLimits(documentBytes: 2_000_000, expansion: 50))
        let walk = package.walk()
        #expect(walk.documentNames == ["jcr_root/.content.xml", good])
        let faults = Dictionary(
            uniqueKeysWithValues: walk.packageProblems.map { ($0.display.split(separator: "/")[2], $0.kind) })
        #expect(faults["claims"] == .unreadable(.tooLarge(limit: 2_000_000)))
        #expect(faults["claims.xml"] == .unreadable(.wrongSize))
        #expect(faults["large"] == .unreadable(.tooLarge(limit: 2_000_000)))
        #expect(faults["bomb"] == .unreadable(.tooLarge(limit: 2_000_000)))
        #expect(faults["quiet"] == .unreadable(.expandsTooFar(ratio: 50)))
        #expect(faults["short"] == .unreadable(.wrongSize))
        #expect(faults["long"] == .unreadable(.wrongSize))
        let roomy = try folder.open(limits: PackageLimits(expansion: 50)).walk()
        #expect(roomy.documentNames.contains("jcr_root/conf/large/.content.xml"))
        #expect(
            roomy.packageProblems.first { $0.entry.contains("bomb") }?.kind
                == .unreadable(.expandsTooFar(ratio: 50)))
    }

    @Test("A walk decompresses no more than it is allowed to in all")
    func total() throws {
        try folder.python(
            "package('package.zip', [(f'jcr_root/conf/n{i}/.content.xml', doc() + b' ' * 5000) for i in range(50)])"
        )
        let walk = try folder.open(limits: PackageLimits(walkBytes: 100_000)).walk()
        #expect(walk.packageProblems.map(\.kind) == [.walkTooLarge(limit: 100_000)])
        #expect(walk.documents.count < 25)
    }

    @Test("An archive cannot make a walk endless by names that go deep, or by problems without number")
    func deepAndMany() throws {
        try folder.python(
            """
            package('package.zip', [('\(good)', doc('old')), ('jcr_root/conf/' + 'a/' * 254 + '.content.xml', doc()),
                ('jcr_root/conf/' + 'a/' * 20000 + '.content.xml', doc()), ('jcr_root/content/' + 'a/' * 300 + 'x.bin', b'')])
            package('many.zip', [('\(good)', doc('old'))] + [('../%d' % i, b'') for i in range(50)])
            """)
        let walk = try folder.open().walk()
        #expect(walk.documents.count == 3)
        #expect(walk.packageProblems.map(\.kind) == [.tooDeep(limit: 256)])
        let many = try folder.open("many.zip", limits: PackageLimits(problems: 10)).walk()
        #expect(many.packageProblems.count == 11)
        #expect(many.packageProblems.filter { $0.kind == .tooManyProblems(limit: 10) }.count == 1)
    }

    @Test("An entry whose contents cannot be read is told of, and is not replaced")
    func contents() throws {
        try folder.python(
            """
            names = ['checksum', 'encrypted', 'strong', 'aes', 'method', 'data', 'cut', 'outside', 'header', 'name']
            package('package.zip', [('\(good)', doc('old'))] + [('jcr_root/conf/%s/.content.xml' % n, doc(n * 20)) for n in names])
            def change(name, *rest): patch('package.zip', 'jcr_root/conf/%s/.content.xml' % name, *rest)
            change('checksum', {16: b'\\1\\2\\3\\4'})
            change('encrypted', {8: b'\\1\\0'}, {6: b'\\1\\0'})
            change('strong', {8: b'\\x41\\0'}, {6: b'\\x41\\0'})
            change('aes', {10: b'\\x63\\0'}, {8: b'\\x63\\0'})
            change('method', {10: b'\\x07\\0'}, {8: b'\\x07\\0'})
            start = 30 + len('jcr_root/conf/data/.content.xml')
            change('data', None, {start + 20: b'\\xff' * 30})
            change('cut', {20: struct.pack('<I', 20)}, {18: struct.pack('<I', 20)})
            change('outside', {42: struct.pack('<I', 0x7fffffff)})
            change('header', None, {0: b'XXXX'})
            change('name', None, {30 + 9: b'XXXX'})
            """)
        let package = try folder.open()
        let walk = package.walk()
        #expect(walk.documentNames == ["jcr_root/.content.xml", good])
        let faults = Dictionary(
            uniqueKeysWithValues: walk.packageProblems.map { ($0.display.split(separator: "/")[2], $0.kind) })
        #expect(faults["checksum"] == .unreadable(.wrongChecksum))
        for name in ["encrypted", "strong", "aes"] { #expect(faults[name[...]] == .unreadable(.encrypted)) }
        #expect(faults["method"] == .unreadable(.unsupportedMethod(7)))
        #expect(faults["data"] == .unreadable(.invalidData) || faults["data"] == .unreadable(.wrongChecksum))
        #expect(faults["cut"] == .unreadable(.invalidData) || faults["cut"] == .unreadable(.wrongChecksum))
        #expect(faults["outside"] == .unreadable(.outsideArchive))
        #expect(faults["header"] == .unreadable(.headersDisagree))
        #expect(faults["name"] == .unreadable(.headersDisagree))
        // Nothing of an archive is rewritten in which an entry stands nowhere.
        #expect(throws: PackageError.self) { try package.check([package.replacement(good, document("new"))]) }
    }

    /// Ways to spoil `jcr_root/content/a` in `package.zip`, what is then said of it, and whether that can hide a
    /// configuration.
    private static let spoiled: [(name: String, script: String, kind: PackageProblem.Kind, hides: Bool)] = [
        ("checksum", "a({16: b'\\1\\2\\3\\4'}, {14: b'\\1\\2\\3\\4'})", .unreadable(.wrongChecksum), false),
        ("checksum in the directory", "a({16: b'\\1\\2\\3\\4'})", .unreadable(.wrongChecksum), false),
        ("checksum in front", "a(None, {14: b'\\1\\2\\3\\4'})", .unreadable(.wrongChecksum), false),
        (
            "contents", "a(None, {30 + len('jcr_root/content/a'): b'\\xff\\xff'})", .unreadable(.invalidData),
            false
        ),
        ("encrypted", "a({8: b'\\1\\0'}, {6: b'\\1\\0'})", .unreadable(.encrypted), false),
        ("strongly encrypted", "a({8: b'\\x41\\0'}, {6: b'\\x41\\0'})", .unreadable(.encrypted), false),
        ("encrypted by AES", "a({10: b'\\x63\\0'}, {8: b'\\x63\\0'})", .unreadable(.encrypted), false),
        ("encrypted in front", "a(None, {6: b'\\1\\0'})", .unreadable(.headersDisagree), true),
        ("method", "a({10: b'\\x61\\0'}, {8: b'\\x61\\0'})", .unreadable(.unsupportedMethod(97)), true),
        ("method in front", "a(None, {8: b'\\0\\0'})", .unreadable(.headersDisagree), true),
        ("version", "a({6: b'\\xc8\\0'}, {4: b'\\xc8\\0'})", .unreadable(.unsupportedVersion(200)), false),
        ("length", "a({24: b'\\0\\0\\0\\x10'}, {22: b'\\0\\0\\0\\x10'})", .unreadable(.wrongSize), false),
        ("length in front", "a(None, {22: b'\\1\\0\\0\\0'})", .unreadable(.headersDisagree), true),
        ("compressed length in front", "a(None, {18: b'\\1\\0\\0\\0'})", .unreadable(.headersDisagree), true),
        ("name in front", "a(None, {30: b'jcr_root/conf/xxxx'})", .unreadable(.headersDisagree), true),
        ("place", "a({42: b'\\0\\0\\0\\x7f'})", .unreadable(.outsideArchive), true),
        ("an entry that the directory doesn't have", "hide()", .hiddenEntry, true),
    ]

    @Test("Damage anywhere keeps a package from being rewritten", arguments: spoiled.map(\.name))
    func damageElsewhere(name: String) throws {
        let spoiled = try #require(Self.spoiled.first { $0.name == name })
        try folder.python(
            """
            package('package.zip', [('\(good)', doc('old')), ('jcr_root/content/a', b'text ' * 50), ('jcr_root/content/b', b'')])
            def a(*rest): patch('package.zip', 'jcr_root/content/a', *rest)
            def hide():
                package('package.zip', [('\(good)', doc('old')), ('jcr_root/content/a', b'text ' * 50),
                    ('jcr_root/conf/hidden/.content.xml', doc('hidden')), ('jcr_root/content/b', b'')])
                data = bytearray(open('package.zip', 'rb').read())
                (_, record), = headers(data, 'jcr_root/conf/hidden/.content.xml')
                del data[record:record + 46 + len('jcr_root/conf/hidden/.content.xml')]
                end = data.rindex(b'PK\\5\\6')
                count, = struct.unpack('<H', data[end + 8:end + 10])
                size, = struct.unpack('<I', data[end + 12:end + 16])
                data[end + 8:end + 12] = struct.pack('<HH', count - 1, count - 1)
                data[end + 12:end + 16] = struct.pack('<I', size - 46 - len('jcr_root/conf/hidden/.content.xml'))
                open('package.zip', 'wb').write(data)
            \(spoiled.script)
            """)
        let package = try folder.open()
        let change = try package.replacement(good, document("new"))
        let obstacles = OpenRepository.package(package).obstacles(to: [change], workers: 2)
        // Without an entry that points to it, a local header is one that only some readers see.
        let isAlone = spoiled.kind != .unreadable(.outsideArchive)
        #expect(obstacles.map(\.entry).contains("jcr_root/content/a") && (obstacles.count == 1 || !isAlone))
        // What is wrong with damaged contents depends on where the reader notices.
        if spoiled.kind != .unreadable(.invalidData) {
            #expect(obstacles.map(\.kind).contains(spoiled.kind))
        }
        #expect(obstacles.allSatisfy { $0.preventsRewriting && $0.hidesContent == spoiled.hides })
        // Contents elsewhere are not read by a walk.
        let walked = package.walk().packageProblems
        #expect(Set(walked) == Set(obstacles) || walked.isEmpty && !spoiled.hides)
        try expectNotRewritable(package, obstacles)
        #expect(OpenRepository.package(package).obstacles(to: [], workers: 1) == [])

        // The same in a package in the package: only where that one is rewritten, too.
        try folder.python(
            """
            package('outer.zip', [('\(good)', doc('old')), ('jcr_root/etc/packages/p.zip', open('package.zip', 'rb').read())])
            """)
        let outer = try folder.open("outer.zip")
        let inner = try outer.replacement("jcr_root/etc/packages/p.zip!/\(good)", document("new"))
        #expect(
            OpenRepository.package(outer).obstacles(to: [inner], workers: 1).map(\.kind)
                == obstacles.map(\.kind))
        #expect(throws: PackageError.self) { try outer.check([inner]) }
        #expect(throws: Never.self) { try outer.check([outer.replacement(good, document("new"))]) }
        let nested = outer.walk().packageProblems.map(\.kind).filter { $0 != .misnamed(expected: "acme.zip") }
        #expect(Set(nested) == Set(walked.map(\.kind)))
    }

    @Test("What is odd and no contradiction stays, and doesn't keep a package from being rewritten")
    func oddButGood() throws {
        try folder.python(
            """
            entries = [('\(good)', doc('old')), ('jcr_root/content/a', b'text ' * 50, dict(zip64=True)),
                ('jcr_root/content/zip.bin', packed([]), dict(method=0)), ('jcr_root/content/empty', b'', dict(method=0)),
                ('jcr_root/content/blank', b' ' * 30_000_000)]
            package('package.zip', entries, comment=b'PK but no end')
            package('stream.zip', entries, stream=True)
            """)
        for name in ["package.zip", "stream.zip"] {
            let package = try folder.open(name)
            #expect(package.walk().packageProblems.isEmpty)
            let change = try package.replacement(good, document("new"))
            #expect(OpenRepository.package(package).obstacles(to: [change], workers: 2) == [])
            #expect(throws: Never.self) { try package.check([change]) }
        }
    }

    @Test(
        "An archive whose end can be read in two ways, or that isn't all of the file, is refused",
        arguments: [
            "data + b'more'", "b'MZ' + data", "data[:-1]", "data[:-30]", "data[:len(data) // 2]",
            // A second end in the comment, with and without a comment that fits.
            "data[:-2] + struct.pack('<H', 22) + b'PK\\5\\6' + bytes(18)",
            "data[:-2] + struct.pack('<H', 30) + b'PK\\5\\6' + bytes(26)",
            "data[:-2] + struct.pack('<H', 40) + b'PK\\5\\6' + bytes(16) + struct.pack('<H', 18) + bytes(18)",
            // A count, and a size of the directory, that are not right.
            "data[:-14] + b'\\1\\0\\1\\0' + data[-10:]", "data[:-10] + b'\\1\\0\\0\\0' + data[-6:]",
            // One part of several.
            "data[:-18] + b'\\1\\0\\1\\0' + data[-14:]",
        ])
    func ends(expression: String) throws {
        try folder.python(
            """
            package('package.zip', [('\(good)', doc('old'))])
            data = open('package.zip', 'rb').read()
            open('package.zip', 'wb').write(\(expression))
            """)
        #expect(throws: PackageError.self) { try folder.open() }
    }

    @Test("Entries that share a place in the archive keep it from being rewritten")
    func overlapping() throws {
        try folder.python(
            """
            package('package.zip', [('\(good)', doc('old')), ('jcr_root/content/a', b'1' * 90, dict(method=0)), ('jcr_root/content/b', b'2' * 90, dict(method=0))])
            data = open('package.zip', 'rb').read()
            (start, _), = headers(data, 'jcr_root/content/a')
            patch('package.zip', 'jcr_root/content/b', {42: struct.pack('<I', start)})
            """)
        let package = try folder.open()
        #expect(package.walk().packageProblems.allSatisfy { $0.hidesContent && $0.preventsRewriting })
        let error = #expect(throws: PackageError.self) {
            try package.check([package.replacement(good, document("new"))])
        }
        guard case .notRewritable(_, let problems) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(problems.map(\.kind).contains(.unreadable(.overlapping)))
        #expect(problems.first?.preventsRewriting == true)
    }

    @Test(
        "Whatever byte of a package is wrong, it is read or refused, and rewritten as planned or not at all")
    func anyByte() throws {
        try folder.python(
            """
            inner = packed([('jcr_root/conf/inner/.content.xml', doc('inner'))])
            make('package.zip', [('META-INF/vault/filter.xml', b'<w/>'), ('\(good)', doc('old')),
                ('jcr_root/etc/packages/p.zip', inner, dict(method=0))], comment=b'comment')
            """)
        let whole = try folder.bytes("package.zip")
        var random = PackageRandom(seed: PackageRandom.seeds(1)[0])
        var outcomes: [String: Int] = [:]
        for position in whole.indices where position % 3 == Int(whole[position]) % 3 {
            var bytes = whole
            bytes[position] ^= UInt8.random(in: 1...255, using: &random)
            try folder.write(bytes, to: "bad.zip")
            guard let package = try? folder.open("bad.zip") else {
                outcomes["refused", default: 0] += 1
                continue
            }
            let documents = package.walk(scope: .everything).documents
            guard let found = documents.first(where: { $0.path.display == good && $0.packages.isEmpty }),
                let before = try? package.read(found, maxBytes: 1 << 20).bytes
            else {
                outcomes["not found", default: 0] += 1
                continue
            }
            // A checksum holds for what is read, so that it is always what was put in.
            #expect(String(decoding: before, as: UTF8.self) == document("old"), "byte \(position)")
            let change = ContentChange(
                found, .replace(before: before, after: Array(document("new").utf8)))
            if let new = try? package.rewrite([change], to: .newFile(folder.at("new.zip"))) {
                #expect(try new.text(new.walk().document(good)) == document("new"), "byte \(position)")
                try FileManager.default.removeItem(atPath: folder.at("new.zip"))
                outcomes["rewritten", default: 0] += 1
            } else {
                outcomes["not rewritten", default: 0] += 1
            }
            #expect(try folder.bytes("bad.zip") == bytes)
            #expect(try folder.names() == ["bad.zip", "package.zip"])
        }
        // All ways were gone.
        #expect(outcomes.count >= 3, "\(outcomes)")
    }

    private func expectNotRewritable(
        _ package: ContentPackage, _ problems: [PackageProblem], leaving names: [String] = ["package.zip"]
    ) throws {
        let change = try package.replacement(good, document("new"))
        let before = try folder.bytes("package.zip")
        let error = #expect(throws: PackageError.self) { try package.rewrite([change], to: .inPlace) }
        guard case .notRewritable(_, let found) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(
            Set(found.map { "\($0.kind) \($0.display)" }) == Set(problems.map { "\($0.kind) \($0.display)" }))
        #expect(try folder.bytes("package.zip") == before)
        #expect(try folder.names() == names)
    }
}
