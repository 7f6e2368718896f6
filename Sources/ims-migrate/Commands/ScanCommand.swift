// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Finds and classifies every Adobe IMS configuration. Writes nothing to the repository.",
        discussion: """
            Examples:
              ims-migrate scan my-export
              ims-migrate scan my-export --format json
              ims-migrate scan my-export --baseline last-week/report.json --fail-on warning
            """)

    @Argument(help: ArgumentHelp("Exported repositories.", valueName: "repo"))
    var repositories: [String]

    @OptionGroup var gate: GateOptions
    @OptionGroup var sharding: ShardOptions
    @OptionGroup(title: "Options of every run") var common: CommonOptions

    func validate() throws {
        try sharding.expectDifferent(repositories)
        try sharding.expectAlone(gate)
    }

    func run() throws {
        let request = RequestedRun(
            command: "scan", mode: .readOnly, inputs: repositories, shard: sharding.shard)
        try CommandRun(
            options: common, defaultReportFolder: nil, request: request, shard: sharding.shard
        )() {
            settings throws(RunFailure) in
            try ScanRun(.scan, settings: settings, acceptances: gate.acceptances).run(repositories)
        }
    }
}
