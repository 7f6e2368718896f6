// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract:
            "Shows, checks and learns profiles: which property names AEM uses, and what a migration does.",
        discussion: """
            Examples:
              ims-migrate profile learn before after --mapping mapping.csv --out aem.json
              ims-migrate migrate my-export --mapping mapping.csv --profile aem.json
              ims-migrate profile show cloudconfig > own.json
              ims-migrate profile validate own.json
            """,
        subcommands: [ProfileLearnCommand.self, ProfileShowCommand.self, ProfileValidateCommand.self])

    func run() throws {
        throw ValidationError("A command is missing.\n\n" + Self.helpMessage())
    }
}
