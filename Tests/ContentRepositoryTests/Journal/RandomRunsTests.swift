// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@testable import ContentRepository

@Suite("Any number of runs that died, one after the other")
struct RandomRunsTests {
    private static let places = [
        "conf/a.xml", "conf/b.xml", "conf/x/a.xml", "conf/x/y/b.xml", "conf/x/y/z/c.xml", "apps/a.config",
        "apps/new/b.config", "top.xml",
    ]

    @Test("are undone to before the first of them", arguments: SeededRandom.seeds(10))
    func undone(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let scene = try JournaledTree()
        let folder = scene.folder
        for place in Self.places where Bool.random(using: &random) {
            let mode: UInt32 = [0o600, 0o640, 0o644, 0o755].randomElement(using: &random) ?? 0o644
            try folder.file("repository/" + place, "old \(place)", mode: .init(mode))
        }
        let before = try Snapshot(folder.at("repository"))
        for round in 0..<Int.random(in: 1...6, using: &random) {
            let tree = try folder.open("repository")
            var changes: [ContentChange] = []
            for place in Self.places where Bool.random(using: &random) {
                let path = try relative(place)
                let now = try tree.readIfThere(path, maxBytes: 1_000)
                let removes = now != nil && Bool.random(using: &random)
                let after = removes ? nil : Array("\(round) \(place)".utf8)
                if let change = FileChange(from: now, to: after) {
                    changes.append(ContentChange(path: path, change))
                }
            }
            try scene.run(changes, making: Int.random(in: 0...changes.count, using: &random))
        }
        try scene.undo()
        let now = try Snapshot(folder.at("repository"))
        let note: Comment = "seed \(seed)"
        #expect(now.paths == before.paths, note)
        #expect(now.entries.mapValues(\.contents) == before.entries.mapValues(\.contents), note)
        #expect(now.entries.mapValues(\.permissions) == before.entries.mapValues(\.permissions), note)
    }

    @Test("an empty folder of a run that died does not outlive a run that has no use for it")
    func emptyFolder() throws {
        let scene = try JournaledTree()
        let changes = try scene.changes()
        let (tree, journal) = try scene.journal()
        _ = try journal.begin(changes, of: tree, command: "test", startedAt: "")
        try scene.folder.folder("repository/apps/acme/config")
        let second = try journal.begin([changes[3]], of: tree, command: "test", startedAt: "")
        #expect(!scene.folder.exists("repository/apps"))
        #expect(second.fileCount == 1)
    }
}
