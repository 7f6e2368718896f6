// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@testable import ContentRepository

@Suite("Rewriting a content package", .enabled(if: Python.isThere, "python3 is not there to build packages"))
struct RewritingPackageTests {
    let folder: PackageFolder
    private let name = "jcr_root/conf/acme/.content.xml"

    init() throws { folder = try PackageFolder() }

    @Test(
        "Every other entry keeps its bytes, order, date, attributes and comment",
        arguments: [
            "comment=b'of the archive'", "stream=True", "stream=True, comment=b'PK'", "",
        ])
    func keepsOthers(settings: String) throws {
        try folder.python(
            """
            package('package.zip', [
                ('jcr_root/conf/', b'', dict(method=0, attributes=(0o40755 << 16) | 16)),
                ('jcr_root/conf/aaa.bin', os.urandom(5000), dict(method=0)),
                ('\(name)', doc('old'), dict(date=(1999, 12, 31, 23, 59, 58), attributes=0o100600 << 16, system=3,
                    comment=b'of the entry', extra=struct.pack('<HHI', 0xcafe, 4, 7), internal=1)),
                # An hour that daylight saving time skips in Berlin, and one that New York has twice.
                ('jcr_root/content/one.txt', b'1' * 500, dict(date=(2023, 3, 26, 2, 30, 0), system=0)),
                ('jcr_root/content/two.txt', b'2' * 500, dict(date=(2023, 11, 5, 1, 30, 0), comment=b'c', system=19)),
                ('jcr_root/content/\u{fc}.bin', os.urandom(70000), dict(method=0)),
                ('jcr_root/content/empty', b'')], \(settings))
            # A date of zero, as tools write that have none.
            patch('package.zip', 'jcr_root/content/two.txt', {12: b'\\0\\0\\0\\0'}, {10: b'\\0\\0\\0\\0'})
            """)
        let package = try folder.open()
        let new = try package.rewrite(
            [package.replacement(name, document("new"))], to: .newFile(folder.at("new.zip")))
        #expect(try new.text(new.walk().document(name)) == document("new"))
        #expect(new.path == folder.at("new.zip"))
        try RewrittenPackage(folder: folder).expect(changed: [name: document("new")])
        #expect(try folder.names() == ["new.zip", "package.zip"])
    }

    @Test(
        "The lengths of what changes are written where they stood, also in zip64 fields",
        arguments: ["zipfile.ZIP_FILECOUNT_LIMIT = 0", "pass"], [true, false])
    func zip64(limit: String, force: Bool) throws {
        try folder.python(
            """
            \(limit)
            package('package.zip', [('\(name)', doc('old'), dict(zip64=\(force ? "True" : "False"))),
                ('jcr_root/content/x.bin', b'x' * 1000, dict(zip64=\(force ? "True" : "False")))], comment=b'64')
            """)
        let package = try folder.open()
        let text = document(String(repeating: "long ", count: 5000))
        try package.rewrite([package.replacement(name, text)], to: .newFile(folder.at("new.zip")))
        try RewrittenPackage(folder: folder).expect(changed: [name: text])
    }

