// SPDX-License-Identifier: Apache-2.0
import Testing

@Suite("--shard and report merge: refusals")
struct ShardingRefusalTests {
    private func repository() throws -> TemporaryRepository {
        try TemporaryRepository([cloudconfigs / "target/.content.xml": .jwt], mapping: mappingForAll)
    }

    @Test(
        "a part that is none is wrong usage",
        arguments: [
            "0/3", "4/3", "1/0", "a/b", " 1/2", "1/2 ", "1", "1/", "/1", "", "1/2/3", "+1/3", "01/3", "1/1e1",
            "1/10001", "1/99999999999999999999999999", "١/٣",
        ])
    func usage(_ shard: String) throws {
        let run = try repository().run("scan", "repository", "--shard", shard)
        #expect(run.exit == 64)
        #expect(run.errors.contains("K/N with K from 1 to N"))
        #expect(run.output == "")
    }

    @Test(
        "what cannot be split is refused with the reason",
        arguments: [
            (["plan", "repository", "--mapping", "mapping.csv"], "as a whole"),
            (["apply", "plan.json", "--mapping", "mapping.csv"], "as a whole"),
            (["mapping", "validate", "--mapping", "mapping.csv"], "as a whole"),
            (
                ["migrate", "repository", "--mapping", "mapping.csv", "--delta", "d.zip"],
                "one package of all changes"
            ),
            (
                ["migrate", "repository", "--mapping", "mapping.csv", "--rename-dot-pids"],
                "tell the parts apart"
            ),
            (["scan", "repository", "repository"], "name each repository once"),
        ])
    func unsplit(_ command: [String], _ reason: String) throws {
        let run = try repository().run(command + ["--shard", "1/2"])
        #expect(run.exit == 64)
        #expect(run.errors.contains(reason))
    }

    @Test("a package is surveyed in parts, and written as a whole")
    func package() throws {
        let repository = try TemporaryRepository(copyOf: Place.sample, mapping: mappingForAll)
        #expect(try repository.run("pack", "repository", "--out", "package.zip").exit == 0)
        let migrate = ["migrate", "package.zip", "--mapping", "mapping.csv", "--shard", "1/2"]
        for place in [["--in-place"], ["--output", "new.zip"]] {
            let run = try repository.run(migrate + place)
            #expect(run.exit == 64)
            #expect(run.errors.contains("written as a whole"))
        }
        let scan = ShardedRun(repository, "scan", "package.zip")
        try scan.parts(3)
        try expectSameRecord(try scan.merged(3), try scan.whole(), "package")
    }

    /// Merges the reports of these runs; the error that comes of it.
    private func merge(_ runs: [String]...) throws -> String {
        let repository = try repository()
        for (number, run) in runs.enumerated() {
            _ = try repository.run(run + ["--report-dir", "\(number)"])
        }
        let before = try repository.snapshotOfEverything()
        let merge = try repository.run(
            ["report", "merge", "--out", "merged.json"] + runs.indices.map { "\($0)/report.json" })
        #expect(merge.exit == 65, "\(merge)")
        #expect(try repository.snapshotOfEverything().differences(from: before) == [])
        return merge.errors
    }

    private let scan = ["scan", "repository", "--shard"]
    private let migrate = ["migrate", "repository", "--mapping", "mapping.csv", "--dry-run"]

    @Test("a missing part, and one that is there twice, are named")
    func incomplete() throws {
        #expect(try merge(scan + ["1/4"], scan + ["3/4"]).contains("Of 4 parts these are missing: 2, 4."))
        let twice = try merge(scan + ["1/2"], scan + ["2/2"], scan + ["1/2"])
        #expect(twice.contains("Part 1 of 2 is there 2 times: 0/report.json and 2/report.json."))
    }

    @Test("records that are not parts of one run are told apart")
    func strangers() throws {
        #expect(try merge(["scan", "repository"]).contains("0/report.json: not the record of a part"))
        #expect(try merge(scan + ["1/2"], scan + ["2/3"]).contains("1/report.json: its number of parts"))
        #expect(
            try merge(scan + ["1/2"], ["check", "repository", "--shard", "2/2"]).contains("its command"))
        #expect(
            try merge(scan + ["1/2"], ["scan", "./repository", "--shard", "2/2"]).contains("list of inputs"))
        #expect(
            try merge(
                migrate + ["--shard", "1/2"], migrate + ["--shard", "2/2", "--allow-unmapped"]
            ).contains("mapping, profile or allowance"))
    }

    @Test("parts that examined different repositories are not merged")
    func otherRepository() throws {
        let repository = try repository()
        _ = try repository.run(scan + ["1/2", "--report-dir", "1"])
        let more: Tree = [cloudconfigs / "launch/.content.xml": .jwt]
        try more.write(to: repository.path)
        _ = try repository.run(scan + ["2/2", "--report-dir", "2"])
        let merge = try repository.run("report", "merge", "1/report.json", "2/report.json")
        #expect(merge.exit == 65)
        #expect(merge.errors.contains("number of examined files"))
    }

    @Test("the record of a part that could not even start is merged: the whole failed as it did")
    func failedPart() throws {
        let repository = try repository()
        _ = try repository.run([
            "migrate", "repository", "--mapping", "mapping.csv", "--shard", "1/2", "--report-dir", "1",
        ])
        let failed = try repository.run(
            "migrate", "repository", "--mapping", "none.csv", "--shard", "2/2", "--format", "json")
        #expect(failed.exit == 65)
        try repository.write(failed.output, to: "2.json")
        let record = try repository.run("report", "merge", "1/report.json", "2.json").record()
        #expect(record.exitCode == 65)
        #expect(record.exitReason.hasPrefix("Part 2 of 2: "))
        #expect(record.summary.filesExamined == 1)
    }
}
