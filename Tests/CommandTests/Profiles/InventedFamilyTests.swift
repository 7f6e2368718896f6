// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("A profile learned from one of a family migrates all others right")
struct InventedFamilyTests {
    @Test("whatever the vocabulary and the rules are", arguments: 1...24 as ClosedRange<UInt64>)
    func family(seed: UInt64) throws {
        let family = InventedFamily(seed: seed, count: 6)
        var tree: Tree = [:]
        for member in family.members { tree[member.path] = .text(member.before) }
        let mapping =
            (["path,client_id,client_secret,scopes"] + family.members.map(\.row)).joined(separator: "\n")
            + "\n"
        let repository = try TemporaryRepository(tree, mapping: mapping)
        let first = family.members[0]
        var done = first.after
        done["cq:lastModified"] = "{Date}2025-06-01T00:00:00.000Z"
        try tree.write(to: repository.place / "before")
        tree[first.path] = .text(InventedFamily.page(done))
        try tree.write(to: repository.place / "after")

        let learning = try repository.run(
            "profile", "learn", "before", "after", "--mapping", "mapping.csv", "--out", "learned.json")
        #expect(learning.exit == 0, "seed \(seed): \(learning)")
        let run = try repository.migrate("--profile", "learned.json")
        #expect(run.exit == 0, "seed \(seed): \(run)")
        for member in family.members {
            let values = LearnScene.values(try repository.text(member.path.display))
            #expect(values == member.after, "seed \(seed), \(member.path.display)")
        }
        #expect(
            try repository.run("check", "repository", "--profile", "learned.json").exit == 0, "seed \(seed)")
    }
}
