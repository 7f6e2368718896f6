// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

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
