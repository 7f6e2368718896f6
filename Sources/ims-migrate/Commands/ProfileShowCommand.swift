// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSMigration

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
