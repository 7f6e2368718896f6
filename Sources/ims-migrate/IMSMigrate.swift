// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

/// The command and its subcommands.
///
/// Without a subcommand it is used wrongly, and says so, instead of ending a pipeline's step with success.
@main
struct IMSMigrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ims-migrate",
        abstract: "Migrates Adobe IMS configurations in exported AEM repositories from JWT to OAuth.",
        discussion: """
            A repository is an unpacked content package, a Maven project or any folder with jcr_root folders in it, \
            or a folder with conf, apps or etc directly inside.

            Preview:  ims-migrate migrate REPO --mapping mapping.csv --dry-run
            Migrate:  ims-migrate migrate REPO --mapping mapping.csv
            In CI:    ims-migrate check REPO

            Exit codes: 0 done; 1 unexpected failure; 2 changes are pending (--detailed-exitcode); 3 findings, \
            nothing was written; 4 refused, the repository is not what was planned for; 5 stopped part-way; \
            6 the result did not verify and was put back; 64 wrong usage; 65 an input cannot be used; \
            74 reading or writing failed; 130 interrupted.
            """,
        version: RunRecord.Tool.current.version,
        subcommands: [
            ScanCommand.self, MigrateCommand.self, CheckCommand.self, PlanCommand.self, ApplyCommand.self,
            RollbackCommand.self, ReportCommand.self, MappingCommand.self, ProfileCommand.self,
            PackCommand.self, VerifyCredentialsCommand.self, ConfigCommand.self, ExplainCommand.self,
        ])

    /// Runs what the command line says, completed by what is set beforehand.
    static func main() {
        requireDescriptors()
        let words = CommandWords(Array(CommandLine.arguments.dropFirst()), of: self)
        var settings = Settings.none
        do {
            try words.expectKnownCommand()
            if !words.asksForHelp, !words.command.settings.isEmpty {
                settings = try Settings.read(for: words, environment: Terminal.environment)
            }
            var command = try parseAsRoot(words.completed(with: settings.values))
            SettingsNotice(settings, words).show(for: command)
            try command.run()
        } catch let failure as RunFailure {
            Terminal.say("ims-migrate: \(failure)")
            exit(withError: ExitCode(Int32(failure.status.rawValue)))
        } catch {
            UsageError(error, words).show()
            let origins = SettingsNotice(settings, words).origins(in: message(for: error))
            if !origins.isEmpty { Terminal.say(origins) }
            exit(withError: ExitCode(exitCode(for: error).rawValue))
        }
    }

    /// Ends with 74 where the process may open so few files that a run could stop in its middle.
    private static func requireDescriptors() {
        guard let limit = Terminal.descriptorLimit, limit < leastDescriptors else { return }
        Terminal.say(
            "ims-migrate: this process may open only \(limit) files at a time, and at least \(leastDescriptors) are "
                + "needed. Raise the limit, for example with `ulimit -n 1024`.")
        exit(withError: ExitCode(Int32(ExitStatus.inputOutput.rawValue)))
    }

    /// The tree, the journal, the mapping, a package in a package and the reports are open at the same time.
    private static let leastDescriptors = 32

    func run() throws {
        throw ValidationError("A command is missing.\n\n" + Self.helpMessage())
    }
}
