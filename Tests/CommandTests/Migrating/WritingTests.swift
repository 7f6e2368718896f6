// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite("--output: a migrated copy, and an input that stays as it is")
struct OutputFolderTests {
    static let target = "jcr_root" / cloudconfigs / "target/.content.xml"

    private func repository() throws -> TemporaryRepository {
        try TemporaryRepository(
            [
                Self.target: .bytes(Array(IMSPage().jwt.utf8), mode: 0o640),
                "jcr_root" / cloudconfigs / "captcha/.content.xml": .text(Decoy.captcha),
                "jcr_root/content/photo.png": .bytes([0x89, 0x50, 0, 0xFF], mode: 0o444),
                "jcr_root/content/linked": .link("photo.png"), "jcr_root/content/dangling": .link("no/where"),
                "jcr_root/content/loop": .link("."), "empty": .folder, ".git/HEAD": "ref: refs/heads/main\n",
                "target/built.txt": "built", "run.sh": .bytes(Array("#!/bin/sh\n".utf8), mode: 0o755),
            ], mapping: mappingForAll)
    }

    @Test("the copy is full, links, modes and times included, and differs in the migrated files alone")
    func copy() throws {
        let repository = try repository()
        let before = try repository.snapshot()
        let run = try repository.migrate("--output", "migrated")
        #expect(run.exit == 0, "\(run)")
        #expect(try repository.snapshot().differences(from: before) == [])
        let copy = try Snapshot(of: repository.place / "migrated")
        #expect(copy.changes(since: before) == [Self.target.display])
        #expect(
            copy.bytes(Self.target)
                == Array(IMSPage().oauth(secret: "\\" + encrypted("a1"), scope: "openid,AdobeID").utf8))
        #expect(try repository.run("check", "migrated").exit == 0)
        #expect(try repository.run("check", "repository").exit == 3)
    }

    @Test("the record is that of a migration in place")
    func record() throws {
        let repository = try repository()
        let copied = try repository.migrationRecord("--output", "migrated")
        let inPlace = try repository.migrationRecord()
        #expect(copied.files == inPlace.files)
        #expect(copied.configurations == inPlace.configurations)
        #expect(copied.mode == "apply")
    }

    @Test(
        "an empty folder may be there already, and a repository without any JWT configuration is copied too")
    func emptyFolder() throws {
        let repository = try repository()
        try Files.makeFolder(repository.place / "first")
        #expect(try repository.migrate("--output", "first").exit == 0)
        let run = try repository.run("migrate", "first", "--mapping", "mapping.csv", "--output", "second")
        #expect(run.exit == 0, "\(run)")
        let first = try Snapshot(of: repository.place / "first")
        #expect(try Snapshot(of: repository.place / "second").changes(since: first) == [])
    }

    @Test("a dry run makes no copy")
    func dryRun() throws {
        let repository = try repository()
        #expect(try repository.migrate("--output", "migrated", "--dry-run").exit == 0)
        #expect(!repository.exists("migrated"))
    }

    @Test(
        "64 a place that is taken, or lies within the repository, or around it, is refused",
        arguments: [
            "taken", "mapping.csv", "repository", "repository/inside", ".", "repository/../repository/x", "",
        ])
    func refused(_ output: String) throws {
        let repository = try repository()
        try Files.makeFolder(repository.place / "taken/already")
        let before = try repository.snapshotOfEverything()
        let run = try repository.migrate("--output", output, "--report-dir", "../home/reports")
        #expect(run.exit == 64, "\(run)")
        let changes = try repository.snapshotOfEverything().changes(since: before)
        #expect(changes.filter { !$0.hasPrefix("home/reports") } == [])
    }

    @Test("what cannot be copied is told by a finding")
    func fifo() throws {
        let repository = try TemporaryRepository(
            ["conf": .folder, "outside/pipe": .fifo], mapping: "path,client_secret,scopes\n")
        let record = try repository.migrationRecord("--output", "migrated")
        #expect(record.exitCode == 0)
        #expect(record.findings.map(\.file) == ["outside/pipe"])
    }
}

@Suite("Files are replaced, and keep all but their bytes")
struct ReplacedFileTests {
    @Test(
        "mode, owner and group stay, also of a file that is write-protected",
        arguments: [0o600, 0o640, 0o444, 0o755])
    func mode(_ mode: mode_t) throws {
        let target = cloudconfigs / "target/.content.xml"
        let repository = try TemporaryRepository(
            [target: .bytes(Array(IMSPage().jwt.utf8), mode: mode)], mapping: mappingForAll)
        let before = try #require(repository.snapshot().items[target])
        #expect(try repository.migrate().exit == 0)
        let after = try #require(repository.snapshot().items[target])
        #expect(after.mode == before.mode)
        #expect(after.owner == before.owner)
        #expect(after.group == before.group)
        #expect(after.content != before.content)
    }

    @Test("nothing is left in the repository: no temporary file, no report, no journal")
    func leftovers() throws {
        let repository = try TemporaryRepository(
            [cloudconfigs / "target/.content.xml": .jwt, cloudconfigs / "other.xml": .jwt],
            mapping: mappingForAll)
        let before = try repository.snapshot()
        #expect(try repository.migrate().exit == 0)
        #expect(try repository.snapshot().files == before.files)
    }
}

@Suite("Where writing fails, everything is put back: 74")
struct FailedWriteTests {
    /// The second file is larger than the disk has room for.
    private func repository() throws -> TemporaryRepository {
        let large = IMSPage().jwt.replacing(
            "</jcr:root>", with: "<!--\(String(repeating: " ", count: 20_000))--></jcr:root>")
        return try TemporaryRepository(
            [
                cloudconfigs / "a-small/.content.xml": .jwt,
                cloudconfigs / "b-large/.content.xml": .text(large),
            ],
            mapping: mappingForAll)
    }

    @Test(
        "in place: the journal needs the room first, so that no file is touched, and nothing is left behind")
    func inPlace() throws {
        let repository = try repository()
        let before = try repository.snapshot()
        let run = try repository.run(["migrate", "repository", "--mapping", "mapping.csv"], cramped: true)
        #expect(run.exit == 74, "\(run)")
        #expect(run.errors.contains("the journal could not be written"))
        #expect(run.output.isEmpty)
        #expect(try repository.snapshot().contentChanges(since: before) == [])
        #expect(try repository.run("check", "repository").exit == 3)
    }

    @Test("to --output: no copy is left, and the input stays")
    func output() throws {
        let repository = try repository()
        let before = try repository.snapshot()
        let run = try repository.run(
            ["migrate", "repository", "--mapping", "mapping.csv", "--output", "migrated"], cramped: true)
        #expect(run.exit == 74, "\(run)")
        #expect(try repository.snapshot().differences(from: before) == [])
        let names = try Files.names(in: repository.place).map { RawPath($0).display }
        #expect(names.filter { $0 != "reports" } == ["mapping.csv", "repository"])
    }
}
