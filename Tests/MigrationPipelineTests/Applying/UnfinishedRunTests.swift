// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestPrograms
import Testing

/// What the next run does about one that died: it completes it or is refused, and says so.
@Suite("After a run that died")
struct UnfinishedRunTests {
    /// A scene in which a migration was killed after it wrote one of the two files.
    private func halfMigrated() throws -> Scene {
        let after = try Scene.migrated()
        for point in 0..<200 {
            let scene = try Scene()
            guard try scene.drive("migrate", point: point, "kill").exit == SIGKILL else { break }
            let now = try scene.snapshot()
            if scene.before.keys.count(where: { now[$0] == after[$0] }) == 1 { return scene }
        }
        throw NeverHalfWay()
    }

    private struct NeverHalfWay: Error {}

    private func migrate(_ scene: Scene, _ options: String...) throws -> (exit: Int32, output: String) {
        try scene.run(
            ["migrate", "repository", "--mapping", "mapping.csv", "--journal-dir", "journals"] + options)
    }

    private func useAnotherMapping(_ scene: Scene) throws {
        try "path,client_secret,scopes\n/conf/**,new-secret,other\n"
            .write(to: scene.mapping, atomically: false, encoding: .utf8)
    }

    @Test("the same migration completes it, and says so")
    func completed() throws {
        let scene = try halfMigrated()
        let preview = try migrate(scene, "--dry-run")
        #expect(preview.exit == 0)
        #expect(preview.output.contains("run-unfinished"))
        let run = try migrate(scene)
        #expect(run.exit == 0)
        #expect(run.output.contains("run-unfinished"))
        #expect(try scene.snapshot() == Scene.migrated())
        #expect(try !migrate(scene).output.contains("run-unfinished"))
    }

    @Test("with secrets that are encrypted anew it cannot be completed; undone, it can be run again")
    func encryptedAnew() throws {
        let scene = try halfMigrated()
        let half = try scene.snapshot()
        let server = try TokenServer()
        let password = scene.folder.appending(path: "password")
        try "console-canary".write(to: password, atomically: false, encoding: .utf8)
        func migrate() throws -> (exit: Int32, output: String) {
            try self.migrate(
                scene, "--protect-with", server.url, "--protect-user", "admin", "--protect-password",
                "file:\(password.path)")
        }
        let run = try migrate()
        #expect(run.exit == 4)
        for word in ["--protect-with", "ims-migrate rollback"] { #expect(run.output.contains(word)) }
        #expect(try scene.snapshot() == half)
        #expect(
            try scene.run(["rollback", "repository", "--journal-dir", "journals"]).exit == 0)
        #expect(try migrate().exit == 0)
    }

    @Test("a migration that leads elsewhere is refused until somebody has decided")
    func otherMapping() throws {
        let scene = try halfMigrated()
        let half = try scene.snapshot()
        try useAnotherMapping(scene)
        let run = try migrate(scene)
        #expect(run.exit == 4)
        for word in ["has died", "ims-migrate rollback", "--forget"] { #expect(run.output.contains(word)) }
        #expect(try scene.snapshot() == half)

        let rollback = ["rollback", "repository", "--journal-dir", "journals"]
        #expect(try scene.run(rollback).exit == 0)
        #expect(try scene.snapshot() == scene.before)
        #expect(try migrate(scene).exit == 0)
    }

    @Test("taken as it is, any migration goes on from there")
    func forgotten() throws {
        let scene = try halfMigrated()
        try useAnotherMapping(scene)
        #expect(
            try scene.run(["rollback", "repository", "--journal-dir", "journals", "--forget"])
                .exit == 0)
        #expect(try migrate(scene).exit == 0)
    }

    @Test("a rollback that was stopped is not run over by a migration")
    func stoppedRollback() throws {
        let scene = try Scene()
        #expect(try scene.drive("migrate", point: -1, "count").exit == 0)
        let migrated = try scene.snapshot()
        var point = 0
        repeat {
            #expect(try scene.drive("rollback", point: point, "kill").exit == SIGKILL)
            point += 1
        } while try scene.snapshot() == migrated
        let half = try scene.snapshot()
        let run = try migrate(scene)
        #expect(run.exit == 4)
        #expect(run.output.contains("stopped half-way"))
        #expect(try scene.snapshot() == half)
        #expect(try scene.drive("rollback", point: -1, "count").exit == 0)
        #expect(try scene.snapshot() == scene.before)
    }

    @Test("it is found from a folder in the repository too")
    func overlapping() throws {
        let scene = try halfMigrated()
        let half = try scene.snapshot()
        let inner = ["repository/jcr_root", "--journal-dir", "journals"]
        let run = try scene.run(["migrate", "--mapping", "mapping.csv"] + inner)
        #expect(run.exit == 4)
        #expect(run.output.contains("shares files"))
        #expect(try scene.run(["rollback"] + inner).exit == 4)
        #expect(try scene.snapshot() == half)
        #expect(try migrate(scene).exit == 0)
        #expect(try scene.run(["migrate", "--mapping", "mapping.csv"] + inner).exit == 0)
    }
}
