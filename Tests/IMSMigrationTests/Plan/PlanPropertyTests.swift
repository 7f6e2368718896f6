// SPDX-License-Identifier: Apache-2.0
import DocView
import SeededRandom
import Testing

@testable import IMSMigration

/// What holds for every file, tried on generated ones with canary secrets everywhere.
@Suite("Any file: masked without a leak, told by a valid diff, and done after one run")
struct PlanPropertyTests {
    private static let path = "/conf/larchfield/settings/cloudconfigs"
    private static let allowances = Planner.Allowances(unmapped: true, orgMismatch: true)

    private struct Round {
        var seed: UInt64
        var text: String
        var expected: Int
        var migrated: MigratedFile
        var mapping: Mapping

        init(seed: UInt64) throws {
            self.seed = seed
            var generator = RandomDocview(seed: seed)
            text = generator.file()
            expected = generator.configurations
            // Cells for everything, because a payload may tell nothing.
            let secret = seed % 2 == 0 ? "canary" : "{" + String(repeating: "c0ffee", count: 16) + "}"
            mapping = try Sheet.mapping(
                "path,client_id,client_secret,org_id,scopes",
                "/**,new,\(secret),o@AdobeOrg,\"openid, AdobeID\"")
            migrated = try MigratedFile(
                text, at: PlanPropertyTests.path, by: mapping, allowing: PlanPropertyTests.allowances)
        }

        var label: Comment { "IMS_TEST_SEED=\(seed)\n\(text)" }
    }

    /// Rounds from one seed on, up to the first that fails; its label names the seed that makes it the first.
    private func rounds(_ count: Int, _ check: (Round) throws -> Void) throws {
        let seed = SeededRandom.seed()
        for offset in 0..<UInt64(count) {
            do {
                try check(try Round(seed: seed &+ offset))
            } catch is ExpectationFailedError {
                return
            } catch {
                Issue.record(error, "IMS_TEST_SEED=\(seed &+ offset)")
                return
            }
        }
    }

    @Test("what is shown holds no canary, and a line for every line of the file")
    func masked() throws {
        try rounds(100) { (round: Round) throws in
            let masked = try MaskedPair(round.migrated)
            for (text, bytes) in [
                (masked.before, round.migrated.file.before), (masked.after, round.migrated.file.after),
            ] {
                try #require(!RandomDocview.holdsCanary(text), round.label)
                try #require(text.utf8.count { $0 == 0x0A } == bytes.count { $0 == 0x0A }, round.label)
            }
        }
    }

    @Test("neither do diff, changes, evidence and findings")
    func outputs() throws {
        let disclosure = try Sample.disclosure()
        try rounds(100) { (round: Round) throws in
            var shown = [round.migrated.file.diff]
            for (found, plan) in zip(round.migrated.found, round.migrated.plans) {
                shown += found.configuration.evidence.flatMap { [$0.property, $0.reason] }
                shown += plan.findings.map(\.message)
                for change in plan.changes {
                    shown += [change.before.map { disclosure.text(of: change.property, value: $0) } ?? ""]
                    shown += [change.after.map { disclosure.text(of: change.property, value: $0) } ?? ""]
                }
            }
            for text in shown { try #require(!RandomDocview.holdsCanary(text), round.label) }
        }
    }

    @Test("the diff turns the masked text before into the masked text after")
    func diff() throws {
        try rounds(100) { (round: Round) throws in
            let masked = try MaskedPair(round.migrated)
            let applied = try UnifiedDiff.apply(round.migrated.file.diff, to: masked.before)
            try #require(applied == masked.after, round.label)
        }
    }

    @Test(
        "the command patch takes the diff too",
        .enabled(if: PatchCommand.path != nil, "the command patch is not installed"))
    func patch() throws {
        try rounds(30) { (round: Round) throws in
            guard !round.migrated.file.diff.isEmpty else { return }
            let masked = try MaskedPair(round.migrated)
            let applied = try PatchCommand.apply(round.migrated.file.diff, to: masked.before)
            try #require(applied == masked.after, round.label)
        }
    }

    @Test("every JWT configuration is found and planned, and a second run changes nothing")
    func again() throws {
        try rounds(100) { (round: Round) throws in
            try #require(round.migrated.found.count == round.expected, round.label)
            try #require(round.migrated.plans.allSatisfy { $0.outcome == .planned }, round.label)
            let second = try MigratedFile(
                round.migrated.textAfter, at: Self.path, by: round.mapping, allowing: Self.allowances)
            try #require(second.found.count == round.expected, round.label)
            try #require(second.plans.allSatisfy { $0.outcome == .alreadyOAuth }, round.label)
            try #require(second.file.after == round.migrated.file.after, round.label)
        }
    }
}
