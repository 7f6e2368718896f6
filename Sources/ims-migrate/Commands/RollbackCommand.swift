// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

struct RollbackCommand: RepositoryWriting {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Undo a run.",
        discussion: """
            TARGET is the repository (its latest run, finished or not) or the report.json of a run. A file that was \
            edited since the run is never overwritten: then nothing is changed.

            Examples:
              ims-migrate rollback my-export
              ims-migrate rollback my-export --dry-run
              ims-migrate rollback reports/report.json
            """)

    @Argument(help: ArgumentHelp("A repository, or the report.json of a run.", valueName: "target"))
    var target: String

    @Flag(help: "Show what would be put back, change nothing.")
    var dryRun = false

    @Flag(help: "Change no file: take the repository as it is, so that a run that died no longer waits.")
    var forget = false

    @OptionGroup var journal: JournalOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var noGate: NoGateOptions
    @OptionGroup(title: "Options of every run") var common: CommonOptions

    var writesRepository: Bool { !dryRun && !forget }

    func validate() throws {
        if forget, dryRun { throw ValidationError("--forget and --dry-run exclude each other.") }
    }

    func run() throws {
        let request = RequestedRun(
            command: "rollback", mode: dryRun ? .dryRun : .apply,
            inputs: RollbackRun.isReport(target) ? [] : [target])
        try CommandRun(
            options: common, defaultReportFolder: "reports", request: request, confirmation: confirmation.asks
        )() {
            settings throws(RunFailure) in
            let rollback = RollbackRun(
                settings: settings, isDryRun: dryRun, journalFolder: journal.journalDir)
            return forget ? try rollback.forget(repository: target) : try rollback.run(target)
        }
    }
}
