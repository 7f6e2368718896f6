// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

struct MappingValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Tells every problem of a mapping, with row and column.",
        discussion: """
            With a repository, also what a migration with the mapping would say. Exit code 65 if the file can't be \
            used as a mapping, 3 for findings at or above --fail-on.

            Examples:
              ims-migrate mapping validate --mapping mapping.csv
              ims-migrate mapping validate my-export --mapping mapping.csv --format json
            """)

    @Argument(help: ArgumentHelp("The exported repository that it is for.", valueName: "repo"))
    var repository: String?

    @Option(help: ArgumentHelp("The mapping.", valueName: "file"))
    var mapping: String

    @OptionGroup var secrets: SecretOptions
    @OptionGroup var allowanceOptions: AllowanceOptions
    @OptionGroup var unsharded: UnshardedOptions
    @OptionGroup(title: "Options of every run") var common: CommonOptions

    func run() throws {
        let request = RequestedRun(
            command: "mapping validate", mode: .readOnly, inputs: repository.map { [$0] } ?? [])
        try CommandRun(options: common, defaultReportFolder: nil, request: request)() {
            settings throws(RunFailure) in
            try MappingValidateRun(settings: settings, allowances: allowanceOptions.allowances)
                .run(MappingFile(mapping, secrets: secrets.access), repository: repository)
        }
    }
}
