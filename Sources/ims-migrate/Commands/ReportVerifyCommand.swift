// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

struct ReportVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks that reports, packages, journal and repository are still what a run left.",
        discussion: """
            Compares the files that SHA256SUMS beside the report names, the journals of the repository with the report \
            and with one another, and the files that the run changed with what is there. Exit code 3 where anything \
            does not hold. Whoever can write all of these can make them agree again: keep SHA256SUMS where others \
            cannot write.

            Examples:
              ims-migrate report verify reports/report.json
              ims-migrate report verify reports/report.json --journal-dir journals --format junit
            """)

    @Argument(help: ArgumentHelp("The report.json of a run.", valueName: "run"))
    var record: String

    @OptionGroup var journal: JournalOptions

    @Option(help: "The lowest level of finding that makes the command fail.")
    var failOn = FailOn.error

    @OptionGroup var output: StoredReportOptions

    func run() throws {
        try output.finish("report verify", failOn) { () throws(RunFailure) in
            try VerifyRun(failOn: failOn, journalFolder: journal.journalDir).run(record)
        }
    }
}
