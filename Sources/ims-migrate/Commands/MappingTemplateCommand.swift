// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

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
                .run(repository, existing: mapping.map { MappingFile($0) }, out: try output.file)
        }
    }
}
