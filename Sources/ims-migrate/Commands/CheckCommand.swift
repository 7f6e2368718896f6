// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Fails while JWT configurations remain: the gate before a deployment.",
        discussion: """
            Examples:
              ims-migrate check ui.content/src/main/content
              ims-migrate check my-export --report-dir reports
              ims-migrate check my-export --waivers waivers.csv
              ims-migrate check my-export --baseline last-week/report.json
            """)

    @Argument(help: ArgumentHelp("Exported repositories.", valueName: "repo"))
    var repositories: [String]

    @Option(
        help: ArgumentHelp(
            "A mapping whose `skip` rows speak for configurations that cannot be classified; no secret is read.",
            valueName: "file"))
    var mapping: String?

    @OptionGroup var gate: GateOptions
    @OptionGroup var sharding: ShardOptions
    @OptionGroup(title: "Options of every run") var common: CommonOptions

    func validate() throws {
        try sharding.expectDifferent(repositories)
        try sharding.expectAlone(gate)
    }

    func run() throws {
        let request = RequestedRun(
            command: "check", mode: .readOnly, inputs: repositories, shard: sharding.shard)
        try CommandRun(
            options: common, defaultReportFolder: nil, request: request, shard: sharding.shard
        )() {
            settings throws(RunFailure) in
            try ScanRun(.check, settings: settings, acceptances: gate.acceptances).run(
                repositories, mapping: mapping.map { MappingFile($0) })
        }
    }
}
