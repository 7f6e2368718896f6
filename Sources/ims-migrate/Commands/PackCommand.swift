// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

struct PackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: "Makes a content package of an unpacked one.",
        discussion: """
            META-INF and jcr_root go into the package, byte for byte, and nothing else that lies beside them. The same \
            files always give the same package.

            Example:
              ims-migrate pack my-export --out my-export.zip
            """)

    @Argument(
        help: ArgumentHelp(
            "The unpacked package: a folder with META-INF/vault and jcr_root.", valueName: "repo"))
    var repository: String

    @Option(help: ArgumentHelp("The package to write; nothing may be there yet.", valueName: "file.zip"))
    var out: String

    func run() throws {
        Terminal.say(try PackRun.run(repository, out: out))
    }
}
