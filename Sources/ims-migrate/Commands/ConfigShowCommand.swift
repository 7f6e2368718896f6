// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct ConfigShowCommand: ParsableCommand, SettingsSelective {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tells the value of every setting, and who has set it.",
        discussion: """
            An option that is typed wins over the environment (IMS_MIGRATE_FORMAT for --format), that over \
            ims-migrate.json, and that over what is built in. The file is the one in the working directory, else in the \
            nearest folder above; paths in it are relative to its folder. Options given here are shown as they would \
            count for another command.

            Examples:
              ims-migrate config show
              ims-migrate config show --format json
              ims-migrate config show --jobs 2 --config other.json
            """)

    /// It shows them, and is not ruled by them.
    static let settingsNotTaken = Set(Setting.allCases)

    @Option(
        help: ArgumentHelp("CSV that gives each JWT configuration its OAuth credential.", valueName: "file"))
    var mapping: String?

    @Flag(
        inversion: .prefixedNo, exclusivity: .chooseLast,
        help: "A change that no filter of its content package covers is written, with a warning.")
    var allowUncovered = false

    @OptionGroup var allowanceOptions: AllowanceOptions
    @OptionGroup var gate: GateOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup(title: "Options of every run") var common: CommonOptions

    func validate() throws {
        guard common.format == .text || common.format == .json else {
            throw ValidationError("--format of this command is text or json.")
        }
    }

    func run() throws {
        let words = CommandWords(Array(CommandLine.arguments.dropFirst()), of: IMSMigrate.self)
        let settings = try Settings.read(for: words, environment: Terminal.environment)
        let list = SettingsList(settings.all(for: words), file: settings.file?.path)
        let text = common.format == .json ? try list.json() : list.text(common.style)
        try Terminal.deliver(text)
        for slip in Settings.slips(among: Array(ProcessInfo.processInfo.environment.keys)) {
            Terminal.say("\(slip.written) sets nothing. Did you mean \(slip.meant)?")
        }
    }
}
