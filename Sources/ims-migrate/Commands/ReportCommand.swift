// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Works with the stored records of runs.",
        discussion: """
            Examples:
              ims-migrate report render reports/report.json --format markdown
              ims-migrate report compare last-week/report.json reports/report.json
              ims-migrate report verify reports/report.json
              ims-migrate report merge part-1.json part-2.json
            """,
        subcommands: [
            ReportRenderCommand.self, ReportCompareCommand.self, ReportVerifyCommand.self,
            ReportMergeCommand.self,
        ])

    func run() throws {
        throw ValidationError("A command is missing.\n\n" + Self.helpMessage())
    }
}
