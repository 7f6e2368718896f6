// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import Foundation
import IndependentReader
import Testing

@testable import ContentRepository

@Suite(
    "Entries that come into packages and go",
    .enabled(if: Python.isThere, "python3 is not there to build packages"))
struct AddingAndRemovingTests {
    let folder: PackageFolder
    private let name = "jcr_root/conf/acme/.content.xml"

    init() throws { folder = try PackageFolder() }

    private func create(_ name: String, _ text: String = "new") throws -> ContentChange {
        ContentChange(path: try packaged(name), .create(after: Array(text.utf8)))
    }

    private func remove(_ name: String, _ text: String) throws -> ContentChange {
        ContentChange(path: try packaged(name), .remove(before: Array(text.utf8)))
    }

    private var new: PackageDestination { .newFile(folder.at("new.zip")) }

    /// The names in the order of the directory, and in the order in which the entries stand.
    private func orders(of file: String) throws -> [[String]] {
        let json = try folder.python(
            """
            entries = zipfile.ZipFile('\(file)').infolist()
            print(json.dumps([[e.filename for e in entries], [e.filename for e in sorted(entries, key=lambda e: e.header_offset)]]))
            """)
        return try JSONDecoder().decode([[String]].self, from: Data(json.utf8))
    }

    private func expectSame(but names: Set<String>, _ note: Comment = "") throws {
        let old = try folder.entries(of: "package.zip").filter { !names.contains($0.name) }
        #expect(try folder.entries(of: "new.zip").filter { !names.contains($0.name) } == old, note)
        if try Unzip.test(folder.at("package.zip")) == true {
            #expect(try Unzip.test(folder.at("new.zip")) == true, note)
        }
    }

