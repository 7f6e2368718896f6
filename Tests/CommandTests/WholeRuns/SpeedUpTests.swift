// SPDX-License-Identifier: Apache-2.0
import AuditReport
import SeededRandom
import Testing

@testable import MigrationPipeline

@Suite("What makes it fast changes no result (IMS_TEST_SEED repeats one)")
struct SpeedUpTests {
    /// A way to come to a result; the plain one reads every file with the parser, one after the other.
    struct Way: CustomTestStringConvertible, Sendable {
        var jobs: Int
        var parsesEverything: Bool
        var parts = 1

        static let plain = Way(jobs: 1, parsesEverything: true)
        static let others = [
            Way(jobs: 1, parsesEverything: false), Way(jobs: 8, parsesEverything: true),
            Way(jobs: 8, parsesEverything: false), Way(jobs: 2, parsesEverything: false, parts: 3),
            Way(jobs: 1, parsesEverything: true, parts: 7),
        ]

        var testDescription: String {
            "\(jobs) workers, \(parsesEverything ? "the parser alone" : "the quick reading"), \(parts) parts"
        }

        func result(_ run: (RunSettings) throws -> RunRecord) throws -> String {
            var record: RunRecord
            if parts == 1 {
                record = try run(try settings())
            } else {
                let records = try (1...parts).map { index in
                    var settings = try settings()
                    settings.shard = Shard(index: index, count: parts)
                    return (name: "part \(index)", record: try run(settings))
                }
                record = try RecordMerge(records).merged()
            }
            (record.startedAt, record.durationSeconds) = ("", 0)
            return try JSONReport.render(record)
        }

        private func settings() throws -> RunSettings {
            var settings = RunSettings(
                profiles: try ProfileSet.load(replacing: nil), jobs: jobs, failOn: .never,
                progress: NoProgress())
            settings.parsesEverything = parsesEverything
            return settings
        }
    }

    private func expectSame(
        _ comment: String, sourceLocation: SourceLocation = #_sourceLocation,
        _ run: (RunSettings) throws -> RunRecord
    ) throws {
        let plain = try Way.plain.result(run)
        #expect(plain.contains("\"configurations\" : ["), sourceLocation: sourceLocation)
        for way in Way.others {
            let result = try way.result(run)
            guard result != plain else { continue }
            let differences = zip(plain.split(separator: "\n"), result.split(separator: "\n")).filter {
                $0 != $1
            }
            Issue.record(
                "\(comment), \(way.testDescription): first \(differences.first.map { "\($0)" } ?? "one is longer")",
                sourceLocation: sourceLocation)
        }
    }

    private func expectSame(in repository: TemporaryRepository, _ comment: String) throws {
        let path = repository.path.display
        let mapping = MappingFile(repository.file("mapping.csv"))
        try expectSame("scan, \(comment)") { try ScanRun(.scan, settings: $0).run([path]) }
        try expectSame("check, \(comment)") { try ScanRun(.check, settings: $0).run([path]) }
        try expectSame("migrate, \(comment)") { settings in
            var options = MigrationRun.Options()
            options.isDryRun = true
            return try MigrationRun(settings: settings, options: options).run(path, mapping: mapping)
        }
    }

    @Test("in generated trees", arguments: SeededRandom.seeds(4))
    func generated(_ seed: UInt64) throws {
        let expected = RandomRepository(seed: seed)
        let repository = try TemporaryRepository(expected.tree, mapping: expected.mapping)
        try expectSame(in: repository, "seed \(seed)")
    }

    @Test("in the sample") func sample() throws {
        try expectSame("scan of the sample") { try ScanRun(.scan, settings: $0).run([Place.sample]) }
    }

    @Test(
        "in real repositories with configurations put into them",
        .enabled(if: Place.isThere(Place.corpora), "no folder of real repositories beside the project"),
        arguments: CorporaTests.all)
    func corpora(_ name: String, _ content: String) throws {
        let corpus = try Place.unpackCorpus(name)
        let page = IMSPage(title: "Planted")
        var planted: Tree = [:]
        for number in 0..<12 {
            planted[RawPath("\(content)/conf/tenant\(number)/settings/cloudconfigs/planted/.content.xml")] =
                .text(
                    number % 3 == 0 ? page.oauth(secret: "\\" + encrypted("a1"), scope: "openid") : page.jwt)
        }
        let repository = try TemporaryRepository(
            copyOf: "\(corpus.path)/\(name)", adding: planted, mapping: mappingForAll)
        try expectSame(in: repository, name)
    }
}
