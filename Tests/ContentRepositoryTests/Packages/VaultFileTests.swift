// SPDX-License-Identifier: Apache-2.0
import IndependentReader
import Testing

@testable import ContentRepository

@Suite(
    "Filters of packages and trees", .enabled(if: Python.isThere, "python3 is not there to build packages"))
struct VaultFileTests {
    @Test("Each package has a filter of its own, wherever it lies; so has each module of a tree")
    func ofPlaces() throws {
        let folder = try PackageFolder()
        try folder.python(
            """
            inner = io.BytesIO()
            make(inner, [('META-INF/vault/filter.xml', FILTER.replace(b'acme', b'inner')), ('META-INF/vault/properties.xml', PROPERTIES.replace(b'acme', b'inner')),
                ('jcr_root/conf/inner/.content.xml', doc())])
            bare = io.BytesIO()
            make(bare, [('META-INF/vault/config.xml', b''), ('jcr_root/conf/bare/.content.xml', doc())])
            package('package.zip', [('jcr_root/conf/acme/.content.xml', doc()),
                ('jcr_root/etc/packages/inner.zip', inner.getvalue()), ('jcr_root/etc/packages/bare.zip', bare.getvalue())])
            zipfile.ZipFile('package.zip').extractall('tree/one/src/main/content')
            zipfile.ZipFile(inner).extractall('tree/two')
            os.makedirs('bare/conf/acme')
            open('bare/conf/acme/.content.xml', 'wb').write(doc())
            """)
        func told(_ source: some DocumentSource) throws -> [String] {
            var told: [String] = []
            for document in source.walk(scope: .subtrees(["/conf"])).documents where document.nodePath != "/"
            {
                let filter = try source.workspaceFilter(of: document.package)
                let isContained = try filter?.contains(document.nodePath)
                let name = try source.packageProperties(of: document.package)?.name
                told.append("\(document.nodePath) \(isContained.map { "\($0)" } ?? "-") \(name ?? "-")")
            }
            return told
        }
        #expect(
            try told(try folder.open()) == [
                "/conf/acme true acme", "/conf/bare - -", "/conf/inner true inner",
            ])
        #expect(
            try told(try ExportedTree.open(folder.at("tree"))) == [
                "/conf/acme true acme", "/conf/inner true inner", "/conf/bare - -", "/conf/inner true inner",
            ])
        #expect(try told(try ExportedTree.open(folder.at("bare"))) == ["/conf/acme - -"])
    }

    @Test("A file that cannot be read is told of by its place")
    func unreadable() throws {
        let folder = try PackageFolder()
        try folder.python(
            """
            package('package.zip', [])
            patch('package.zip', 'META-INF/vault/filter.xml', {16: b'\\1\\2\\3\\4'})
            patch('package.zip', 'META-INF/vault/properties.xml', {8: b'\\1\\0'})
            """)
        let package = try folder.open()
        let place = try package.walk().document("jcr_root/.content.xml").package
        #expect(
            throws: VaultFileError.unreadable(
                file: folder.at("package.zip") + "!/META-INF/vault/filter.xml",
                reason: EntryFault.wrongChecksum.reason)
        ) { try package.workspaceFilter(of: place) }
        #expect(throws: VaultFileError.self) { try package.packageProperties(of: place) }
    }
}
