// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSMigration
import MigrationPipeline

extension SecretChoice: ExpressibleByArgument {}

struct MappingImportCommand: ParsableCommand, SettingsSelective {
    /// What it prints is a mapping.
    static let settingsNotTaken: Set<Setting> = [.format]

    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Prints a mapping filled in from downloads of Adobe Developer Console.",
        discussion: """
            A credential belongs to a configuration with the same client id, else with the same technical account, \
            else of the same org and solution; `note` and the findings say which, and how sure that is. Where two fit, \
            the row stays incomplete. Secrets go to files that only you can read, in --secrets-dir; the mapping refers \
            to them.

            Examples:
              ims-migrate mapping import my-export project.json --out mapping.csv
              ims-migrate mapping import my-export downloads --out mapping.csv --secret newest
            """)

    @Argument(help: ArgumentHelp("The exported repository.", valueName: "repo"))
    var repository: String

    @Argument(
        help: ArgumentHelp(
            "Downloads (JSON) of projects or credentials, and folders of them.", valueName: "console.json"))
    var downloads: [String]

    @OptionGroup var output: MappingOutputOptions

    @Option(
        help: ArgumentHelp("The folder for the secrets (default: `secrets` beside --out).", valueName: "dir"))
    var secretsDir: String?

    @Flag(help: "Put the secrets into the mapping itself.")
    var inlineSecrets = false

    @Option(
        help: """
            Which secret is taken where a credential has several: the last (downloads do not date them), the first, or \
            none of any credential, so that the rows name environment variables.
            """)
    var secret: SecretChoice?

    @OptionGroup(title: "Options of every run") var common: CommonOptions

    func validate() throws {
        try output.validate(with: common)
        if inlineSecrets, secretsDir != nil || secret == .env {
            throw ValidationError("--inline-secrets contradicts --secrets-dir and --secret env.")
        }
        if output.out == nil, secretsDir == nil, !inlineSecrets, secret != .env {
            throw ValidationError("Name the folder for the secrets with --secrets-dir, or a file with --out.")
        }
    }

    func run() throws {
        var options = MappingImportRun.Options()
        options.secretsFolder = secretsDir
        options.inlinesSecrets = inlineSecrets
        options.choice = secret
        try output.run("mapping import", of: repository, with: common) { settings throws(RunFailure) in
            var options = options
            options.out = try output.file
            return try MappingImportRun(settings: settings, options: options).run(
                repository, downloads: downloads)
        }
    }
}
