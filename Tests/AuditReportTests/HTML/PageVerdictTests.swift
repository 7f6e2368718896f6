// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import AuditReport

@Suite("The first thing on the page: how it went, and what to do now")
struct PageVerdictTests {
    private func record(
        _ command: String, _ mode: RunRecord.Mode, exit: Int = 0,
        _ outcomes: (String, RunRecord.Configuration.Outcome)...
    ) -> RunRecord {
        var record = SampleRecord.empty(command: command, mode: mode)
        record.exitCode = exit
        record.configurations = outcomes.enumerated().map { index, outcome in
            var entry = SampleRecord.target()
            entry.path += "-\(index)"
            entry.classification = outcome.0
            entry.outcome = outcome.1
            return entry
        }
        if record.configurations.contains(where: { [.planned, .migrated].contains($0.outcome) }) {
            record.files = SampleRecord.full().files
        }
        record.summary.configurations = outcomes.count
        record.summary.jwt = outcomes.count { $0.0 == "jwt" }
        record.summary.oauth = outcomes.count { $0.0 == "oauth" }
        record.summary.ambiguous = outcomes.count { $0.0 == "ambiguous" }
        record.summary.migrated = outcomes.count { $0.1 == .migrated }
        return record
    }

    private func point(_ name: String, _ record: RunRecord) -> String? {
        HTMLReport.render(record).matches(of: /<dt>([^<]*)<\/dt><dd>(.*?)<\/dd>/).first { $0.1 == name }
            .map { String($0.2.replacing(/<\/?code>/, with: "")) }
    }

    /// What the bars say to those who can't see them.
    private func bars(_ record: RunRecord) throws -> [String] {
        try HTMLPage(HTMLReport.render(record)).elements.compactMap {
            $0.name == "svg" ? $0["aria-label"] : nil
        }
    }

    @Test("the word and its colour follow from the end of the run and from what is left")
    func word() throws {
        let cases: [(RunRecord, word: String, tone: String)] = [
            (record("scan", .readOnly), "Done.", "good"),
            (record("scan", .readOnly, ("jwt", .none)), "Work remains.", "warn"),
            (record("check", .readOnly, exit: 3, ("jwt", .none)), "Needs attention.", "bad"),
            (record("migrate", .dryRun, ("jwt", .planned)), "Changes are pending.", "calm"),
            (record("migrate", .dryRun, exit: 2, ("jwt", .planned)), "Changes are pending.", "calm"),
            (record("migrate", .dryRun, exit: 3, ("jwt", .planned)), "Needs attention.", "bad"),
            (record("migrate", .apply, ("jwt", .migrated)), "Done.", "good"),
        ]
        for (record, word, tone) in cases {
            let verdict = /<section class="verdict ([a-z]*)" [^>]*>\n<h2 id="verdict">(.*?)<\/h2>/
            let shown = try #require(HTMLReport.render(record).firstMatch(of: verdict))
            #expect(shown.2 == word && shown.1 == tone, "\(record.command) \(record.exitCode)")
        }
    }

    @Test("what is planned counts as done only where it would be written")
    func left() {
        #expect(
            point("Left", record("migrate", .dryRun, ("jwt", .planned)))
                == "None on JWT, when it is carried out.")
        #expect(
            point("Left", record("migrate", .dryRun, exit: 3, ("jwt", .planned), ("ambiguous", .failed)))
                == "1 on JWT, 1 ambiguous.")
        #expect(
            point("Left", record("migrate", .apply, ("jwt", .migrated), ("jwt", .skipped))) == "1 on JWT.")
    }

    @Test("where something stands in the way, nothing is said to be coming")
    func blocked() throws {
        let blocked = record("migrate", .dryRun, exit: 3, ("jwt", .planned))
        #expect(point("Done", blocked) == "Nothing was written.")
        #expect(
            try bars(blocked) == [
                "Before: 1 JWT, 0 OAuth, 0 ambiguous", "After, nothing written: 1 JWT, 0 OAuth, 0 ambiguous",
            ])
    }

    @Test("a migration in place tells how to go back, one into a new place does not")
    func next() {
        var migrated = record("migrate", .apply, ("jwt", .migrated))
        #expect(point("To do now", migrated) == "Deploy the result, and test each integration in AEM.")
        migrated.journal = .init(run: "1", folder: "/j", repository: "/r")
        #expect(point("To do now", migrated)?.contains("To go back: ims-migrate rollback") == true)
        #expect(point("To do now", record("scan", .readOnly, ("oauth", .none))) == "Nothing.")
    }

    @Test("what the gate fails for is migrated; an error in a mapping is mended there")
    func failed() {
        var failed = record("check", .readOnly, exit: 3, ("jwt", .none))
        failed.summary.findings.error = 1
        #expect(point("To do now", failed)?.hasPrefix("Create OAuth Server-to-Server credentials") == true)
        failed.command = "mapping validate"
        #expect(
            point("To do now", failed) == "Remove the cause of the 1 error below, and run it again.")
    }

    @Test("a configuration that is to be created is not there before, and is not on JWT after")
    func created() throws {
        var record = record("migrate", .dryRun, ("oauth", .planned), ("jwt", .planned))
        record.configurations[0].evidence = []
        #expect(
            try bars(record) == [
                "Before: 1 JWT, 0 OAuth, 0 ambiguous", "After, when carried out: 0 JWT, 2 OAuth, 0 ambiguous",
            ])
        let page = try HTMLPage(HTMLReport.render(record))
        #expect(page.elements.first { $0.name == "rect" }?["width"] == "50.00%")
    }
}
