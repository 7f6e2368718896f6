// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import IMSMigration
import MigrationPipeline

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

struct ProfileShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Lists the built-in profiles, or prints one of them as it is.",
        discussion: """
            Examples:
              ims-migrate profile show
              ims-migrate profile show osgi > own.json
            """)

    @Argument(help: ArgumentHelp("The name of a built-in profile.", valueName: "name"))
    var name: String?

    func run() throws {
        let summaries = BuiltInProfiles.summaries
        var text = ""
        if let name {
            guard let summary = summaries.first(where: { $0.name == name }) else {
                let names = summaries.map(\.name)
                let nearest = NearestName.of(name, among: names) { $0 }.map { "Did you mean \($0)? " } ?? ""
                throw ValidationError(
                    "There is no built-in profile of that name. \(nearest)There are "
                        + "\(names.joined(separator: ", ")).")
            }
            text = String(decoding: summary.json, as: UTF8.self)
        } else {
            text = ProfileList(summaries).text(width: Terminal.outputWidth)
        }
        try Terminal.deliver(text)
    }
}

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
