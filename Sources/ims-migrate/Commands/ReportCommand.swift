// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Works with the stored records of runs.",
        subcommands: [ReportRenderCommand.self, ReportMergeCommand.self])
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

    @Option(help: "The format to render.")
    var format = ReportFormat.text

    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var out: String?

    @Option(help: "Whether to use colours in text.")
    var color = ColorChoice.auto

    @Flag(name: .shortAndLong, help: "In text: only errors and the verdict.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "In text: evidence and changes of each configuration too.")
    var verbose = false

    func validate() throws {
        if quiet, verbose {
            throw ValidationError("--quiet and --verbose contradict each other.")
        }
    }

    func run() throws {
        do {
            let text = try rendered(try StoredRecord.read(record))
            if let out {
                try StoredRecord.write(text, to: out)
            } else if !Terminal.write(text) {
                throw RunFailure(.inputOutput, "Standard output could not be written.")
            }
        } catch let failure as RunFailure {
            Terminal.say("ims-migrate: \(failure)")
            throw ExitCode(Int32(failure.status.rawValue))
        }
    }

    private func rendered(_ record: RunRecord) throws(RunFailure) -> String {
        do {
            return try format.render(record, style: style)
        } catch {
            throw RunFailure(.unexpected, "The report could not be rendered: \(error)")
        }
    }

    /// A file is no terminal: it has 80 columns, and colours only where they are asked for.
    private var style: TextStyle {
        TextStyle(
            width: out == nil ? Terminal.outputWidth : 80,
            color: out == nil ? Terminal.usesColor(color) : color == .always, verbose: verbose, quiet: quiet)
    }
}
