// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSTokens
import MigrationPipeline

struct MappingProtectCommand: SecretSending {
    static let configuration = CommandConfiguration(
        commandName: "protect",
        abstract: "Copies a mapping with every secret encrypted by the target AEM.",
        discussion: """
            Each secret is sent to the console of the AEM for encrypting (/system/console/crypto) and nowhere else, and \
            what it answers goes into the copy, which only you can read. Instances that share the keys of that AEM can \
            use it; no other can. Placeholders such as $[secret:NAME] stay as they are. Verify credentials before: what is \
            encrypted cannot be verified.

            Example:
              ims-migrate mapping protect --mapping mapping.csv --out protected.csv \\
                  --protect-with https://author.example.com \\
                  --protect-user admin --protect-password env:AEM_PASSWORD
            """)

    @Option(help: ArgumentHelp("The mapping.", valueName: "file"))
    var mapping: String

    @OptionGroup var aem: InstanceOptions

    @Option(help: ArgumentHelp("Write the copy to this file.", valueName: "file"))
    var out: String

    @OptionGroup var overwrite: OverwriteOptions

    @OptionGroup var login: ConsoleLoginOptions
    @OptionGroup var secrets: SecretOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup(title: "Options of every run") var common: CommonOptions

    func run() throws {
        let request = RequestedRun(command: "mapping protect", mode: .readOnly, inputs: [])
        try CommandRun(options: common, defaultReportFolder: nil, request: request)() {
            _ throws(RunFailure) in
            let protection = try login.protection(by: try aem.instance.url(), network, secrets.access)
            return try MappingProtectRun(protection: protection)
                .run(MappingFile(mapping, secrets: secrets.access), out: try overwrite.file(out))
        }
    }
}
