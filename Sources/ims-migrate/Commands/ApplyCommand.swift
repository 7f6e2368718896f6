// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

struct ApplyCommand: RepositoryWriting {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Carries out a reviewed plan, if nothing has changed since it was made.",
        discussion: """
            Everything is planned again; where anything differs from the plan (a file, the mapping, a secret, the \
            profile, the plan itself), nothing is written and the exit code is 4.

            Example:
              ims-migrate apply plan.json --mapping mapping.csv
            """)

    @Argument(help: ArgumentHelp("The plan that `ims-migrate plan --out` wrote.", valueName: "plan"))
    var plan: String

    @Option(help: ArgumentHelp("The mapping that the plan was made with.", valueName: "file"))
    var mapping: String

    @Option(
        help: ArgumentHelp("The repository, if it is elsewhere than when it was planned.", valueName: "path"))
    var repository: String?

    @OptionGroup var secrets: SecretOptions
    @OptionGroup var servers: ServerOptions
    @OptionGroup(title: "Where it is written") var place: PlaceOptions
    @OptionGroup(title: "Asking servers") var verification: VerificationOptions
    @OptionGroup var protection: NoProtectionOptions
    @OptionGroup(title: "Asking servers") var network: NetworkOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var noGate: NoGateOptions
    @OptionGroup var unsharded: UnshardedOptions
    @OptionGroup(title: "Options of every run") var common: CommonOptions

    var writesRepository: Bool { true }

    func run() throws {
        let request = RequestedRun(command: "apply", mode: .apply, inputs: repository.map { [$0] } ?? [])
        try CommandRun(
            options: common, defaultReportFolder: "reports", request: request, confirmation: confirmation.asks
        )() {
            settings throws(RunFailure) in
            try ApplyRun(
                settings: settings, place: place.place, journalFolder: journal.journalDir,
                credentialCheck: try verification.check(network, servers: servers.allowed),
                servers: servers.allowed
            )
            .run(plan, repository: repository, mapping: MappingFile(mapping, secrets: secrets.access))
        }
    }
}
