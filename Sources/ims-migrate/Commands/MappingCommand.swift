// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSMigration
import MigrationPipeline

extension SecretChoice: ExpressibleByArgument {}

struct MappingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mapping",
        abstract: "Makes and checks the mapping, the CSV that gives each configuration its OAuth credential.",
        discussion: """
            Examples:
              ims-migrate mapping template my-export --out mapping.csv
              ims-migrate mapping import my-export project.json --out mapping.csv
              ims-migrate mapping validate mapping.csv my-export
              ims-migrate mapping protect mapping.csv --with http://localhost:4502 --out protected.csv
            """,
        subcommands: [
            MappingTemplateCommand.self, MappingImportCommand.self, MappingValidateCommand.self,
            MappingProtectCommand.self,
        ])

    func run() throws {
        throw ValidationError("A command is missing.\n\n" + Self.helpMessage())
    }
}

struct MappingTemplateCommand: ParsableCommand, SettingsSelective {
    /// What it prints is a mapping; the one to compare it with goes with another option.
    static let settingsNotTaken: Set<Setting> = [.format, .mapping]

    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Prints a mapping with one row per JWT configuration, to fill in.",
        discussion: """
            What the configurations tell is filled in. What has to be filled in: the secrets, for which each row names \
            an environment variable of its own, and the scopes, for which `note` may hold a suggestion. Title, service \
            and authorization server are the ones that the configuration has, so that they change nothing. A cell that \
            a spreadsheet would run as a formula has an apostrophe in front, which is dropped again when it is read.

            Examples:
              ims-migrate mapping template my-export > mapping.csv
              ims-migrate mapping template my-export --unmapped-only --mapping mapping.csv
            """)

    @Argument(help: ArgumentHelp("The exported repository.", valueName: "repo"))
    var repository: String

    @OptionGroup var output: MappingOutputOptions

    @Flag(help: "With --mapping: only the configurations that it has no row for.")
    var unmappedOnly = false

    @Option(
        help: ArgumentHelp("A mapping that is there already; it may still lack cells.", valueName: "file"))
    var mapping: String?

    @OptionGroup(title: "Options of every run") var common: CommonOptions

    func validate() throws {
        try output.validate(with: common)
        if unmappedOnly != (mapping != nil) {
            throw ValidationError("--unmapped-only and --mapping go together.")
        }
    }

    func run() throws {
        try output.run("mapping template", of: repository, with: common) { settings throws(RunFailure) in
            try MappingTemplateRun(settings: settings)
                .run(repository, existing: mapping.map { MappingFile($0) }, out: output.out)
        }
    }
}

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
        options.out = output.out
        options.secretsFolder = secretsDir
        options.inlinesSecrets = inlineSecrets
        options.choice = secret
        try output.run("mapping import", of: repository, with: common) { settings throws(RunFailure) in
            try MappingImportRun(settings: settings, options: options).run(repository, downloads: downloads)
        }
    }
}

struct MappingValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Tells every problem of a mapping, with row and column.",
        discussion: """
            With a repository, also what a migration with the mapping would say. Exit code 65 where the file cannot be \
            used as a mapping, 3 for findings at or above --fail-on.

            Examples:
              ims-migrate mapping validate mapping.csv
              ims-migrate mapping validate mapping.csv my-export --format json
            """)

    @Argument(help: ArgumentHelp("The mapping.", valueName: "file"))
    var mapping: String

    @Argument(help: ArgumentHelp("The exported repository that it is for.", valueName: "repo"))
    var repository: String?

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

/// Where a command that makes a mapping puts it.
struct MappingOutputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write the mapping to this file; one that is there is kept as FILE.1, FILE.2, ….",
            valueName: "file"))
    var out: String?

    func validate(with common: CommonOptions) throws {
        if out == nil, common.format != .text {
            throw ValidationError("The mapping itself goes to standard output; --format is for --out.")
        }
    }

    /// Runs the command: the mapping goes to standard output, the record then to standard error.
    func run(
        _ name: String, of repository: String, with common: CommonOptions,
        _ work: (RunSettings) throws(RunFailure) -> MadeMapping
    ) throws {
        let request = RequestedRun(command: name, mode: .readOnly, inputs: [repository])
        var command = CommandRun(options: common, defaultReportFolder: nil, request: request)
        command.reportsToError = out == nil
        try command { settings throws(RunFailure) in
            let made = try work(settings)
            if let csv = made.csv { try Terminal.deliver(csv) }
            return made.record
        }
    }
}