    @Test(
        "What follows the contents goes, in each of its forms",
        arguments: ["sig32", "bare32", "sig64", "bare64", "none"])
    func descriptors(form: String) throws {
        try folder.python(
            """
            import zlib
            def raw(path, entries, form):
                data, directory = b'', b''
                for name, contents in entries:
                    name, crc = name.encode(), zlib.crc32(contents)
                    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
                    packed = deflate.compress(contents) + deflate.flush()
                    start = len(data)
                    head = struct.pack('<HHHHH', 20, 8, 8, 0x6d71, 0x5aa3)
                    data += b'PK\\3\\4' + head + struct.pack('<IIIHH', 0, 0, 0, len(name), 0) + name + packed
                    wide = 'QQ' if '64' in form else 'II'
                    if form != 'none':
                        data += (b'PK\\7\\x08' if 'sig' in form else b'') + struct.pack('<I' + wide, crc, len(packed), len(contents))
                    directory += b'PK\\1\\2' + struct.pack('<H', 20) + head + struct.pack('<IIIHHHHHII', crc, len(packed),
                        len(contents), len(name), 0, 0, 0, 0, 0, start) + name
                end = b'PK\\5\\6' + struct.pack('<HHHHIIH', 0, 0, len(entries), len(entries), len(directory), len(data), 0)
                open(path, 'wb').write(data + directory + end)
            raw('package.zip', [('jcr_root/a.txt', b'a' * 300), ('META-INF/vault/filter.xml', FILTER), ('\(name)', doc('old')),
                ('jcr_root/z.txt', b'z' * 300), ('jcr_root/conf/b/.content.xml', doc('old'))], '\(form)')
            """)
        let package = try folder.open()
        let last = "jcr_root/conf/b/.content.xml"
        try package.rewrite(
            [package.replacement(name, document("new")), package.replacement(last, document("last"))],
            to: .newFile(folder.at("new.zip")))
        try RewrittenPackage(folder: folder).expect(
            changed: [name: document("new"), last: document("last")])
        // A reader that goes from one local header to the next finds one wherever an entry ends.
        let bytes = try folder.bytes("new.zip")
        let archive = try folder.open("new.zip").archive
        for index in 0..<archive.directory.count where ![0, 1, 3].contains(index) {
            let header = try LocalHeader(
                of: archive.directory.entry(index), archive.directory, in: archive.bytes)
            #expect(bytes[header.contents.upperBound...].starts(with: [0x50, 0x4B]))
        }
    }

    @Test("In place, the package keeps its mode, and its name stands for either all old or all new bytes")
    func inPlace() throws {
        try folder.python("package('package.zip', [('\(name)', doc('old'))])\nos.chmod('package.zip', 0o640)")
        let old = try folder.open()
        let new = try old.rewrite([old.replacement(name, document("new"))], to: .inPlace)
        #expect(new.path == old.path)
        #expect(new.identity.mode == 0o640)
        #expect(new.identity.inode != old.identity.inode)
        #expect(new.identity.owner == old.identity.owner)
        #expect(new.identity.group == old.identity.group)
        #expect(try new.text(new.walk().document(name)) == document("new"))
        // Whoever has the old file open still has it.
        #expect(try old.text(old.walk().document(name)) == document("old"))
        #expect(try folder.names() == ["package.zip"])
    }

