// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@testable import ContentRepository

@Suite("Packages in packages", .enabled(if: Python.isThere, "python3 is not there to build packages"))
struct NestedPackageTests {
    let folder: PackageFolder

    init() throws { folder = try PackageFolder() }

    @Test("They are followed where FileVault or the installer installs them, compressed or not")
    func followed() throws {
        try folder.python(
            """
            inner = packed([('jcr_root/conf/inner/.content.xml', doc('inner'))])
            package('package.zip', [('jcr_root/conf/.content.xml', doc()),
                ('jcr_root/etc/packages/acme/content-1.0.zip', inner),
                ('jcr_root/etc/packages/acme/stored.zip', inner, dict(method=0)),
                ('jcr_root/etc/packages/acme/package.jar', inner),
                ('jcr_root/apps/acme-packages/content/install/content.zip', inner),
                ('jcr_root/apps/acme-packages/content/install.author/content.zip', inner),
                ('jcr_root/apps/acme-packages/content/install/one/two/content.zip', inner),
                ('jcr_root/apps/install-later/content%2ezip', inner),
                ('jcr_root/apps/acme/install/bundle.jar', inner),
                ('jcr_root/apps/acme-packages/other/content.zip', inner),
                ('jcr_root/content/dam/download.zip', inner)])
            """)
        let package = try folder.open()
        let walk = package.walk()
        #expect(
            walk.documentNames.filter { $0.hasSuffix("inner/.content.xml") } == [
                "jcr_root/apps/acme-packages/content/install.author/content.zip!/jcr_root/conf/inner/.content.xml",
                "jcr_root/apps/acme-packages/content/install/content.zip!/jcr_root/conf/inner/.content.xml",
                "jcr_root/apps/acme-packages/content/install/one/two/content.zip!/jcr_root/conf/inner/.content.xml",
                "jcr_root/apps/install-later/content%2ezip!/jcr_root/conf/inner/.content.xml",
                "jcr_root/etc/packages/acme/content-1.0.zip!/jcr_root/conf/inner/.content.xml",
                "jcr_root/etc/packages/acme/package.jar!/jcr_root/conf/inner/.content.xml",
                "jcr_root/etc/packages/acme/stored.zip!/jcr_root/conf/inner/.content.xml",
            ])
        for inner in walk.documents where !inner.packages.isEmpty && inner.nodePath == "/conf/inner" {
            #expect(inner.path.display == "jcr_root/conf/inner/.content.xml")
            #expect(inner.packages.count == 1)
            #expect(try package.text(inner) == document("inner"))
        }
        #expect(walk.packageProblems.isEmpty)
    }

    @Test("They are followed to a limit of depth, and what lies deeper is told of")
    func depth() throws {
        try folder.python(
            """
            data = packed([('jcr_root/conf/deep/.content.xml', doc('6'))])
            for level in range(5, 0, -1):
                data = packed([('jcr_root/conf/deep/.content.xml', doc(str(level))), ('jcr_root/etc/packages/p.zip', data)])
            open('package.zip', 'wb').write(data)
            """)
        let name = "jcr_root/etc/packages/p.zip"
        let walk = try folder.open().walk()
        #expect(
            walk.documents.filter { $0.nodePath == "/conf/deep" }.map(\.packages.count) == [0, 1, 2, 3, 4])
        #expect(walk.packageProblems.map(\.kind) == [.nestedTooDeep(limit: 4)])
        #expect(
            walk.packageProblems.first?.display == Array(repeating: name, count: 5).joined(separator: "!/"))
        let flat = try folder.open(limits: PackageLimits(nesting: 1)).walk()
        #expect(flat.packageProblems.map(\.kind) == [.nestedTooDeep(limit: 1)])
    }

    @Test(
        "Another archive that lies where packages do is passed over; what is broken, or no archive, is told of"
    )
    func broken() throws {
        try folder.python(
            """
            inner = packed([('jcr_root/conf/inner/.content.xml', doc('inner'))])
            library = io.BytesIO()
            make(library, [('com/acme/Thing.class', b'x')])
            package('package.zip', [
                ('jcr_root/etc/packages/text.zip', b'no zip'), ('jcr_root/etc/packages/empty.zip', b''),
                ('jcr_root/etc/packages/library.jar', library.getvalue()),
                ('jcr_root/etc/packages/cut.zip', inner[:-10]), ('jcr_root/etc/packages/bad.zip', inner),
                ('jcr_root/etc/packages/good.zip', inner)])
            patch('package.zip', 'jcr_root/etc/packages/bad.zip', {16: b'\\0\\0\\0\\1'})
            """)
        let walk = try folder.open().walk()
        #expect(walk.documents.filter { !$0.packages.isEmpty }.count == 2)
        #expect(
            walk.packageProblems.map { "\($0.display): \($0.kind)" } == [
                "jcr_root/etc/packages/bad.zip: unreadable(ContentRepository.EntryFault.wrongChecksum)",
                "jcr_root/etc/packages/cut.zip: unreadablePackage(ContentRepository.ArchiveDamage.noDirectory)",
                "jcr_root/etc/packages/empty.zip: unreadablePackage(ContentRepository.ArchiveDamage.empty)",
                "jcr_root/etc/packages/text.zip: unreadablePackage(ContentRepository.ArchiveDamage.noDirectory)",
            ])
        // In nothing, nothing can hide.
        #expect(walk.packageProblems.map(\.hidesContent) == [true, true, false, true])
    }

    @Test("Java reads an archive by its end: what stands before it hides no package")
    func prefixed() throws {
        try folder.python(
            """
            inner = packed([('jcr_root/conf/inner/.content.xml', doc('inner'))])
            package('package.zip', [('jcr_root/etc/packages/script.zip', b'#!/bin/sh ' + inner)])
            """)
        let problems = try folder.open().walk().packageProblems
        #expect(problems.map(\.kind) == [.unreadablePackage(.inconsistentDirectory)])
    }

    @Test("A package in a package is to be called what its name and version make")
    func names() throws {
        try folder.python(
            """
            def named(**entries):
                return ('<properties>' + ''.join('<entry key="%s">%s</entry>' % e for e in entries.items()) + '</properties>').encode()
            def inner(file, **entries):
                return ('jcr_root/etc/packages/acme/' + file, packed([('jcr_root/conf/x.txt', b'x')], properties=named(**entries)))
            package('package.zip', [inner('acme-1.0.zip', name='acme', version='1.0'), inner('acme-1.0.jar', name='acme', version='1.0'),
                inner('plain.zip', name='plain', version=''), inner('bare.zip', name='bare'), inner('unnamed.zip', group='acme'),
                inner('a%3ab-1.zip', name='a:b', version='1'), inner('wrong.zip', name='acme', version='1.0'),
                inner('acme.zip', name='acme', version='1.0'), inner('plain-.zip', name='plain', version=''),
                inner('Acme-1.0.zip', name='acme', version='1.0')])
            """)
        let problems = try folder.open().walk().packageProblems
        #expect(
            problems.map { "\($0.entry.dropFirst(27)) \($0.kind)" } == [
                "Acme-1.0.zip misnamed(expected: \"acme-1.0.zip\")",
                "acme.zip misnamed(expected: \"acme-1.0.zip\")",
                "plain-.zip misnamed(expected: \"plain.zip\")",
                "wrong.zip misnamed(expected: \"acme-1.0.zip\")",
            ])
        #expect(problems.allSatisfy { !$0.hidesContent && $0.isDoubtful && !$0.preventsRewriting })
    }

    @Test("A package that is read in place is not given a right checksum by changing it", arguments: [0, 8])
    func checksum(method: Int) throws {
        try folder.python(
            """
            deep = packed([('jcr_root/conf/deep/.content.xml', doc('old'))])
            package('inner.zip', [('jcr_root/etc/packages/deep.zip', deep, dict(method=0))])
            patch('inner.zip', 'jcr_root/etc/packages/deep.zip', {16: b'\\1\\2\\3\\4'}, {14: b'\\1\\2\\3\\4'})
            package('package.zip', [('jcr_root/etc/packages/inner.zip', open('inner.zip', 'rb').read(), dict(method=\(method)))])
            """)
        let package = try folder.open()
        let deep = "jcr_root/etc/packages/inner.zip!/jcr_root/etc/packages/deep.zip"
        let change = try package.replacement("\(deep)!/jcr_root/conf/deep/.content.xml", document("new"))
        let error = #expect(throws: PackageError.self) { try package.check([change]) }
        guard case .notRewritable(_, let problems) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(problems.map(\.kind) == [.unreadable(.wrongChecksum)])
        #expect(problems.map(\.display) == [deep])
    }

    @Test("All packages that are in memory at a time share one limit; what is stored is read in place")
    func memory() throws {
        try folder.python(
            """
            deep = packed([('jcr_root/conf/deep/.content.xml', doc('deep')), ('jcr_root/content/x.bin', os.urandom(40000))])
            inner = packed([('jcr_root/conf/inner/.content.xml', doc('inner')), ('jcr_root/etc/packages/deep.zip', deep)])
            package('package.zip', [('jcr_root/etc/packages/inner.zip', inner)])
            package('stored.zip', [('jcr_root/etc/packages/inner.zip', inner, dict(method=0))])
            """)
        func found(_ name: String, _ bytes: Int) throws -> [String] {
            let package = try folder.open(name, limits: PackageLimits(nestedBytes: bytes))
            let walk = package.walk()
            for document in walk.documents { _ = try package.text(document) }
            return walk.documents.map(\.nodePath).filter { $0 != "/" } + walk.packageProblems.map(\.display)
        }
        #expect(try found("package.zip", 100_000) == ["/conf/inner", "/conf/deep"])
        let inner = "jcr_root/etc/packages/inner.zip"
        #expect(
            try found("package.zip", 60_000) == ["/conf/inner", inner + "!/jcr_root/etc/packages/deep.zip"])
        #expect(try found("package.zip", 30_000) == [inner])
        #expect(try found("stored.zip", 60_000) == ["/conf/inner", "/conf/deep"])
        #expect(
            try found("stored.zip", 30_000) == ["/conf/inner", inner + "!/jcr_root/etc/packages/deep.zip"])
    }

    @Test(
        "What is decompressed to find no package, or a broken one, counts as well", arguments: [false, true])
    func decompressed(broken: Bool) throws {
        try folder.python(
            """
            library = io.BytesIO()
            make(library, [('Thing.class', bytes(40000), dict(method=0))])
            package('package.zip', [(f'jcr_root/etc/packages/{i}.zip', library.getvalue()) for i in range(4)]
                + [('jcr_root/tmp/.content.xml', doc())])
            """)
        if broken {
            try folder.python(
                """
                for i in range(4): patch('package.zip', f'jcr_root/etc/packages/{i}.zip', {16: b'\\0\\0\\0\\1'})
                """)
        }
        let walk = try folder.open(limits: PackageLimits(walkBytes: 100_000)).walk(scope: .everything)
        let faults = [PackageProblem.Kind](repeating: .unreadable(.wrongChecksum), count: broken ? 2 : 0)
        #expect(walk.packageProblems.map(\.kind) == faults + [.walkTooLarge(limit: 100_000)])
        #expect(!walk.documentNames.contains("jcr_root/tmp/.content.xml"))
    }
}
