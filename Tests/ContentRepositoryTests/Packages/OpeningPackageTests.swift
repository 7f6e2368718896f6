// SPDX-License-Identifier: Apache-2.0
import Foundation
import IndependentReader
import Testing

@testable import ContentRepository

@Suite("Opening a content package", .enabled(if: Python.isThere, "python3 is not there to build packages"))
struct OpeningPackageTests {
    let folder: PackageFolder

    init() throws { folder = try PackageFolder() }

    @Test("A zip with jcr_root and META-INF/vault is a content package")
    func opens() throws {
        try folder.python("package('package.zip', [('jcr_root/conf/.content.xml', doc())])")
        let package = try folder.open()
        #expect(package.path == folder.at("package.zip"))
        #expect(package.realPath == folder.at("package.zip"))
        #expect(package.kind == .package)
        #expect(package.walk().documentNames == ["jcr_root/.content.xml", "jcr_root/conf/.content.xml"])
    }

    @Test("A link to a package is followed, as the user named it")
    func followsLink() throws {
        try folder.python("package('package.zip', [])")
        try FileManager.default.createSymbolicLink(
            atPath: folder.at("link.zip"), withDestinationPath: folder.at("package.zip"))
        let package = try folder.open("link.zip")
        #expect(package.path == folder.at("link.zip"))
        #expect(package.realPath == folder.at("package.zip"))
    }

    @Test("What is no package is refused, and it is said what was looked for")
    func refuses() throws {
        try folder.python(
            """
            make('empty.zip', [])
            make('no-vault.zip', [('jcr_root/conf/.content.xml', doc())])
            make('no-root.zip', [('META-INF/vault/filter.xml', FILTER)])
            make('bundle.jar', [('META-INF/MANIFEST.MF', b'')])
            open('text.zip', 'w').write('no zip')
            open('nothing.zip', 'w')
            os.mkdir('folder.zip')
            os.mkfifo('pipe.zip')
            """)
        expect("missing.zip", .notFound(path: folder.at("missing.zip")))
        expect("nothing.zip", .notAnArchive(path: folder.at("nothing.zip")))
        expect("text.zip", .notAnArchive(path: folder.at("text.zip")))
        expect("folder.zip", .notAFile(path: folder.at("folder.zip"), kind: .folder))
        expect("pipe.zip", .notAFile(path: folder.at("pipe.zip"), kind: .fifo))
        let both = ["`jcr_root/`", "`META-INF/vault/`"]
        expect("empty.zip", .notAPackage(path: folder.at("empty.zip"), missing: both))
        expect("bundle.jar", .notAPackage(path: folder.at("bundle.jar"), missing: both))
        expect("no-vault.zip", .notAPackage(path: folder.at("no-vault.zip"), missing: [both[1]]))
        expect("no-root.zip", .notAPackage(path: folder.at("no-root.zip"), missing: [both[0]]))
        #expect(throws: PackageError.notFound(path: "")) { try ContentPackage.open("") }
    }

    @Test("A package that is cut off anywhere is damaged, or no archive at all")
    func truncated() throws {
        try folder.python("package('package.zip', [('jcr_root/conf/.content.xml', doc())])")
        let whole = try folder.bytes("package.zip")
        for length in 0..<whole.count where length % 7 < 2 || length < 40 || length > whole.count - 30 {
            try folder.write(Array(whole[..<length]), to: "cut.zip")
            let error = #expect(throws: PackageError.self, "\(length) bytes") { try folder.open("cut.zip") }
            let path = folder.at("cut.zip")
            let expected: PackageError =
                length < 4 ? .notAnArchive(path: path) : .damaged(path: path, .noDirectory)
            #expect(error == expected, "\(length) bytes")
        }
    }

    @Test("The directory is believed only where all of the archive agrees with it")
    func inconsistent() throws {
        try folder.python(
            """
            package('package.zip', [])
            data = bytearray(open('package.zip', 'rb').read())
            end = data.rfind(b'PK\\x05\\x06')
            def variant(name, place, value):
                changed = bytearray(data)
                changed[end + place:end + place + len(value)] = value
                open(name, 'wb').write(changed)
            variant('fewer.zip', 10, struct.pack('<H', 3))
            variant('more.zip', 10, struct.pack('<H', 5))
            variant('both.zip', 8, struct.pack('<HH', 9, 9))
            variant('offset.zip', 16, struct.pack('<I', 7))
            variant('size.zip', 12, struct.pack('<I', 7))
            variant('volume.zip', 4, struct.pack('<H', 1))
            variant('volumes.zip', 4, struct.pack('<HH', 1, 1))
            open('trailing.zip', 'wb').write(data + b'x')
            open('gap.zip', 'wb').write(data[:end] + b'gap' + data[end:])
            """)
        func damage(_ name: String) -> ArchiveDamage? {
            do {
                _ = try folder.open(name)
                return nil
            } catch PackageError.damaged(_, let damage) {
                return damage
            } catch {
                return nil
            }
        }
        #expect(damage("fewer.zip") == .severalVolumes)
        #expect(damage("more.zip") == .severalVolumes)
        #expect(damage("both.zip") == .inconsistentDirectory)
        #expect(damage("offset.zip") == .inconsistentDirectory)
        #expect(damage("size.zip") == .inconsistentDirectory)
        #expect(damage("gap.zip") == .inconsistentDirectory)
        #expect(damage("volume.zip") == .severalVolumes)
        #expect(damage("volumes.zip") == .severalVolumes)
        #expect(damage("trailing.zip") == .noDirectory)
    }

    @Test("zip64 archives, comments and archives in the tail do not hide the directory")
    func readable() throws {
        try folder.python(
            """
            one = [('jcr_root/conf/.content.xml', doc())]
            package('comment.zip', one, comment=b'a comment')
            package('stream.zip', one, stream=True)
            package('force.zip', [('jcr_root/conf/.content.xml', doc(), dict(zip64=True))])
            # An archive that is stored without compression ends with a directory of its own.
            package('inner.zip', one + [('jcr_root/content/inner.bin', packed([]), dict(method=0))])
            zipfile.ZIP_FILECOUNT_LIMIT = 0
            package('end64.zip', one, comment=b'with a comment')
            """)
        for name in ["comment.zip", "stream.zip", "force.zip", "inner.zip", "end64.zip"] {
            let package = try folder.open(name)
            let walk = package.walk()
            #expect(walk.documentNames == ["jcr_root/.content.xml", "jcr_root/conf/.content.xml"])
            #expect(walk.packageProblems.isEmpty)
            #expect(try package.text(try walk.document("jcr_root/conf/.content.xml")) == document())
        }
    }

    @Test("The open file is read, whatever becomes of its path")
    func keepsFile() throws {
        try folder.python("package('package.zip', [('jcr_root/conf/.content.xml', doc('old'))])")
        let package = try folder.open()
        try FileManager.default.removeItem(atPath: folder.at("package.zip"))
        try folder.python("package('package.zip', [('jcr_root/conf/.content.xml', doc('new'))])")
        let found = try package.walk().document("jcr_root/conf/.content.xml")
        #expect(try package.text(found) == document("old"))
    }

    private func expect(_ name: String, _ error: PackageError) {
        #expect(throws: error) { try folder.open(name) }
    }
}
