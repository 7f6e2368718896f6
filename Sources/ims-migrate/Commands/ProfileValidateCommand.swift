// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import IMSMigration
import MigrationPipeline

struct ProfileValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks a profile: its form, and that its rules do not contradict each other.",
        discussion: """
            Exit code 65 where it cannot be used, with the place in it and the reason.

            Example:
              ims-migrate profile validate own.json
            """)

    @Argument(help: ArgumentHelp("The profile.", valueName: "file"))
    var file: String

    func run() throws {
        let profile = try ProfileSet.read(file)
        let text =
            "\(file): a profile for the storage form \(profile.storage), called \(profile.name): "
            + "\(profile.jwt.count) rules for JWT, \(profile.oauth.count) for OAuth, "
            + "\(profile.migrated.count) steps of a migration."
        try Terminal.deliver(HarmlessText.logLine(text) + "\n")
    }
}
