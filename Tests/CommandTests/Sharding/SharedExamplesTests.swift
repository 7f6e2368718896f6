// SPDX-License-Identifier: Apache-2.0
import ProjectFiles
import Testing

/// The examples of `docs/sharding.md` that run on one machine, taken from the page itself.
@Suite("The page about parts")
struct SharedExamplesTests {
    /// The blocks of shell on the page, in their order.
    private static let scripts = Result { () throws -> [String] in
        let page = try Files.text(ProjectFolder.file("docs/sharding.md").path)
        return page.components(separatedBy: "```sh\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
    }

    private static let hasGNUParallel =
        (try? Shell.output("parallel --version 2>&1 | head -1"))?.hasPrefix("GNU parallel") == true

    /// Runs a script as a person would who has the command in the path, `my-export` and `mapping.csv` at hand.
    private func run(_ script: String, in repository: TemporaryRepository) throws -> Int32 {
        try Script.run(
            "ln -s repository my-export\n" + script, in: repository.place.display,
            home: repository.file("home")
        ).exit
    }

    private func expectMigrated(by script: String) throws {
        let mapping = try Files.text(Place.sampleMapping)
        let repository = try TemporaryRepository(copyOf: Place.sample, mapping: mapping)
        let unsplit = try TemporaryRepository(copyOf: Place.sample, mapping: mapping)
        #expect(try unsplit.migrate().exit == 0)
        #expect(try run(script, in: repository) == 0)
        #expect(try repository.snapshot().contentChanges(since: try unsplit.snapshot()) == [])
        let record = try Record(json: try Files.read(repository.file("report.json")))
        #expect(record.summary.migrated == 12)
        #expect(record.exitCode == 0)
    }

    @Test("a loop of the shell migrates in parts that run at the same time")
    func loop() throws { try expectMigrated(by: try Self.scripts.get()[0]) }

    @Test("its exit code is that of the whole: without a mapping that fits, 3")
    func verdict() throws {
        let repository = try TemporaryRepository(copyOf: Place.sample, mapping: mappingForAll + "/**,x,y\n")
        let before = try repository.snapshot()
        #expect(try run(Self.scripts.get()[0], in: repository) == 3)
        #expect(try repository.snapshot().contentChanges(since: before) == [])
    }

    @Test("GNU parallel does the same", .enabled(if: hasGNUParallel, "no GNU parallel here"))
    func parallel() throws { try expectMigrated(by: try Self.scripts.get()[1]) }

    @Test("the part of a path is what the page computes")
    func part() throws {
        let script = try Self.scripts.get()[2]
        #expect(try Shell.output(script) == "2\n")
        let repository = try TemporaryRepository([cloudconfigs / "target/.content.xml": .jwt])
        #expect(try repository.record("scan", "--shard", "2/3").configurations.count == 1)
    }
}
