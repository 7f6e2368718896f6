// SPDX-License-Identifier: Apache-2.0
import Foundation
import SchemaCheck
import SeededRandom
import Testing

@Suite("A run in parts: the merged record is that of the whole")
struct ShardingTests {
    static let counts = [1, 2, 3, 7]

    private func sample() throws -> TemporaryRepository {
        try TemporaryRepository(copyOf: Place.sample, mapping: try Files.text(Place.sampleMapping))
    }

    @Test("scan, check and the preview of the sample", arguments: counts)
    func sample(_ count: Int) throws {
        let repository = try sample()
        let before = try repository.snapshot()
        for run in [
            ShardedRun(repository, "scan", "repository"), ShardedRun(repository, "check", "repository"),
            ShardedRun(
                repository, "migrate", "repository", "--mapping", "mapping.csv", "--dry-run",
                "--detailed-exitcode"),
        ] {
            try run.parts(count)
            try expectSameRecord(try run.merged(count), try run.whole(), "\(run.command) in \(count)")
        }
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test("a migration in place, one part after another and all at the same time", arguments: counts)
    func inPlace(_ count: Int) throws {
        let unsplit = try sample()
        let expected = ShardedRun(unsplit, "migrate", "repository", "--mapping", "mapping.csv")
        let whole = try expected.whole()
        let after = try unsplit.snapshot()
        for way in ShardedRun.Way.allCases {
            let repository = try sample()
            let before = try repository.snapshot()
            let run = ShardedRun(repository, "migrate", "repository", "--mapping", "mapping.csv")
            for part in try run.parts(count, way) { #expect(part.exit == 0, "\(way): \(part)") }
            #expect(try repository.snapshot().contentChanges(since: after) == [], "\(way) in \(count)")
            let merged = try run.merged(count)
            try expectSameRecord(merged, whole, "\(way) in \(count)")

            // Undone as a whole by the merged report.
            try repository.write(merged.output, to: "merged.json")
            let rollback = try repository.run("rollback", "merged.json")
            #expect(rollback.exit == 0, "\(rollback)")
            #expect(try repository.snapshot().contentChanges(since: before) == [])
        }
    }

    @Test("a migration to another place: each part writes a tree with its own configurations migrated")
    func output() throws {
        let repository = try sample()
        let whole = try repository.migrate("--output", "whole", "--format", "json")
        for index in 1...3 {
            #expect(
                try repository.migrate(
                    "--output", "tree-\(index)", "--shard", "\(index)/3", "--report-dir", "parts/\(index)"
                ).exit == 0)
        }
        let run = ShardedRun(repository, "migrate")
        try expectSameRecord(try run.merged(3), whole, "--output")
        let before = try repository.snapshot()
        let changed = try (1...3).map { index in
            try Snapshot(of: repository.place / RawPath("tree-\(index)")).contentChanges(since: before)
        }
        let all = try Snapshot(of: repository.place / "whole").contentChanges(since: before)
        #expect(changed.joined().sorted() == all.sorted())
    }

    @Test(
        "random repositories, with every number of parts (IMS_TEST_SEED repeats one)",
        arguments: SeededRandom.seeds(4))
    func random(_ seed: UInt64) throws {
        let made = RandomRepository(seed: seed)
        // Trouble that is no configuration's: a file that cannot be read, a link, a row that nothing uses.
        var tree = made.tree
        tree["docs/link.xml"] = .link("target")
        tree["conf/notes/.content.xml"] = "<jcr:root"
        let mapping = made.mapping + "/conf/nowhere,,,\(encrypted("ff")),,openid,\n"
        for count in Self.counts {
            let unsplit = try TemporaryRepository(tree, mapping: mapping)
            let repository = try TemporaryRepository(tree, mapping: mapping)
            for command in ["scan", "check"] {
                let run = ShardedRun(repository, command, "repository")
                try run.parts(count)
                try expectSameRecord(
                    try run.merged(count), try run.whole(), "seed \(seed), \(command) in \(count)")
            }
            let command = ["migrate", "repository", "--mapping", "mapping.csv", "--format", "json"]
            let whole = try unsplit.run(command)
            let run = ShardedRun(repository, "migrate", "repository", "--mapping", "mapping.csv")
            try run.parts(count, count == 3 ? .atTheSameTime : .oneAfterAnother)
            try expectSameRecord(try run.merged(count), whole, "seed \(seed), migrate in \(count)")
            #expect(
                try repository.snapshot().contentChanges(since: try unsplit.snapshot()) == [],
                "seed \(seed) in \(count)")
        }
    }

    @Test("an error in one part keeps every part from writing, as it does the whole")
    func blocked() throws {
        var rows = try Files.text(Place.sampleMapping).split(
            separator: "\n", omittingEmptySubsequences: false)
        rows.remove(at: 1)
        let repository = try TemporaryRepository(
            copyOf: Place.sample, mapping: rows.joined(separator: "\n"))
        let before = try repository.snapshot()
        let run = ShardedRun(repository, "migrate", "repository", "--mapping", "mapping.csv")
        let parts = try run.parts(7)
        #expect(parts.map(\.exit) == Array(repeating: 3, count: 7))
        #expect(try parts.count { try $0.record().findings("mapping-missing").count == 1 } == 1)
        let silent = try #require(try parts.first { try $0.record().findings.isEmpty })
        #expect(try silent.record().exitReason.contains("in the records of other parts"))
        try expectSameRecord(try run.merged(7), try run.whole(), "blocked")
        #expect(try repository.snapshot().differences(from: before) == [])
    }

    @Test("each configuration is in the part that the hash of its path names")
    func hash() throws {
        let repository = try sample()
        let whole = try repository.record("scan")
        for index in 1...3 {
            let record = try repository.record("scan", "--shard", "\(index)/3")
            #expect(record.summary.filesExamined == whole.summary.filesExamined)
            for configuration in record.configurations {
                let isAlone = whole.configurations.count { $0.file == configuration.file } == 1
                // As docs/sharding.md has it computed.
                let script = "echo $(( 0x$(printf %s \"$1\" | sha256sum | cut -c1-8) % 3 + 1 ))"
                if isAlone {
                    #expect(try Shell.output(script, configuration.path) == "\(index)\n")
                }
            }
        }
    }

    @Test("the record of a part names it, and is described by the schema")
    func record() throws {
        let repository = try sample()
        let run = try repository.run("scan", "repository", "--shard", "2/3", "--format", "json")
        #expect(try JSONSchema.runRecord.get().faults(in: run.output) == [])
        let shard = try #require(try comparable(run)["shard"] as? [String: Any])
        #expect(shard["index"] as? Int == 2)
        #expect(shard["count"] as? Int == 3)
    }

    @Test("reports of parts go to folders of their own, so that none overwrites another's")
    func reports() throws {
        let repository = try sample()
        #expect(try repository.migrate("--dry-run", "--shard", "2/3").exit == 0)
        #expect(repository.exists("reports/part-2-of-3/report.json"))
    }
}
