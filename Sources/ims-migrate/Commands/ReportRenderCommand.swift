// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

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