    @Test("a file comes behind the last one of its folder, with the date of the newest there")
    func added() throws {
        try folder.python(
            """
            package('package.zip', [('jcr_root/apps/acme/a.txt', b'a', dict(date=(2020, 5, 6, 7, 8, 10))),
                ('jcr_root/apps/acme/b.txt', b'b', dict(date=(2019, 1, 1, 0, 0, 0), comment=b'kept')),
                ('\(name)', doc('old'))], comment=b'comment', stream=True)
            """)
        let change = try create("jcr_root/apps/acme/config/x.config")
        let package = try folder.open()
        let result = try package.rewrite([change], to: new)
        for names in try orders(of: "new.zip") {
            let index = try #require(names.firstIndex(of: "jcr_root/apps/acme/config/x.config"))
            #expect(names[index - 1] == "jcr_root/apps/acme/b.txt" && names[index + 1] == name)
            #expect(names.count == 8, "no entries for folders: there are none")
        }
        let entry = try #require(
            try folder.entries(of: "new.zip").first { $0.name == "jcr_root/apps/acme/config/x.config" })
        #expect(entry.date == [2020, 5, 6, 7, 8, 10])
        #expect(entry.method == 8 && entry.flags == 0 && entry.externalAttributes == 0o100644 << 16)
        #expect(entry.contents == ContentDigest.sha256(Array("new".utf8)))
        try expectSame(but: [entry.name])
        let comment = try folder.python("print(zipfile.ZipFile('new.zip').comment.decode())")
        #expect(comment == "comment\n")
        // Nothing of it is left when it is removed again.
        try result.rewrite([change.reversed], to: .inPlace)
        #expect(try folder.bytes("new.zip") == folder.bytes("package.zip"))
    }

    @Test("folders get entries where folders beside them have some")
    func folders() throws {
        try folder.python(
            """
            package('package.zip', [('jcr_root/apps/', b''), ('jcr_root/apps/acme/', b''),
                ('jcr_root/apps/acme/a.txt', b'a'), ('jcr_root/conf/plain.txt', b'x'), ('\(name)', doc('old'))])
            """)
        let package = try folder.open()
        let names = [
            "jcr_root/apps/acme/config/", "jcr_root/apps/acme/config/sub/",
            "jcr_root/apps/acme/config/sub/y.config", "jcr_root/apps/acme/config/x.config",
            "jcr_root/conf/acme/new/z.config",
        ]
        try package.rewrite(
            names.filter { !$0.hasSuffix("/") }.map { try create($0) }, to: new)
        for order in try orders(of: "new.zip") {
            let index = try #require(order.firstIndex(of: "jcr_root/apps/acme/a.txt"))
            #expect(Array(order[(index + 1)...].prefix(4)) == Array(names.prefix(4)))
            #expect(order.last == names[4])
        }
        try expectSame(but: Set(names))
    }

    @Test("names and contents of any kind", arguments: ["", "x", String(repeating: "long ", count: 100_000)])
    func kinds(text: String) throws {
        try folder.python("package('package.zip', [('\(name)', doc('old'))])")
        let created = ["jcr_root/apps/ü b/x.config", "other/y.txt", "top.txt"]
        let result = try folder.open().rewrite(created.map { try create($0, text) }, to: new)
        let entries = try folder.entries(of: "new.zip")
        for name in created {
            let entry = try #require(entries.first { $0.name == name }, "\(name)")
            #expect(entry.contents == ContentDigest.sha256(Array(text.utf8)))
            #expect(entry.flags == (name.utf8.count == name.count ? 0 : 0x800))
        }
        try expectSame(but: Set(created))
        #expect(result.walk().documents.count == (try folder.open()).walk().documents.count)
    }

    @Test("zip64 archives count one more")
    func zip64() throws {
        try folder.python(
            """
            zipfile.ZIP_FILECOUNT_LIMIT = 0
            package('package.zip', [('\(name)', doc('old'), dict(zip64=True))])
            """)
        let change = try create("jcr_root/conf/acme/new.xml", document())
        let result = try folder.open().rewrite([change], to: new)
        try expectSame(but: ["jcr_root/conf/acme/new.xml"])
        #expect(result.walk().documents.map(\.path).contains(change.path))
        try result.rewrite([change.reversed], to: .inPlace)
        #expect(try folder.bytes("new.zip") == folder.bytes("package.zip"))
    }

    @Test("a removed entry goes with what follows its contents; all others stay", arguments: [true, false])
    func removed(stream: Bool) throws {
        try folder.python(
            """
            package('package.zip', [('jcr_root/a.txt', b'a'), ('\(name)', doc('old')), ('jcr_root/z.txt', b'z')],
                stream=\(stream ? "True" : "False"))
            make('expected.zip', [(e[0], e[1]) for e in [(i.filename, zipfile.ZipFile('package.zip').read(i))
                for i in zipfile.ZipFile('package.zip').infolist()] if e[0] != '\(name)'],
                stream=\(stream ? "True" : "False"))
            """)
        try folder.open().rewrite([remove(name, document("old"))], to: new)
        try expectSame(but: [name])
        #expect(try folder.bytes("new.zip") == folder.bytes("expected.zip"))
    }

    @Test("everything at once, in packages in packages too", arguments: [0, 8])
    func nested(method: Int) throws {
        let inner = "jcr_root/etc/packages/inner.zip"
        try folder.python(
            """
            inner = packed([('jcr_root/apps/acme/a.txt', b'a'), ('\(name)', doc('inner'))], comment=b'inner')
            package('package.zip', [('\(inner)', inner, dict(method=\(method))), ('\(name)', doc('old'))])
            """)
        let inside = [try packaged(inner)]
        let created = ContentChange(
            path: try packaged("jcr_root/apps/acme/x.config"), packages: inside,
            .create(after: Array("x".utf8)))
        let gone = ContentChange(
            path: try packaged(name), packages: inside, .remove(before: Array(document("inner").utf8)))
        let package = try folder.open()
        let changes = [
            created, gone, try create("jcr_root/apps/outer.config"),
            try package.replacement(name, document("new")),
        ]
        let digest = try package.sha256(after: changes)
        let result = try package.rewrite(changes, to: new)
        #expect(try result.sha256() == digest)
        #expect(result.walk().documentNames.contains(name))
        let names = try folder.python(
            """
            data = zipfile.ZipFile('new.zip').read('\(inner)')
            inner = zipfile.ZipFile(io.BytesIO(data))
            print(inner.namelist()[-2:], inner.read('jcr_root/apps/acme/x.config'), inner.comment, inner.testzip())
            """)
        #expect(
            names == "['jcr_root/apps/acme/a.txt', 'jcr_root/apps/acme/x.config'] b'x' b'inner' None\n")
    }

    @Test("what is there already stays, and names that no file can have are refused")
    func refused() throws {
        try folder.python("package('package.zip', [('jcr_root/d/', b''), ('\(name)', doc('old'))])")
        let package = try folder.open()
        let place = folder.at("package.zip")
        for (taken, entry) in [
            (name, name), ("jcr_root/conf/acme", "jcr_root/conf/acme"), ("jcr_root/d", "jcr_root/d"),
            (name + "/x", name),
        ] {
            #expect(throws: PackageError.alreadyThere(path: place, entry: entry)) {
                try package.check([create(taken)])
            }
        }
        let both = [try create("jcr_root/x"), try create("jcr_root/x/y")]
        #expect(throws: PackageError.alreadyThere(path: place, entry: "jcr_root/x")) {
            try package.check(both)
        }
        for unusable in ["a\\b", String(repeating: "a", count: 70_000)] {
            #expect(throws: PackageError.self) { try package.check([create(unusable)]) }
        }
        #expect(throws: PackageError.changedUnderneath(path: "\(place)!/\(name)")) {
            try package.check([remove(name, document("other"))])
        }
        #expect(throws: PackageError.noSuchEntry(path: place, entry: "jcr_root/none")) {
            try package.check([remove("jcr_root/none", "")])
        }
        #expect(throws: PackageError.replacedTwice(path: place, entry: name)) {
            try package.check([remove(name, document("old")), package.replacement(name, "x")])
        }
        #expect(try folder.names() == ["package.zip"])
    }

    @Test("an archive that cannot count more entries is not changed")
    func full() throws {
        try folder.python(
            """
            package('package.zip', [('jcr_root/%d' % i, b'', dict(method=0)) for i in range(65534 - 4)])
            """)
        let package = try folder.open()
        #expect(throws: PackageError.tooLarge(path: folder.at("package.zip"))) {
            try package.check([create("jcr_root/conf/new")])
        }
        try package.rewrite([create("jcr_root/conf/new"), remove("jcr_root/0", "")], to: new)
        try expectSame(but: ["jcr_root/conf/new", "jcr_root/0"])
    }

    @Test("a step that fails leaves the package as it was", arguments: [WriteStep.write, .setMode, .rename])
    func failing(step: WriteStep) throws {
        try folder.python("package('package.zip', [('\(name)', doc('old'))])")
        let before = try folder.bytes("package.zip")
        let package = try folder.open(faults: WriteFaults { at, _ in at == step ? ENOSPC : nil })
        let changes = [try create("jcr_root/new"), try remove(name, document("old"))]
        #expect(throws: PackageError.self) { try package.rewrite(changes, to: .inPlace) }
        #expect(try folder.bytes("package.zip") == before)
        #expect(try folder.names() == ["package.zip"])
    }

    @Test(
        "a package that entries came into and went from is rolled back to the byte", arguments: [true, false])
    func rolledBack(edited: Bool) throws {
        try folder.python("package('package.zip', [('\(name)', doc('old'))])")
        let before = try folder.bytes("package.zip")
        let journals = try PackageFolder()
        let changes = [try create("jcr_root/new"), try remove(name, document("old"))]
        do {
            let package = try folder.open()
            let journal = try Journal(
                of: .package(package), in: JournalFolder(journals.at("journals")))
            let run = try journal.begin(
                package, sha256After: package.sha256(after: changes), command: "test", startedAt: "")
            try package.rewrite(changes, to: .inPlace)
            try journal.set(.finished, of: run)
        }
        #expect(try folder.bytes("package.zip") != before)
        if edited { try folder.open().rewrite([create("jcr_root/mine")], to: .inPlace) }
        let package = try folder.open()
        let journal = try Journal(of: .package(package), in: JournalFolder(journals.at("journals")))
        let rollback = Rollback(of: try #require(try journal.runs().first), in: journal)
        if edited {
            #expect(throws: RollbackRefusal.self) { try rollback.apply() }
        } else {
            #expect(try rollback.apply().count == 1)
            #expect(try folder.bytes("package.zip") == before)
        }
    }
}
