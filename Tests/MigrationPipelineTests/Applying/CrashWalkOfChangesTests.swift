// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The walk of ``CrashWalkTests``, for a run that replaces, creates and removes files.
@Suite("Whatever a run that creates and removes files dies of, nothing is lost and nothing is left over")
struct CrashWalkOfChangesTests {
    /// Where the driver finds what the repository is to become: in the place of the mapping.
    private static let replaced = "jcr_root/conf/global/settings/cloudconfigs/launch/.content.xml"
    private static let removed = "jcr_root/conf/global/settings/cloudconfigs/target/.content.xml"
    private static let created = ["jcr_root/apps/acme/config/a.config", "jcr_root/apps/acme/b.config"]

    private func scene() throws -> Scene {
        let scene = try Scene()
        try FileManager.default.removeItem(at: scene.mapping)
        for (name, text) in [(Self.replaced, "replaced")] + Self.created.map({ ($0, "created \($0)") }) {
            let file = scene.mapping.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return scene
    }

    /// Every file and folder of the repository but what never got its name.
    private func paths(_ scene: Scene) throws -> Set<String> {
        Set(
            try FileManager.default.subpathsOfDirectory(atPath: scene.repository.path)
                .filter { !$0.contains(".ims-migrate-") })
    }

    private func points(of command: String) throws -> Int {
        let scene = try scene()
        if command == "rollback" { #expect(try scene.drive("equal", point: -1, "count").exit == 0) }
        let run = try scene.drive(command, point: -1, "count")
        #expect(run.exit == 0, "\(run.output)")
        let count = try #require(Int(run.output.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(count >= 30, "the walk would pass without having gone anywhere")
        return count
    }

    private func expectDone(_ scene: Scene, _ point: Int) throws {
        let now = try scene.snapshot()
        #expect(Set(now.keys) == Set([Self.replaced] + Self.created), "point \(point)")
        for (name, entry) in now {
            #expect(try entry.bytes == Data(contentsOf: scene.mapping.appending(path: name)), "\(name)")
        }
    }

    private func expectUndone(_ scene: Scene, _ point: Int, _ note: String = "") throws {
        #expect(try scene.snapshot() == scene.before, "point \(point): \(note)")
        let left = try FileManager.default.subpathsOfDirectory(atPath: scene.repository.path)
        #expect(!left.contains { $0.contains("apps") || $0.contains(".ims-") }, "point \(point): \(left)")
    }

    /// Each file is wholly old or wholly new, or not there where it is not there before or afterwards.
    private func expectEachFileOldOrNew(_ scene: Scene, _ point: Int) throws {
        let now = try scene.snapshot().filter { !$0.key.contains(".ims-migrate-") }
        let known = Set(scene.before.keys).union([Self.replaced] + Self.created)
        #expect(Set(now.keys).isSubset(of: known), "point \(point): \(now.keys)")
        for name in known {
            let after = try? Data(contentsOf: scene.mapping.appending(path: name))
            let isOld = now[name] == scene.before[name]
            #expect(isOld || now[name]?.bytes == after, "point \(point): \(name)")
        }
    }

    @Test("A run that is killed leaves each file old or new, and rolls back without leaving a folder")
    func killedThenRolledBack() throws {
        for point in 0..<(try points(of: "equal")) {
            let scene = try scene()
            #expect(try scene.drive("equal", point: point, "kill").exit == SIGKILL)
            try expectEachFileOldOrNew(scene, point)
            let rollback = try scene.drive("rollback", point: -1, "count")
            #expect([0, 65].contains(rollback.exit), "point \(point): \(rollback.output)")
            try expectUndone(scene, point, rollback.output)
        }
    }

    @Test("A run that is killed is completed by the next, whose rollback leads back to before both")
    func killedThenCompleted() throws {
        for point in 0..<(try points(of: "equal")) {
            let scene = try scene()
            #expect(try scene.drive("equal", point: point, "kill").exit == SIGKILL)
            let second = try scene.drive("equal", point: -1, "count")
            #expect(second.exit == 0, "point \(point): \(second.output)")
            try expectDone(scene, point)
            #expect(try scene.drive("rollback", point: -1, "count").exit == 0)
            try expectUndone(scene, point)
        }
    }

    @Test("Killed twice in a row, the third run ends well and rolls back to before all")
    func killedTwice() throws {
        let count = try points(of: "equal")
        for first in stride(from: 5, to: count, by: 4) {
            for second in stride(from: 5, to: count, by: 9) {
                let scene = try scene()
                #expect(try scene.drive("equal", point: first, "kill").exit == SIGKILL)
                _ = try scene.drive("equal", point: second, "kill")
                try expectEachFileOldOrNew(scene, first)
                #expect(try scene.drive("equal", point: -1, "count").exit == 0)
                try expectDone(scene, first)
                #expect(try scene.drive("rollback", point: -1, "count").exit == 0)
                try expectUndone(scene, first)
            }
        }
    }

    @Test("A rollback that is killed leaves each file old or new, and is completed by the next")
    func killedRollback() throws {
        for point in 0..<(try points(of: "rollback")) {
            let scene = try scene()
            #expect(try scene.drive("equal", point: -1, "count").exit == 0)
            #expect(try scene.drive("rollback", point: point, "kill").exit == SIGKILL)
            try expectEachFileOldOrNew(scene, point)
            #expect(try scene.drive("rollback", point: -1, "count").exit == 0)
            try expectUndone(scene, point)
        }
    }

    @Test("SIGTERM stops a run between two files; it completes, and it rolls back")
    func terminated() throws {
        var exits: Set<Int32> = []
        for point in 0..<(try points(of: "equal")) {
            let scene = try scene()
            let run = try scene.drive("equal", point: point, "terminate")
            exits.insert(run.exit)
            try expectEachFileOldOrNew(scene, point)
            #expect(try scene.drive("equal", point: -1, "count").exit == 0)
            try expectDone(scene, point)
            #expect(try scene.drive("rollback", point: -1, "count").exit == 0)
            try expectUndone(scene, point)
        }
        #expect(exits.contains(130) && exits.isSubset(of: [0, 130]), "\(exits)")
    }

    @Test("A step that fails ends the run with everything put back", arguments: [ENOSPC, EACCES, EIO])
    func failing(code: Int32) throws {
        for point in 0..<(try points(of: "equal")) {
            let scene = try scene()
            let run = try scene.drive("equal", point: point, String(code))
            if run.exit == 5 {
                // The journal could not be closed: the files are all new, and the next run closes it.
                #expect(try scene.drive("equal", point: -1, "count").exit == 0)
                #expect(try scene.drive("rollback", point: -1, "count").exit == 0)
            } else {
                #expect(run.exit == 74 || run.exit == 1, "point \(point): \(run.exit) \(run.output)")
            }
            try expectUndone(scene, point, run.output)
        }
    }

    @Test("Where something is in the way when a run begins, nothing is changed")
    func refused() throws {
        let scene = try scene()
        // A folder without files: not seen by whoever plans by files.
        let place = scene.repository.appending(path: Self.created[1])
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let run = try scene.drive("equal", point: -1, "count")
        #expect(run.exit == 4, "\(run.output)")
        #expect(try scene.snapshot() == scene.before)
    }
}
