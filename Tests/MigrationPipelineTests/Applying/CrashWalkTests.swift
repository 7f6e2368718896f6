// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Walks through every point at which a run can be stopped, and looks at what is left behind.
@Suite("Whatever a run dies of, nothing is lost")
struct CrashWalkTests {
    /// The number of points of an undisturbed migration, and of an undisturbed rollback.
    private func points(of command: String, packaged: Bool = false) throws -> Int {
        let scene = try Scene(packaged: packaged)
        if command == "rollback" { #expect(try scene.drive("migrate", point: -1, "count").exit == 0) }
        let run = try scene.drive(command, point: -1, "count")
        #expect(run.exit == 0)
        let count = try #require(Int(run.output.trimmingCharacters(in: .whitespacesAndNewlines)))
        // Two files, each with at least open, read, create, write, owner, mode, flush, rename, flush.
        #expect(count >= 18, "the walk would pass without having gone anywhere")
        return count
    }

    @Test(
        "A migration that is killed leaves each file old or new, and rolls back; a package in a tree is a file, too",
        arguments: [false, true])
    func killedThenRolledBack(packaged: Bool) throws {
        for point in 0..<(try points(of: "migrate", packaged: packaged)) {
            let scene = try Scene(packaged: packaged)
            #expect(try scene.drive("migrate", point: point, "kill").exit == SIGKILL)
            try scene.expectEachFileOldOrNew(point)
            let rollback = try scene.drive("rollback", point: -1, "count")
            // Before the journal counts there is no run that could be undone: and nothing has changed.
            #expect([0, 65].contains(rollback.exit), "point \(point): \(rollback.output)")
            #expect(try scene.snapshot() == scene.before, "point \(point)")
        }
    }

    @Test(
        "A migration that is killed is completed by the next, whose rollback leads back to before both; a package in a tree is a file, too",
        arguments: [false, true])
    func killedThenCompleted(packaged: Bool) throws {
        let after = try Scene.migrated(packaged: packaged)
        for point in 0..<(try points(of: "migrate", packaged: packaged)) {
            let scene = try Scene(packaged: packaged)
            #expect(try scene.drive("migrate", point: point, "kill").exit == SIGKILL)
            let second = try scene.drive("migrate", point: -1, "count")
            #expect(second.exit == 0, "point \(point): \(second.output)")
            #expect(try scene.snapshot() == after, "point \(point)")
            #expect(try scene.drive("rollback", point: -1, "count").exit == 0)
            #expect(try scene.snapshot() == scene.before, "point \(point)")
        }
    }

    @Test("Killed twice in a row, the third run ends well")
    func killedTwice() throws {
        let after = try Scene.migrated()
        let count = try points(of: "migrate")
        for first in stride(from: 5, to: count, by: 5) {
            for second in stride(from: 5, to: count, by: 7) {
                let scene = try Scene()
                #expect(try scene.drive("migrate", point: first, "kill").exit == SIGKILL)
                _ = try scene.drive("migrate", point: second, "kill")
                try scene.expectEachFileOldOrNew(first)
                #expect(try scene.drive("migrate", point: -1, "count").exit == 0)
                #expect(try scene.snapshot() == after, "points \(first), \(second)")
                #expect(try scene.drive("rollback", point: -1, "count").exit == 0)
                #expect(try scene.snapshot() == scene.before, "points \(first), \(second)")
            }
        }
    }

    @Test(
        "A rollback that is killed leaves each file old or new, and is completed by the next; a package in a tree is a file, too",
        arguments: [false, true])
    func killedRollback(packaged: Bool) throws {
        for point in 0..<(try points(of: "rollback", packaged: packaged)) {
            let scene = try Scene(packaged: packaged)
            #expect(try scene.drive("migrate", point: -1, "count").exit == 0)
            #expect(try scene.drive("rollback", point: point, "kill").exit == SIGKILL)
            try scene.expectEachFileOldOrNew(point)
            #expect(try scene.drive("rollback", point: -1, "count").exit == 0)
            #expect(try scene.snapshot() == scene.before, "point \(point)")
        }
    }

    @Test(
        "SIGTERM and SIGHUP stop a migration between two files with exit code 130; it rolls back and it completes",
        arguments: ["terminate", "hang-up"])
    func stopped(by signal: String) throws {
        let after = try Scene.migrated()
        var exits: Set<Int32> = []
        for point in 0..<(try points(of: "migrate")) {
            let scene = try Scene()
            let run = try scene.drive("migrate", point: point, signal)
            exits.insert(run.exit)
            #expect([0, 130].contains(run.exit), "point \(point): \(run.output)")
            try scene.expectEachFileOldOrNew(point)
            #expect(try scene.drive("migrate", point: -1, "count").exit == 0)
            #expect(try scene.snapshot() == after, "point \(point)")
        }
        #expect(exits == [0, 130], "after the last file there is nothing left to interrupt")
    }

    @Test("A step that fails ends the migration with everything put back", arguments: [ENOSPC, EACCES, EIO])
    func failing(code: Int32) throws {
        for point in 0..<(try points(of: "migrate")) {
            let scene = try Scene()
            let run = try scene.drive("migrate", point: point, String(code))
            if run.exit == 5 {
                // The journal could not be closed: the files are all new, and the next run closes it.
                #expect(try scene.drive("migrate", point: -1, "count").exit == 0)
                #expect(try scene.drive("rollback", point: -1, "count").exit == 0)
            } else {
                #expect(run.exit == 74, "point \(point): \(run.output)")
            }
            #expect(try scene.snapshot() == scene.before, "point \(point): \(run.output)")
        }
    }
}