    @Test("In place, a link stays a link to the package")
    func inPlaceThroughLink() throws {
        try folder.python(
            "package('package.zip', [('\(name)', doc('old'))])\nos.symlink('package.zip', 'link.zip')")
        let package = try folder.open("link.zip")
        let new = try package.rewrite([package.replacement(name, document("new"))], to: .inPlace)
        #expect(try new.text(new.walk().document(name)) == document("new"))
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: folder.at("link.zip")) == "package.zip")
        #expect(try folder.open().text(new.walk().document(name)) == document("new"))
    }

    @Test("Where nothing changes, nothing is written in place, and a new file is a copy to the byte")
    func nothing() throws {
        try folder.python("package('package.zip', [('\(name)', doc('old'))], stream=True, comment=b'c')")
        let package = try folder.open()
        let same = try package.replacement(name, document("old"))
        #expect(try package.rewrite([same], to: .inPlace).identity == package.identity)
        #expect(try package.rewrite([], to: .inPlace) === package)
        try package.rewrite([same], to: .newFile(folder.at("new.zip")))
        #expect(try folder.bytes("new.zip") == folder.bytes("package.zip"))
    }

    @Test("Nothing is written where an entry is not what was expected")
    func expectations() throws {
        try folder.python("package('package.zip', [('\(name)', doc('old'))])")
        let package = try folder.open()
        let before = Array(document("old").utf8)
        let path = try packaged(name)
        let new = PackageDestination.newFile(folder.at("new.zip"))
        let place = folder.at("package.zip")
        for wrong in ["other", "old!", ""] {
            let replacement = ContentChange(
                path: path, .replace(before: Array(document(wrong).utf8), after: [1]))
            #expect(throws: PackageError.changedUnderneath(path: "\(place)!/\(name)")) {
                try package.rewrite([replacement], to: new)
            }
            #expect(throws: PackageError.self) { try package.check([replacement]) }
        }
        let missing = ContentChange(
            path: try packaged("jcr_root/x.xml"), .replace(before: before, after: [1]))
        #expect(throws: PackageError.noSuchEntry(path: place, entry: "jcr_root/x.xml")) {
            try package.rewrite([missing], to: new)
        }
        let folderItself = ContentChange(
            path: try packaged("jcr_root"), .replace(before: [], after: [1]))
        #expect(throws: PackageError.noSuchEntry(path: place, entry: "jcr_root")) {
            try package.rewrite([folderItself], to: new)
        }
        let good = ContentChange(path: path, .replace(before: before, after: [1]))
        #expect(throws: PackageError.replacedTwice(path: place, entry: name)) {
            try package.rewrite([good, good], to: new)
        }
        #expect(throws: Never.self) { try package.check([good]) }
        #expect(try folder.names() == ["package.zip"])
    }

    @Test("A new file never takes the place of anything")
    func destinations() throws {
        try folder.python(
            """
            package('package.zip', [('\(name)', doc('old'))])
            open('file', 'w'); os.mkdir('folder'); os.symlink('nowhere', 'link')
            """)
        let package = try folder.open()
        let change = [try package.replacement(name, document("new"))]
        for taken in ["file", "folder", "link", "package.zip"] {
            #expect(throws: PackageError.destinationOccupied(path: folder.at(taken))) {
                try package.rewrite(change, to: .newFile(folder.at(taken)))
            }
        }
        #expect(throws: PackageError.destinationUnusable(path: folder.at("no/new.zip"), code: 2)) {
            try package.rewrite(change, to: .newFile(folder.at("no/new.zip")))
        }
        #expect(throws: PackageError.destinationUnusable(path: folder.at("file/new.zip"), code: 20)) {
            try package.rewrite(change, to: .newFile(folder.at("file/new.zip")))
        }
        #expect(throws: PackageError.self) { try package.rewrite(change, to: .newFile("")) }
        #expect(throws: PackageError.self) { try package.rewrite(change, to: .newFile(folder.at("folder/"))) }
        #expect(try folder.names() == ["file", "folder", "link", "package.zip"])
    }

    @Test("Packages in packages are built anew in the same way, two levels deep", arguments: [0, 8])
    func nested(method: Int) throws {
        try folder.python(
            """
            deep = packed([('\(name)', doc('old deep')), ('jcr_root/content/x.txt', b'x' * 400)], stream=True, comment=b'deep')
            inner = packed([('jcr_root/a.txt', b'a' * 100), ('jcr_root/etc/packages/deep.zip', deep, dict(method=8 - \(method),
                comment=b'kept', date=(2000, 1, 2, 3, 4, 6))), ('\(name)', doc('old inner'))], comment=b'inner')
            package('package.zip', [('jcr_root/conf/first/.content.xml', doc('first')),
                ('jcr_root/apps/acme-packages/content/install/inner.zip', inner, dict(method=\(method))),
                ('\(name)', doc('old'))], comment=b'outer')
            """)
        let inner = "jcr_root/apps/acme-packages/content/install/inner.zip"
        let deep = "jcr_root/etc/packages/deep.zip"
        let package = try folder.open()
        let changes = [
            try package.replacement(name, document("new")),
            try package.replacement("\(inner)!/\(name)", document("new inner")),
            try package.replacement("\(inner)!/\(deep)!/\(name)", document("new deep")),
        ]
        let new = try package.rewrite(changes, to: .newFile(folder.at("new.zip")))
        let texts = Dictionary(
            uniqueKeysWithValues: try new.walk().documents.map { ($0.display, try new.text($0)) })
        #expect(texts[name] == document("new"))
        #expect(texts["\(inner)!/\(name)"] == document("new inner"))
        #expect(texts["\(inner)!/\(deep)!/\(name)"] == document("new deep"))
        try folder.python(
            """
            for name in ('package', 'new'):
                data = zipfile.ZipFile(name + '.zip').read('\(inner)')
                open(name + '-inner.zip', 'wb').write(data)
                open(name + '-deep.zip', 'wb').write(zipfile.ZipFile(name + '-inner.zip').read('\(deep)'))
            """)
        func text(_ file: String) throws -> String {
            String(decoding: try folder.bytes(file), as: Unicode.ASCII.self)
        }
        try RewrittenPackage(folder: folder, before: "package-deep.zip", after: "new-deep.zip")
            .expect(changed: [name: document("new deep")])
        let old = try folder.entries(of: "package-inner.zip")
        let rebuilt = try folder.entries(of: "new-inner.zip")
        #expect(zip(old, rebuilt).filter { $0 != $1 }.map { $0.0.name } == [deep, name])
        #expect(old.map(\.method) == rebuilt.map(\.method))
        #expect(old.map(\.date) == rebuilt.map(\.date))
        #expect(old.map(\.comment) == rebuilt.map(\.comment))
        let outer = zip(try folder.entries(of: "package.zip"), try folder.entries(of: "new.zip"))
        #expect(outer.filter { $0 != $1 }.map { $0.0.name } == [inner, name])
        #expect(outer.allSatisfy { $0.method == $1.method })
        for file in ["new.zip", "new-inner.zip", "new-deep.zip"] {
            #expect(try Unzip.test(folder.at(file)) != false)
        }
        // Only packages in which something changes are built anew.
        let back = try package.rewrite([changes[0]], to: .newFile(folder.at("one.zip")))
        #expect(back.walk().documents.count == package.walk().documents.count)
        try RewrittenPackage(folder: folder, after: "one.zip").expect(changed: [name: document("new")])
    }

    @Test(
        "Packages of any shape: what is replaced differs, all else is the same",
        arguments: PackageRandom.seeds(8))
    func random(seed: UInt64) throws {
        var random = PackageRandom(seed: seed)
        try folder.python(
            """
            import random
            random.seed(\(seed))
            def any_entry(i):
                kind = random.choice(['doc', 'doc', 'doc', 'random', 'text', 'folder', 'empty'])
                where = '/'.join(random.choice(['conf', 'acme', 'a b', '\u{fc}', '_jcr_content']) for _ in range(random.randrange(1, 5)))
                settings = dict(method=random.choice([0, 8, 8, 8]), zip64=random.random() < .2,
                    date=(random.randrange(1980, 2108), random.randrange(1, 13), random.randrange(1, 29),
                        random.randrange(24), random.randrange(60), random.randrange(0, 60, 2)),
                    attributes=random.choice([0, 0o100644 << 16, 0o100755 << 16, 32]), system=random.choice([0, 3, 19]),
                    comment=os.urandom(random.choice([0, 0, 20])), internal=random.choice([0, 1]),
                    extra=b''.join(struct.pack('<HH', 0xa000 + j, 3) + b'abc' for j in range(random.randrange(3))))
                if kind == 'folder': return ('jcr_root/%s/d%d/' % (where, i), b'', dict(settings, method=0))
                if kind == 'doc': return ('jcr_root/conf/%s/n%d/.content.xml' % (where, i), doc('old %d ' % i * random.randrange(1, 50)), settings)
                contents = {'random': random.randbytes(random.randrange(3000)), 'text': b'text ' * random.randrange(3000), 'empty': b''}[kind]
                return ('jcr_root/%s/f%d.bin' % (where, i), contents, settings)
            entries = [any_entry(i) for i in range(random.randrange(1, 40))]
            if random.random() < .3: zipfile.ZIP_FILECOUNT_LIMIT = 0
            package('package.zip', entries, stream=random.random() < .4, comment=random.randbytes(random.choice([0, 0, 9])))
            """)
        let note: Comment = "seed \(seed)"
        let package = try folder.open()
        let documents = package.walk().documents
        try package.rewrite([], to: .newFile(folder.at("same.zip")))
        #expect(try folder.bytes("same.zip") == folder.bytes("package.zip"), note)

        let chosen = documents.filter { _ in Bool.random(using: &random) }
        var changed: [String: String] = [:]
        let changes = try chosen.map { found in
            let length = Int.random(in: 0...400, using: &random)
            let text = document(String(repeating: "new", count: length))
            changed[found.path.display] = text
            return ContentChange(
                found,
                .replace(before: try package.read(found, maxBytes: 1 << 20).bytes, after: Array(text.utf8)))
        }
        let new = try package.rewrite(changes, to: .newFile(folder.at("new.zip")))
        try RewrittenPackage(folder: folder).expect(changed: changed, note)

        // And back: the contents are the old ones again.
        let undo = changes.map(\.reversed)
        try new.rewrite(undo, to: .inPlace)
        let old = try folder.entries(of: "package.zip").map { [$0.name, $0.contents] }
        #expect(try folder.entries(of: "new.zip").map { [$0.name, $0.contents] } == old, note)
    }
}
