// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Works with the stored records of runs.",
        discussion: """
            Examples:
              ims-migrate report render reports/report.json --format markdown
              ims-migrate report compare last-week/report.json reports/report.json
              ims-migrate report verify reports/report.json
              ims-migrate report merge part-1.json part-2.json
            """,
        subcommands: [
            ReportRenderCommand.self, ReportCompareCommand.self, ReportVerifyCommand.self,
            ReportMergeCommand.self,
        ])

    func run() throws {
        throw ValidationError("A command is missing.\n\n" + Self.helpMessage())
    }
}

struct ReportRenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Renders a stored run in another format.",
        discussion: """
            What is printed is what the run itself would have printed in that format. The exit code tells whether \
            that worked, not what the run found.

            Examples:
              ims-migrate report render reports/report.json --format markdown >> "$GITHUB_STEP_SUMMARY"
              ims-migrate report render reports/report.json --format sarif --out ims.sarif
            """)

    @Argument(help: ArgumentHelp("The report.json of a run.", valueName: "run"))
    var record: String

    @OptionGroup var output: StoredReportOptions

    func run() throws {
        try output.show(try StoredRecord.read(record))
    }
}

struct ReportCompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Tells what changed between two runs: on two days, or on two environments.",
        discussion: """
            Configurations are the same where their JCR path and storage form are, wherever the repositories lie. \
            Findings that the later run alone has are shown as they are, those that are gone as notes. Exit code 3 \
            where the later run has new findings at or above --fail-on, 65 where a file is no record.

            Examples:
              ims-migrate report compare last-week/report.json reports/report.json
              ims-migrate report compare stage.json production.json --format markdown --out difference.md
            """)

    @Argument(help: ArgumentHelp("The report.json of the earlier run.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("The report.json of the later run.", valueName: "new"))
    var new: String

    @Option(help: "The lowest level of finding that makes the command fail.")
    var failOn = FailOn.error

    @OptionGroup var output: StoredReportOptions

    func run() throws {
        try output.finish("report compare", failOn) { () throws(RunFailure) in
            try CompareRun(failOn: failOn).run(old, new)
        }
    }
}

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
