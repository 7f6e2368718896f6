// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

/// Where a stored record goes when it is rendered.
struct RenderingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var out: String?

    @OptionGroup var overwrite: OverwriteOptions

    @Option(help: "Whether to use colours in text.")
    var color = ColorChoice.auto

    /// Renders the record to there. A file is no terminal: it has 80 columns, and colours only where they are asked for.
    func show(
        _ record: RunRecord, as format: ReportFormat, verbose: Bool = false, quiet: Bool = false
    ) throws(RunFailure) {
        let style = TextStyle(
            width: out == nil ? Terminal.outputWidth : 80,
            color: out == nil ? Terminal.usesColor(color) : color == .always, verbose: verbose, quiet: quiet)
        let text = try rendered(record, as: format, style: style)
        if let out {
            try overwrite.file(out).write(text)
        } else {
            try Terminal.deliver(text)
        }
    }
}
