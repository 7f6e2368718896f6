// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Writes down what a migration would change, for review; `apply` carries it out.",
        discussion: """
            The plan holds digests of every file before and after, and no secret.

            Examples:
              ims-migrate plan my-export --mapping mapping.csv --out plan.json
              ims-migrate plan my-export --mapping mapping.csv --detailed-exitcode
            """)

    @Argument(help: ArgumentHelp("The exported repository.", valueName: "repo"))
    var repository: String

    @Option(help: ArgumentHelp("Write the plan (JSON) to this file.", valueName: "plan"))
    var out: String?

    @OptionGroup var overwrite: OverwriteOptions

    @Flag(help: "Exit code 2 when changes are pending.")
    var detailedExitcode = false

    @OptionGroup(title: "What it is migrated by") var planning: PlanningOptions
    @OptionGroup var noGate: NoGateOptions
    @OptionGroup(title: "Asking servers") var verification: VerificationOptions
    @OptionGroup var protection: NoProtectionOptions
    @OptionGroup(title: "Asking servers") var network: NetworkOptions
    @OptionGroup var unsharded: UnshardedOptions
    @OptionGroup(title: "Options of every run") var common: CommonOptions

    func run() throws {
        let request = RequestedRun(command: "plan", mode: .dryRun, inputs: [repository])
        try CommandRun(options: common, defaultReportFolder: nil, request: request)() {
            settings throws(RunFailure) in
            try PlanRun(
                settings: settings, allowances: planning.allowances, detailedExitCode: detailedExitcode,
                credentialCheck: try verification.check(network, servers: planning.allowances.servers)
            )
            .run(repository, mapping: planning.mappingFile, out: try overwrite.file(out))
        }
    }
}
