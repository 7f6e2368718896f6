// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

struct RollbackCommand: RepositoryWriting {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Puts back what a run changed.",
        discussion: """
            Refused, with nothing changed, where a file has been edited since.

            Examples:
              ims-migrate rollback reports/report.json
              ims-migrate rollback --repository my-export
              ims-migrate rollback --repository my-export --dry-run
            """)

    @Argument(help: ArgumentHelp("The report.json of the run.", valueName: "report"))
    var report: String?

    @Option(help: ArgumentHelp("Undo the latest run on this repository, finished or not.", valueName: "repo"))
    var repository: String?

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
        if (report == nil) == (repository == nil) {
            throw ValidationError("Name either the report of a run or, with --repository, a repository.")
        }
        if forget, repository == nil || dryRun {
            throw ValidationError("--forget goes with --repository alone.")
        }
    }

    func run() throws {
        let request = RequestedRun(
            command: "rollback", mode: dryRun ? .dryRun : .apply, inputs: repository.map { [$0] } ?? [])
        try CommandRun(
            options: common, defaultReportFolder: "reports", request: request, confirmation: confirmation.asks
        )() {
            settings throws(RunFailure) in
            let rollback = RollbackRun(
                settings: settings, isDryRun: dryRun, journalFolder: journal.journalDir)
            if let report { return try rollback.run(report: report) }
            if forget { return try rollback.forget(repository: repository ?? "") }
            return try rollback.run(repository: repository ?? "")
        }
    }
}
