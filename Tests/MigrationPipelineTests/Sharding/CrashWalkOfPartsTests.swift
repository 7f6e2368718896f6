// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import MigrationPipeline

/// What siblings, the part itself, and others do about a part that died.
@Suite("After a part that died")
struct CrashWalkOfPartsTests {
    /// A number of parts for which the two configurations of a scene are in different ones, and which.
    private static let split: (count: Int, first: Int, second: Int) = {
        let parts = { (count: Int) in
            ["launch", "target"].map {
                Shard.index(of: "/conf/global/settings/cloudconfigs/\($0)", count: count)
            }
        }
        let count = (2...50).first { parts($0)[0] != parts($0)[1] } ?? 2
        return (count, parts(count)[0], parts(count)[1])
    }()

    private func migrate(_ scene: Scene, _ index: Int) throws -> (exit: Int32, output: String) {
        try scene.run([
            "migrate", "repository", "--mapping", "mapping.csv", "--journal-dir", "journals",
            "--shard", "\(index)/\(Self.split.count)",
        ])
    }

    /// Kills the first part at each of its steps.
    private func killed(_ body: (Scene, Int) throws -> Void) throws {
        var point = 0
        while true {
            let scene = try Scene()
            let run = try scene.drive(
                "migrate:\(Self.split.first)/\(Self.split.count)", point: point, "kill")
            guard run.exit == SIGKILL else { break }
            try body(scene, point)
            point += 1
        }
        #expect(point > 5)
    }

    @Test("its sibling does its own work, and the part, run again, completes it")
    func completed() throws {
        let after = try Scene.migrated()
        try killed { scene, point in
            let sibling = try migrate(scene, Self.split.second)
            #expect(sibling.exit == 0, "point \(point): \(sibling.output)")
            let again = try migrate(scene, Self.split.first)
            #expect(again.exit == 0, "point \(point): \(again.output)")
            #expect(try scene.snapshot() == after, "point \(point)")
            // Each part by its report.
            for index in [Self.split.first, Self.split.second] {
                let report = "reports/part-\(index)-of-\(Self.split.count)/report.json"
                let rollback = try scene.run(["rollback", report])
                let hadNothingToDo = rollback.exit == 65 && index == Self.split.first
                #expect(rollback.exit == 0 || hadNothingToDo, "point \(point): \(rollback.output)")
            }
            let second = after.keys.first { $0.contains("/target/") } ?? ""
            #expect(try scene.snapshot()[second] == scene.before[second])
        }
    }

    @Test(
        "a whole run completes it or is refused; undone by the repository, part by part, everything is as it was"
    )
    func undone() throws {
        try killed { scene, point in
            #expect(try migrate(scene, Self.split.second).exit == 0)
            let rollback = ["rollback", "repository", "--journal-dir", "journals"]
            for _ in 1...2 { #expect(try scene.run(rollback).exit == 0, "point \(point)") }
            #expect(try scene.snapshot() == scene.before, "point \(point)")
            let whole = try scene.run([
                "migrate", "repository", "--mapping", "mapping.csv", "--journal-dir", "journals",
            ])
            #expect(whole.exit == 0, "point \(point): \(whole.output)")
        }
    }

    @Test("a run that is split differently, or that is no part, does not run over it")
    func refused() throws {
        let after = try Scene.migrated()
        let scene = try Scene()
        let part = "migrate:\(Self.split.first)/\(Self.split.count)"
        var point = 0
        // Until it has written its file and died before it could say so.
        while try !scene.snapshot().contains(where: {
            scene.before[$0.key] != nil && after[$0.key] == $0.value
        }) {
            try #require(try scene.drive(part, point: point, "kill").exit == SIGKILL)
            point += 1
        }
        let half = try scene.snapshot()
        let other = try scene.run([
            "migrate", "repository", "--mapping", "mapping.csv", "--journal-dir", "journals", "--shard",
            "1/1",
        ])
        #expect(other.exit == 4)
        #expect(other.output.contains("part \(Self.split.first) of \(Self.split.count)"))
        #expect(try scene.snapshot() == half)
        let whole = try scene.run([
            "migrate", "repository", "--mapping", "mapping.csv", "--journal-dir", "journals",
        ])
        #expect(whole.exit == 0)
        #expect(try scene.snapshot() == after)
    }
}
