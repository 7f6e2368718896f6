// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

/// Where a command that makes a mapping puts it.
struct MappingOutputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write the mapping to this file.", valueName: "file"))
    var out: String?

    @OptionGroup var overwrite: OverwriteOptions

    /// The file for the mapping, where one is named. Throws `RunFailure` (64) where it can't be replaced.
    var file: OutputFile? {
        get throws(RunFailure) { try overwrite.file(out) }
    }

    func validate(with common: CommonOptions) throws {
        if out == nil, common.format != .text {
            throw ValidationError("The mapping itself goes to standard output; --format is for --out.")
        }
    }

    /// Runs the command: the mapping goes to standard output, the record then to standard error.
    func run(
        _ name: String, of repository: String, with common: CommonOptions,
        _ work: (RunSettings) throws(RunFailure) -> MadeMapping
    ) throws {
        let request = RequestedRun(command: name, mode: .readOnly, inputs: [repository])
        var command = CommandRun(options: common, defaultReportFolder: nil, request: request)
        command.reportsToError = out == nil
        try command { settings throws(RunFailure) in
            let made = try work(settings)
            if let csv = made.csv { try Terminal.deliver(csv) }
            return made.record
        }
    }
}
