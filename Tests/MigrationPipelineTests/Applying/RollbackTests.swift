// SPDX-License-Identifier: Apache-2.0
import ContentRepository
import Foundation
import Testing

@Suite("A run can be undone")
struct RollbackTests {
    private let scene: Scene
    private var migrate: [String] { ["migrate", "repository", "--mapping", "mapping.csv", "--quiet"] }
    private var page: URL {
        scene.repository.appending(path: "jcr_root/conf/global/settings/cloudconfigs/target/.content.xml")
    }

    init() throws { scene = try Scene() }

    @Test("by its report, from wherever the command is started")
    func byReport() throws {
        #expect(try scene.run(migrate).exit == 0)
        #expect(try scene.snapshot() != scene.before)
        let report = scene.folder.appending(path: "reports/report.json").path
        #expect(try scene.run(["rollback", report, "--report-dir", "other"]).exit == 0)
        #expect(try scene.snapshot() == scene.before)
        // Again: there is nothing left to do, and that is no error.
        let again = try scene.run(["rollback", report, "--report-dir", "other"])
        #expect(again.exit == 0)
        #expect(again.output.contains("Nothing to put back"))
    }

    @Test("by its repository, and the latest run is the one that is undone")
    func byRepository() throws {
        #expect(try scene.run(migrate).exit == 0)
        #expect(try scene.run(["rollback", "repository"]).exit == 0)
        #expect(try scene.run(migrate).exit == 0)
        #expect(try scene.run(["rollback", "repository"]).exit == 0)
        #expect(try scene.snapshot() == scene.before)
    }

    @Test("for show: nothing is changed")
    func dryRun() throws {
        #expect(try scene.run(migrate).exit == 0)
        let after = try scene.snapshot()
        let shown = try scene.run(["rollback", "repository", "--dry-run"])
        #expect(shown.exit == 0)
        #expect(shown.output.contains("cloudconfigs/target/.content.xml"))
        #expect(try scene.snapshot() == after)
    }

    @Test("unless a file was edited since: then nothing is put back, and the file is named")
    func refused() throws {
        #expect(try scene.run(migrate).exit == 0)
        try Data("edited".utf8).write(to: page)
        let after = try scene.snapshot()
        for arguments in [["reports/report.json"], ["repository"]] {
            let refused = try scene.run(["rollback"] + arguments + ["--report-dir", "other"])
            #expect(refused.exit == 4)
            #expect(refused.output.contains("cloudconfigs/target/.content.xml: it was edited since"))
            #expect(try scene.snapshot() == after)
        }
        try FileManager.default.removeItem(at: page)
        let gone = try scene.run(["rollback", "repository"])
        #expect(gone.exit == 4)
        #expect(gone.output.contains("it is gone"))
    }

    @Test("A run that died is not guessed about where a file was edited since, until somebody says so")
    func forgotten() throws {
        let path = try #require(try dyingWithOneFileChanged())
        try Data("edited".utf8).write(to: scene.repository.appending(path: path))
        let journal = ["--journal-dir", scene.journals.path]
        let refused = try scene.run(migrate + journal + ["--allow-unmapped"])
        #expect([3, 4].contains(refused.exit), "\(refused.output)")
        #expect(try scene.run(["rollback", "repository"] + journal).exit == 4)
        #expect(try scene.run(["rollback", "repository", "--forget"] + journal).exit == 0)
        #expect(try scene.run(["check", "repository", "--fail-on", "never"]).exit == 0)
    }

    /// A file that a migration has changed before it died.
    private func dyingWithOneFileChanged() throws -> String? {
        for point in 10..<100 {
            #expect(try scene.drive("migrate", point: point, "kill").exit == SIGKILL)
            let changed = try scene.snapshot().first {
                scene.before[$0.key] != $0.value && !$0.key.contains(".ims-")
            }
            if let changed { return changed.key }
        }
        return nil
    }

