// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct MappingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mapping",
        abstract: "Makes and checks the mapping, the CSV that gives each configuration its OAuth credential.",
        discussion: """
            Examples:
              ims-migrate mapping template my-export --out mapping.csv
              ims-migrate mapping import my-export project.json --out mapping.csv
              ims-migrate mapping validate my-export --mapping mapping.csv
              ims-migrate mapping protect --mapping mapping.csv \\
                  --protect-with http://localhost:4502 --out protected.csv
            """,
        subcommands: [
            MappingTemplateCommand.self, MappingImportCommand.self, MappingValidateCommand.self,
            MappingProtectCommand.self,
        ])

    func run() throws {
        throw ValidationError("A command is missing.\n\n" + Self.helpMessage())
    }
}
