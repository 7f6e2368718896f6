// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

struct ReportMergeCommand: ParsableCommand, SettingsSelective {
    /// What it prints is a record, unless something else is asked for.
    static let settingsNotTaken: Set<Setting> = [.format]

    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Makes one record of the parts of a run that was split with --shard.",
        discussion: """
            The record is the one that the run would have left without --shard, but for its times and journals. Its \
            exitCode is that of the run; the exit code of this command tells whether merging worked: 65 where a part is \
            missing, there twice, or of another run.

            Examples:
              ims-migrate report merge parts/*/report.json --out report.json
              ims-migrate report merge one.json two.json --format markdown
            """)

    @Argument(help: ArgumentHelp("The report.json of each part.", valueName: "part"))
    var parts: [String]

    @Option(help: "The format of the merged record.")
    var format = ReportFormat.json

    @OptionGroup var rendering: RenderingOptions
    @OptionGroup var settings: SettingsOptions

    func run() throws {
        try rendering.show(try RecordMerge(reading: parts).merged(), as: format)
    }
}
