// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

/// What every command does around its run: progress, output, reports, exit code.
struct CommandRun {
    let options: CommonOptions
    /// Where reports go when the user names no folder; nil for commands that only read.
    let defaultReportFolder: String?
    /// What was asked for, to tell programs of it where it fails.
    let request: RequestedRun
    /// Whether the record goes to standard error, as text, because the work prints other data.
    var reportsToError = false
    /// What asks before anything is written, where somebody is to be asked.
    var confirmation: Confirmation?
    /// The part of the run, where it is split.
    var shard: Shard?

    /// Makes a record by `work`, shows it, stores it, and ends with its exit code.
    func callAsFunction(_ work: (RunSettings) throws(RunFailure) -> RunRecord) throws {
        Interruption.install()
        let progress = ProgressLine(quiet: options.loudness.quiet)
        // Parts that run beside each other must not overwrite each other's reports.
        let ownFolder = shard.map { "/part-\($0.index)-of-\($0.count)" } ?? ""
        var folder = (options.reportDir ?? defaultReportFolder.map { $0 + ownFolder }).map {
            ReportFolder($0)
        }
        do {
            do throws(RunFailure) {
                try folder?.prepare()
            } catch {
                // Only a directory that the user named must be writable.
                guard options.reportDir == nil else { throw error }
                Terminal.say("ims-migrate: warning: \(error)")
                folder = nil
            }
            var settings = try options.runSettings(progress: progress, shard: shard)
            if let confirmation {
                settings.confirm = { changes in
                    progress.finish()
                    return confirmation(changes)
                }
            }
            let record = options.signed(try work(settings))
            progress.finish()
            do throws(RunFailure) {
                try folder?.write(record, jobs: settings.jobs)
            } catch {
                guard options.reportDir == nil else { throw error }
                Terminal.say("ims-migrate: warning: \(error)")
                folder = nil
            }
            try show(record)
            if let folder, options.format == .text, !options.loudness.quiet {
                Terminal.say("Reports: \(folder.files.joined(separator: ", "))")
            }
            throw ExitCode(Int32(record.exitCode))
        } catch let failure as RunFailure {
            progress.finish()
            // Programs that read the output or a report learn of it too.
            let record = options.signed(request.record(of: failure))
            if options.format != .text { try? show(record) }
            if failure.hasFindings { try? folder?.write(record) }
            Terminal.say("ims-migrate: \(failure)")
            throw ExitCode(Int32(failure.status.rawValue))
        }
    }

    private func show(_ record: RunRecord) throws(RunFailure) {
        if reportsToError {
            var brief = record
            brief.configurations = []
            brief.inputs = []
            let style = TextStyle(width: options.style.width, quiet: options.loudness.quiet)
            return Terminal.say(TextReport.render(brief, style: style).trimmingLineEnd())
        }
        try Terminal.deliver(try rendered(record, as: options.format, style: options.style))
    }
}

extension String {
    /// The text without a line feed at its end.
    fileprivate func trimmingLineEnd() -> String { hasSuffix("\n") ? String(dropLast()) : self }
}
