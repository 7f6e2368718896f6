// SPDX-License-Identifier: Apache-2.0
import ContentDigest
import Foundation
import IndependentReader
import Testing

@testable import ContentRepository

@Suite(
    "Packages of any shape, with any changes",
    .enabled(if: Python.isThere, "python3 is not there to build packages"))
struct RandomChangesTests {
    @Test("what is planned differs, all else is the same", arguments: PackageRandom.seeds(12))
    func random(seed: UInt64) throws {
        var random = PackageRandom(seed: seed)
        let folder = try PackageFolder()
        let note: Comment = "seed \(seed)"
        try folder.python(
            """
            import random
            random.seed(\(seed))
            def folder():
                return '/'.join(random.choice(['conf', 'acme', 'a b', '\u{fc}']) for _ in range(random.randrange(1, 4)))
            def any_entry(i):
                settings = dict(method=random.choice([0, 8, 8]), zip64=random.random() < .2,
                    date=(random.randrange(1980, 2108), random.randrange(1, 13), random.randrange(1, 29), 1, 2, 4),
                    comment=os.urandom(random.choice([0, 0, 20])),
                    extra=b''.join(struct.pack('<HH', 0xa000 + j, 3) + b'abc' for j in range(random.randrange(3))))
                if folders and random.random() < .3: return ('jcr_root/%s/d%d/' % (folder(), i), b'', dict(settings, method=0))
                return ('jcr_root/%s/f%d.xml' % (folder(), i), b'old %d' % i * random.randrange(300), settings)
            folders = random.random() < .5
            if random.random() < .3: zipfile.ZIP_FILECOUNT_LIMIT = 0
            package('package.zip', [any_entry(i) for i in range(random.randrange(1, 40))],
                stream=random.random() < .4, comment=random.randbytes(random.choice([0, 0, 9])))
            """)
        let package = try folder.open()
        let old = try folder.entries(of: "package.zip")
        var changes: [ContentChange] = []
        var expected = Dictionary(old.map { ($0.name, $0.contents) }, uniquingKeysWith: { first, _ in first })
        for entry in old where entry.name.contains("/f") && entry.name.hasSuffix(".xml") {
            let path = try packaged(entry.name)
            let found = try #require(package.archive.entry(path), note)
            let before = try package.archive.contents(of: found, limit: 1 << 20, .standard)
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                changes.append(ContentChange(path: path, .remove(before: before)))
                expected[entry.name] = nil
            case 1:
                let text = Array(String(repeating: "new", count: .random(in: 0...400, using: &random)).utf8)
                changes.append(ContentChange(path: path, .replace(before: before, after: text)))
                expected[entry.name] = ContentDigest.sha256(text)
            default: break
            }
        }
        for number in 0..<Int.random(in: 0...6, using: &random) {
            let parts = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                ["conf", "acme", "a b", "ü", "new"].randomElement(using: &random) ?? "new"
            }
            let name = (["jcr_root"] + parts + ["new\(number).xml"]).joined(separator: "/")
            let text = Array("text \(number)".utf8)
            changes.append(ContentChange(path: try packaged(name), .create(after: text)))
            expected[name] = ContentDigest.sha256(text)
        }
        changes.shuffle(using: &random)
        let digest = try package.sha256(after: changes)
        let result = try package.rewrite(changes, to: .newFile(folder.at("new.zip")))
        #expect(try result.sha256() == digest, note)

        let new = try folder.entries(of: "new.zip")
        let files = new.filter { !$0.name.hasSuffix("/") }
        #expect(
            Dictionary(files.map { ($0.name, $0.contents) }, uniquingKeysWith: { first, _ in first })
                == expected.filter { !$0.key.hasSuffix("/") }, note)
        #expect(Set(new.map(\.name)).count == new.count, note)
        // What is not planned is the same in all there is to tell, and in the same order.
        let changed = Set(changes.map { String(decoding: $0.path.bytes, as: UTF8.self) })
        let kept = Set(old.map(\.name)).subtracting(changed)
        #expect(new.filter { kept.contains($0.name) } == old.filter { kept.contains($0.name) }, note)
        #expect(
            new.map(\.name).filter { name in old.contains { $0.name == name } }
                == old.map(\.name).filter { expected[$0] != nil }, note)
        if try Unzip.test(folder.at("package.zip")) == true {
            #expect(try Unzip.test(folder.at("new.zip")) == true, note)
        }

        // And back: the same files with the same contents; entries of folders that came in stay.
        try result.rewrite(changes.map(\.reversed), to: .inPlace)
        func contents(_ name: String) throws -> [[String]] {
            try folder.entries(of: name).filter { !$0.name.hasSuffix("/") }.map { [$0.name, $0.contents] }
                .sorted { $0[0] < $1[0] }
        }
        #expect(try contents("new.zip") == contents("package.zip"), note)
    }
}
