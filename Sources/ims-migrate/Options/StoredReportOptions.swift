// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

/// Where the commands that work with stored records show theirs, and how.
struct StoredReportOptions: ParsableArguments {
    @Option(help: "The format to render.")
    var format = ReportFormat.text

    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var out: String?

    @Option(help: "Whether to use colours in text.")
    var color = ColorChoice.auto

    @Flag(
        name: .shortAndLong, inversion: .prefixedNo, exclusivity: .chooseLast,
        help: "In text: only what makes the command fail, and the verdict.")
    var quiet = false

    @Flag(
        name: .shortAndLong, inversion: .prefixedNo, exclusivity: .chooseLast,
        help: "In text: evidence and changes of each configuration too.")
    var verbose = false

    @OptionGroup var settings: SettingsOptions

    func validate() throws {
        if quiet, verbose {
            throw ValidationError("--quiet and --verbose contradict each other.")
        }
    }

    /// Makes a record by `work`, shows it, and ends with its exit code.
    func finish(_ failOn: FailOn, _ work: () throws(RunFailure) -> RunRecord) throws {
        var record = try work()
        record.failOn = failOn.rawValue
        try show(record)
        throw ExitCode(Int32(record.exitCode))
    }

    /// Renders the record to where the user wants it.
    func show(_ record: RunRecord) throws(RunFailure) {
        let text: String
        do {
            text = try format.render(record, style: style)
        } catch {
            throw RunFailure(.unexpected, "The report could not be rendered: \(error)")
        }
        if let out {
            try OutputFile.write(text, to: out)
        } else {
            try Terminal.deliver(text)
        }
    }

    /// A file is no terminal: it has 80 columns, and colours only where they are asked for.
    private var style: TextStyle {
        TextStyle(
            width: out == nil ? Terminal.outputWidth : 80,
            color: out == nil ? Terminal.usesColor(color) : color == .always, verbose: verbose, quiet: quiet)
    }
}
