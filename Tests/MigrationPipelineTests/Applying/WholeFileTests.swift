// SPDX-License-Identifier: Apache-2.0
import ContentRepository
import Foundation
import IMSMigration
import Testing

@testable import MigrationPipeline

@Suite("Files that come and go as a whole")
struct WholeFileTests {
    private let scene: Scene
    private let created = "jcr_root/apps/acme/config/a.config"
    private let removed = "jcr_root/conf/global/settings/cloudconfigs/target/.content.xml"

    init() throws { scene = try Scene() }

    private var output: URL { scene.folder.appending(path: "output") }

    private func changes() throws -> [ContentChange] {
        let gone = Array(try #require(scene.before[removed]).bytes)
        return [
            ContentChange(path: try #require(RelativePath(created)), .create(after: Array("new".utf8))),
            ContentChange(path: try #require(RelativePath(removed)), .remove(before: gone)),
        ]
    }

    private func settings() throws -> RunSettings {
        RunSettings(
            profiles: try ProfileSet.load(replacing: nil), jobs: 1, failOn: .error, progress: NoProgress())
    }

    private func planned(_ repository: OpenRepository) throws -> PlannedMigration {
        PlannedMigration(
            input: try Survey(try settings()).input(repository), files: [], whole: try changes())
    }

    private func package() throws -> URL {
        let package = scene.folder.appending(path: "package.zip")
        let vault = scene.repository.appending(path: "META-INF/vault")
        try FileManager.default.createDirectory(at: vault, withIntermediateDirectories: true)
        try Data(#"<workspaceFilter version="1.0"><filter root="/conf"/></workspaceFilter>"#.utf8)
            .write(to: vault.appending(path: "filter.xml"))
        let properties =
            #"<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd"><properties><entry key="name">acme</entry></properties>"#
        try Data(properties.utf8).write(to: vault.appending(path: "properties.xml"))
        let run = try scene.run(["pack", "repository", "--out", package.path])
        #expect(run.exit == 0, "\(run.output)")
        return package
    }

    private func expectWritten(in folder: URL) throws {
        #expect(try String(contentsOf: folder.appending(path: created), encoding: .utf8) == "new")
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: removed).path))
    }

    @Test("are written to a copy of a tree; the tree stays as it is")
    func copied() throws {
        let tree = try OpenRepository.open(scene.repository.path)
        let place = WritePlace(output: output.path)
        _ = try place.write(
            try planned(tree), journal: nil, command: "test", startedAt: "2026-01-01T00:00:00Z",
            profiles: []
        ) { _ in true }
        try expectWritten(in: output)
        #expect(try scene.snapshot() == scene.before)
    }

    @Test("are taken back where the result does not verify")
    func notVerified() throws {
        let tree = try OpenRepository.open(scene.repository.path)
        let journal = try Journal(of: tree, in: JournalFolder(scene.journals.path))
        let failure = try #require(throws: RunFailure.self) {
            try journal.write(try changes(), command: "test", startedAt: "") { _ in false }
        }
        #expect(failure.status == .notVerified)
        #expect(try scene.snapshot() == scene.before)
        #expect(
            !FileManager.default.fileExists(atPath: scene.repository.appending(path: "jcr_root/apps").path))
    }

    @Test("stop the run before it begins where one is there, gone, edited, or planned twice")
    func refused() throws {
        let tree = try OpenRepository.open(scene.repository.path)
        let journal = try Journal(of: tree, in: JournalFolder(scene.journals.path))
        let all = try changes()
        let there = ContentChange(path: all[1].path, .create(after: []))
        let gone = ContentChange(path: all[0].path, .remove(before: []))
        let edited = ContentChange(path: all[1].path, .remove(before: [1]))
        for (wrong, status) in [
            ([all[0], there], ExitStatus.refused), ([all[1], gone], .refused), ([all[0], edited], .refused),
            (all + [all[0]], .unexpected),
        ] {
            let failure = try #require(throws: RunFailure.self) {
                try journal.write(wrong, command: "test", startedAt: "") { _ in true }
            }
            #expect(failure.status == status, "\(failure)")
            #expect(try scene.snapshot() == scene.before)
        }
        #expect(try journal.runs().isEmpty)
    }

    @Test(
        "are tried in a scratch copy with their rollback, of a tree and of a package",
        arguments: [true, false])
    func trial(isTree: Bool) throws {
        let path = try isTree ? scene.repository.path : package().path
        let stages = MigrationStages(
            settings: try settings(), allowances: Planner.Allowances(), mapping: Mapping(rows: []))
        let before = try scene.snapshot()
        try RollbackTrial(
            stages: stages, repository: try OpenRepository.open(path), changes: try changes()
        ).run()
        #expect(try scene.snapshot() == before)
    }

    @Test("are written into a package, verified, and taken back")
    func packaged() throws {
        let path = try package()
        let before = try Data(contentsOf: path)
        let repository = try OpenRepository.open(path.path)
        let journal = try Journal(of: repository, in: JournalFolder(scene.journals.path))
        let run = try journal.write(try changes(), command: "test", startedAt: "") { repository in
            repository.source.walk(scope: .everything).documents.allSatisfy { $0.display != removed }
        }
        #expect(try Data(contentsOf: path) != before)
        let now = try OpenRepository.open(path.path)
        _ = try Rollback(of: run, in: journal, to: now).apply()
        #expect(try Data(contentsOf: path) == before)
    }

    @Test("are in no delta package: it is refused, and nothing is written")
    func delta() throws {
        let tree = try OpenRepository.open(scene.repository.path)
        let delta = scene.folder.appending(path: "delta.zip")
        let failure = try #require(throws: RunFailure.self) {
            _ = try WritePlace(delta: delta.path).write(
                try planned(tree), journal: nil, command: "test", startedAt: "", profiles: []
            ) { _ in true }
        }
        #expect(failure.status == .usage)
        #expect(!FileManager.default.fileExists(atPath: delta.path))
        #expect(try scene.snapshot() == scene.before)
    }

    @Test("are in the record with no digest where there is no file")
    func recorded() throws {
        var recorder = RunRecorder(command: "migrate", mode: .apply, inputs: ["repository"])
        for change in try changes() { recorder.add(change, diff: "", isMasked: false, input: "repository") }
        #expect(recorder.files.map(\.sha256Before.isEmpty) == [true, false])
        #expect(recorder.files.map(\.sha256After.isEmpty) == [false, true])
    }
}
