// SPDX-License-Identifier: Apache-2.0
import SeededRandom
import Testing

@Suite("Random repositories: what must always hold (IMS_TEST_SEED repeats one)")
struct RandomRepositoryTests {
    static let seeds = SeededRandom.seeds(6)

    @Test("plan, migrate, migrate again, check, roll back", arguments: seeds)
    func invariants(_ seed: UInt64) throws {
        let expected = RandomRepository(seed: seed)
        let repository = try TemporaryRepository(expected.tree, mapping: expected.mapping)
        let before = try repository.snapshot()

        let scan = try repository.record("scan")
        #expect(scan.summary.jwt == expected.jwt, "seed \(seed)")
        #expect(scan.summary.oauth == expected.oauth)
        #expect(scan.summary.ambiguous == 0)
        #expect(scan.exitCode == 0)

        let preview = try repository.migrationRecord("--dry-run")
        #expect(preview.exitCode == 0)
        #expect(preview.findings("mapping-unused") == [])
        #expect(Set(preview.files.map(\.file)) == expected.changed)
        #expect(try repository.snapshot().differences(from: before) == [])

        let run = try repository.migrate("--format", "json")
        #expect(run.exit == 0, "\(run)")
        let record = try run.record()
        #expect(record.files == preview.files)
        #expect(record.summary.migrated == expected.jwt - expected.skipped)
        #expect(record.summary.skipped == expected.skipped)
        let after = try repository.snapshot()
        #expect(after.changes(since: before) == expected.changed.sorted())
        for file in expected.changed {
            let bytes = (try #require(before.bytes(RawPath(file))), try #require(after.bytes(RawPath(file))))
            #expect(Self.withoutCredentials(bytes.0) == Self.withoutCredentials(bytes.1))
        }

        let again = try repository.migrationRecord()
        #expect(again.exitCode == 0)
        #expect(again.files == [])
        #expect(again.findings("mapping-unused") == [])
        #expect(try repository.snapshot().differences(from: after) == [])

        let check = try repository.run("check", "repository", "--format", "json")
        #expect(check.exit == (expected.skipped == 0 ? 0 : 3))
        #expect(try check.record().summary.jwt == expected.skipped)

        let rollback = try repository.run("rollback", "repository")
        // A run that had nothing to write left nothing to roll back.
        #expect(rollback.exit == (expected.changed.isEmpty ? 65 : 0), "seed \(seed): \(rollback)")
        #expect(try repository.snapshot().contentChanges(since: before) == [], "seed \(seed)")
    }

    /// The text without the attributes that a migration may change, and the white space before them.
    private static func withoutCredentials(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).replacing(
            /\s+(apiKey|jwtClaims|keypairAlias|techAcctId|authenticationType|clientId|clientSecret|orgId|scope)=("[^"]*"|'[^']*')/,
            with: "")
    }
}