    @Test("A second run on the same repository is refused, wherever it keeps its journals")
    func locked() throws {
        let tree = try ExportedTree.open(scene.repository.path)
        let journal = try Journal(of: .tree(tree), in: JournalFolder(scene.journals.path))
        for folder in ["journals", "others"] {
            let second = try scene.run(migrate + ["--journal-dir", folder])
            #expect(second.exit == 4)
            #expect(second.output.contains("another run holds this repository"))
        }
        #expect(try scene.snapshot() == scene.before)
        #expect(try scene.run(["scan", "repository"]).exit == 0)
        withExtendedLifetime(journal) {}
    }

    @Test("Modes that were changed since are put back with the bytes")
    func modes() throws {
        #expect(try scene.run(migrate).exit == 0)
        for path in scene.before.keys {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: scene.repository.appending(path: path).path)
        }
        #expect(try scene.run(["rollback", "repository"]).exit == 0)
        #expect(try scene.snapshot() == scene.before)
    }

    @Test("A journal that others could read, or that lies in the repository, is refused")
    func unsafeFolders() throws {
        let open = scene.folder.appending(path: "open")
        try FileManager.default.createDirectory(
            at: open, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        try Data().write(to: open.appending(path: "somebody's"))
        #expect(try scene.run(migrate + ["--journal-dir", "open"]).exit == 74)
        #expect(try scene.run(migrate + ["--journal-dir", "repository/journals"]).exit == 74)
        #expect(try scene.run(migrate + ["--journal-dir", "mapping.csv/journals"]).exit == 74)
        #expect(try scene.snapshot() == scene.before)
        #expect(!FileManager.default.fileExists(atPath: scene.repository.appending(path: "journals").path))
    }

    @Test("An empty folder that was made for journals is closed for the others")
    func emptyFolder() throws {
        let made = scene.folder.appending(path: "made")
        try FileManager.default.createDirectory(
            at: made, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        #expect(try scene.run(migrate + ["--journal-dir", "made"]).exit == 0)
        let attributes = try FileManager.default.attributesOfItem(atPath: made.path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
    }

    @Test("A journal is for nobody but its owner, and nothing is left in the repository")
    func privacy() throws {
        #expect(try scene.run(migrate).exit == 0)
        let state = scene.folder.appending(path: "state/ims-migrate")
        for path in [""] + (try FileManager.default.subpathsOfDirectory(atPath: state.path)) {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: state.appending(path: path).path)
            #expect(((attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777) & 0o077 == 0, "\(path)")
        }
        #expect(try Set(scene.snapshot().keys) == Set(scene.before.keys))
    }

    @Test("A journal that was tampered with puts nothing back", arguments: ["before", "index.json", "state"])
    func damaged(file: String) throws {
        #expect(try scene.run(migrate).exit == 0)
        let after = try scene.snapshot()
        let state = scene.folder.appending(path: "state/ims-migrate")
        let path = try #require(
            try FileManager.default.subpathsOfDirectory(atPath: state.path).first { $0.hasSuffix("/" + file) }
        )
        var bytes = try Data(contentsOf: state.appending(path: path))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: state.appending(path: path))
        let rollback = try scene.run(["rollback", "repository"])
        #expect([4, 65].contains(rollback.exit), "\(rollback.output)")
        #expect(try scene.snapshot() == after)
    }

    @Test("What is no report of a run that changed something is refused")
    func otherReports() throws {
        #expect(try scene.run(["rollback", "missing.json"]).exit == 65)
        #expect(try scene.run(["rollback", "mapping.csv"]).exit == 65)
        #expect(try scene.run(["rollback"]).exit == 64)
        #expect(try scene.run(["rollback", "a.json", "repository"]).exit == 64)
        #expect(try scene.run(["rollback", "repository"]).exit == 65)
        #expect(try scene.run(migrate + ["--dry-run"]).exit == 0)
        #expect(try scene.run(["rollback", "reports/report.json", "--report-dir", "other"]).exit == 65)
    }

    @Test("The rollback can be tried in a scratch copy first")
    func trial() throws {
        #expect(try scene.run(migrate + ["--test-rollback"]).exit == 0)
        #expect(try scene.snapshot() != scene.before)
        #expect(try scene.run(["rollback", "repository"]).exit == 0)
        #expect(try scene.snapshot() == scene.before)
    }
}
