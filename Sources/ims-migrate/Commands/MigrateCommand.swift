// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSMigration
import MigrationPipeline

struct MigrateCommand: RepositoryWriting {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Migrates JWT configurations to OAuth with the credentials of a mapping.",
        discussion: """
            Everything is planned and verified before anything is written; an error anywhere means that nothing is. \
            What was there is kept in a journal, from which `rollback` puts it back.

            Examples:
              ims-migrate migrate my-export --mapping mapping.csv --dry-run
              ims-migrate migrate my-export --mapping mapping.csv
              ims-migrate migrate my-export --mapping mapping.csv --output migrated-export
              ims-migrate migrate package.zip --mapping mapping.csv --output migrated.zip
              ims-migrate migrate package.zip --mapping mapping.csv --delta changes.zip
              ims-migrate migrate my-export --mapping mapping.csv --verify-credentials
              ims-migrate migrate my-export --mapping mapping.csv \\
                  --protect-with https://author.example.com \\
                  --protect-user admin --protect-password env:AEM_PASSWORD
              ims-migrate migrate my-export --mapping mapping.csv --shard 2/3
            """)

    @Argument(help: ArgumentHelp("The exported repository.", valueName: "repo"))
    var repository: String

    @Flag(help: "Show what would change, write nothing to the repository.")
    var dryRun = false

    @Flag(help: "With --dry-run: exit code 2 when changes are pending.")
    var detailedExitcode = false

    @Flag(help: "Migrate and roll back a scratch copy, and compare it, before the repository is touched.")
    var testRollback = false

    @OptionGroup(title: "Where it is written") var place: PlaceOptions
    @OptionGroup(title: "What it is migrated by") var planning: PlanningOptions
    @OptionGroup(title: "Asking servers") var verification: VerificationOptions
    @OptionGroup(title: "Asking servers") var protection: ProtectionOptions
    @OptionGroup(title: "Asking servers") var network: NetworkOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var noGate: NoGateOptions
    @OptionGroup var sharding: ShardOptions
    @OptionGroup(title: "Options of every run") var common: CommonOptions

    var writesRepository: Bool { !dryRun }

    func validate() throws {
        if sharding.text != nil {
            if place.delta != nil || place.deltaRollback != nil {
                throw ValidationError(
                    "--shard does not go with --delta: an installation takes one package of all changes.")
            }
            if planning.renameDotPids {
                throw ValidationError(
                    "--shard does not go with --rename-dot-pids: the paths that would change tell the parts apart."
                )
            }
        }
        if detailedExitcode, !dryRun {
            throw ValidationError("--detailed-exitcode goes with --dry-run.")
        }
        if testRollback, dryRun || place.output != nil {
            throw ValidationError("--test-rollback is for a migration in place.")
        }
    }

    func run() throws {
        var options = MigrationRun.Options()
        options.isDryRun = dryRun
        options.detailedExitCode = detailedExitcode
        options.place = place.place
        options.testsRollback = testRollback
        options.allowances = planning.allowances
        options.journalFolder = journal.journalDir
        let request = RequestedRun(
            command: "migrate", mode: dryRun ? .dryRun : .apply, inputs: [repository], shard: sharding.shard)
        try CommandRun(
            options: common, defaultReportFolder: "reports", request: request,
            confirmation: confirmation.asks,
            shard: sharding.shard
        )() {
            settings throws(RunFailure) in
            var options = options
            options.credentialCheck = try verification.check(network, servers: planning.allowances.servers)
            options.protection = try protection.protection(network, planning.secrets.access)
            return try MigrationRun(settings: settings, options: options)
                .run(repository, mapping: planning.mappingFile)
        }
    }
}
