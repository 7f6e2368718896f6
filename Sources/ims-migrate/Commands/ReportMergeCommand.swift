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

    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var out: String?

    @Option(help: "Whether to use colours in text.")
    var color = ColorChoice.auto

    @OptionGroup var settings: SettingsOptions

    func run() throws {
        let text = try rendered(try RecordMerge(reading: parts).merged())
        if let out {
            try OutputFile.write(text, to: out)
        } else {
            try Terminal.deliver(text)
        }
    }

    private func rendered(_ record: RunRecord) throws(RunFailure) -> String {
        let style = TextStyle(
            width: out == nil ? Terminal.outputWidth : 80,
            color: out == nil ? Terminal.usesColor(color) : color == .always)
        do {
            return try format.render(record, style: style)
        } catch {
            throw RunFailure(.unexpected, "The report could not be rendered: \(error)")
        }
    }
}
