// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import IMSMigration
import MigrationPipeline

extension ReportFormat: ExpressibleByArgument {}
extension FailOn: ExpressibleByArgument {}
extension TargetVersion: ExpressibleByArgument {
    /// Reads the value of `--aem-version`.
    package init?(argument: String) { self.init(argument) }
}

/// When to use colours.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}

/// The options that mean the same in every command.
struct CommonOptions: ParsableArguments {
    static let jobsAllowed = 1.0...1024.0

    @Option(help: "What goes to standard output.")
    var format = ReportFormat.text

    @Option(
        help: ArgumentHelp(
            "Write report.json, report.html and SHA256SUMS to this folder.", valueName: "dir"))
    var reportDir: String?

    @Option(help: "The lowest level of finding that makes the command fail.")
    var failOn = FailOn.error

    @Option(
        help: ArgumentHelp(
            "How many files are read at once (default: one a processor), or servers asked (default: 4).",
            valueName: "n"))
    var jobs: Int?

    @Option(help: "Whether to use colours.")
    var color = ColorChoice.auto

    @OptionGroup var loudness: LoudnessOptions

    @Option(
        help: ArgumentHelp(
            "A profile (JSON) in place of the built-in one of its storage form.", valueName: "file"))
    var profile: String?

    @Option(
        help: ArgumentHelp(
            "The AEM that the configurations are for (`cloud`, `6.5.19`): is it ready for OAuth?",
            valueName: "version"))
    var aemVersion: TargetVersion?

    @Option(
        help: ArgumentHelp(
            "Who is named in the reports for having run this (default: user and host; empty: nobody).",
            valueName: "name"))
    var runBy: String?

    @OptionGroup var settings: SettingsOptions

    func validate() throws {
        if let jobs, !Self.jobsAllowed.contains(Double(jobs)) {
            throw ValidationError("--jobs takes a number from 1 to 1024.")
        }
    }

    /// The settings of a run, or of the part `shard` of one, with the profile read. Throws `RunFailure` (65).
    func runSettings(progress: any RunProgress, shard: Shard? = nil) throws(RunFailure) -> RunSettings {
        var settings = RunSettings(
            profiles: try ProfileSet.load(replacing: profile), jobs: jobs ?? Terminal.processors,
            failOn: failOn,
            progress: progress, target: aemVersion)
        settings.shard = shard
        return settings
    }

    var style: TextStyle {
        TextStyle(
            width: Terminal.outputWidth, color: Terminal.usesColor(color), verbose: loudness.verbose,
            quiet: loudness.quiet)
    }
}
