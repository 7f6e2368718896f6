// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSMigration
import MigrationPipeline

struct MigrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Migrates JWT configurations to OAuth with the credentials of a mapping.",
        discussion: """
            Everything is planned and verified before anything is written; an error anywhere means that nothing is.

            Examples:
              ims-migrate migrate my-export --mapping mapping.csv --dry-run
              ims-migrate migrate my-export --mapping mapping.csv
              ims-migrate migrate my-export --mapping mapping.csv --output migrated-export
            """)

    @Argument(help: ArgumentHelp("The exported repository.", valueName: "repo"))
    var repository: String

    @Option(
        help: ArgumentHelp("CSV that gives each JWT configuration its OAuth credential.", valueName: "file"))
    var mapping: String

    @Flag(help: "Show what would change, write nothing to the repository.")
    var dryRun = false

    @Flag(help: "With --dry-run: exit code 2 when changes are pending.")
    var detailedExitcode = false

    @Option(
        help: ArgumentHelp("Leave the repository as it is and write a migrated copy here.", valueName: "path")
    )
    var output: String?

    @Flag(help: "A JWT configuration without a row is left alone, with a warning.")
    var allowUnmapped = false

    @Flag(help: "A row may bring another org than the JWT payload names, with a warning.")
    var allowOrgMismatch = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if detailedExitcode, !dryRun {
            throw ValidationError("--detailed-exitcode goes with --dry-run.")
        }
    }

    func run() throws {
        let options = MigrationRun.Options(
            isDryRun: dryRun, detailedExitCode: detailedExitcode, output: output,
            allowances: .init(unmapped: allowUnmapped, orgMismatch: allowOrgMismatch))
        try CommandRun(options: common, defaultReportFolder: "reports")() { settings throws(RunFailure) in
            try MigrationRun(settings: settings, options: options)
                .run(repository, mapping: MappingFile(mapping))
        }
    }
}
