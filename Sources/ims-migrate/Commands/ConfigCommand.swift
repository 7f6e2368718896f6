// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Shows what is set beforehand: in ims-migrate.json and by environment variables.",
        discussion: """
            Examples:
              ims-migrate config show
            """,
        subcommands: [ConfigShowCommand.self])

    func run() throws {
        throw ValidationError("A command is missing: `ims-migrate config show`.")
    }
}
