// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

/// Where the commands that work with stored records show theirs, and how.
struct StoredReportOptions: ParsableArguments {
    @Option(help: "The format to render.")
    var format = ReportFormat.text

    @OptionGroup var rendering: RenderingOptions
    @OptionGroup var loudness: LoudnessOptions
    @OptionGroup var settings: SettingsOptions

    /// Makes the record of `command` by `work`, shows it, and ends with its exit code.
    func finish(
        _ command: String, _ failOn: FailOn, _ work: () throws(RunFailure) -> RunRecord
    ) throws {
        var record: RunRecord
        do {
            record = try work()
        } catch {
            // Programs that read the output learn of it too. A file from before stays as it is.
            let request = RequestedRun(command: command, mode: .readOnly, inputs: [])
            if rendering.out == nil, format != .text { try? show(request.record(of: error)) }
            throw error
        }
        record.failOn = failOn.rawValue
        try show(record)
        throw ExitCode(Int32(record.exitCode))
    }

    /// Renders the record to where the user wants it.
    func show(_ record: RunRecord) throws(RunFailure) {
        try rendering.show(record, as: format, verbose: loudness.verbose, quiet: loudness.quiet)
    }
}
