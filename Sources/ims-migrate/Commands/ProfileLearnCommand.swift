// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

/// How what was learned is shown.
enum LearningFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

struct ProfileLearnCommand: ParsableCommand, SettingsSelective {
    /// It has formats of its own, and the mapping must be the one that the examples were made with.
    static let settingsNotTaken: Set<Setting> = [.format, .mapping]

    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "Makes a profile from configurations that were migrated by hand in AEM.",
        discussion: """
            Migrate one configuration in AEM's console, and export it before and after. BEFORE and AFTER are trees, \
            packages, or single files such as one .content.xml. Several pairs sharpen one profile. With the mapping, \
            values of the credential are told from others by themselves.

            What the examples do not tell, or tell in two ways, is asked: as a finding, with exit code 3, and in the \
            profile, which cannot be used before it is answered. No secret comes into the profile or the output.

            Examples:
              ims-migrate profile learn before after --mapping mapping.csv --out aem.json
              ims-migrate profile learn old.content.xml new.content.xml --out aem.json
            """)

    @Argument(help: ArgumentHelp("Exports before and after, in pairs.", valueName: "before after"))
    var examples: [String]

    @Option(help: ArgumentHelp("The mapping with the credentials that were used.", valueName: "file"))
    var mapping: String?

    @Option(help: ArgumentHelp("The file for the profile.", valueName: "profile"))
    var out: String

    @OptionGroup var overwrite: OverwriteOptions

    @Option(help: "What goes to standard output.")
    var format = LearningFormat.text

    @Flag(
        name: .shortAndLong, inversion: .prefixedNo, exclusivity: .chooseLast,
        help: "In text: only what makes the command fail, and the verdict.")
    var quiet = false

    @OptionGroup var secrets: SecretOptions

    func validate() throws {
        guard examples.count.isMultiple(of: 2), !examples.isEmpty else {
            throw ValidationError("BEFORE and AFTER come in pairs.")
        }
    }

    func run() throws {
        Interruption.install()
        let settings = RunSettings(
            profiles: try ProfileSet.load(replacing: nil), jobs: Terminal.processors, failOn: .error,
            progress: NoProgress())
        let pairs = stride(from: 0, to: examples.count, by: 2).map { (examples[$0], examples[$0 + 1]) }
        let report = try ProfileLearnRun(settings: settings).run(
            pairs, mapping: mapping.map { MappingFile($0, secrets: secrets.access) },
            out: try overwrite.file(out))
        try Terminal.deliver(try text(of: report))
        throw ExitCode(Int32(report.exitCode))
    }

    private func text(of report: LearningReport) throws(RunFailure) -> String {
        switch format {
        case .text: report.text(TextStyle(width: Terminal.outputWidth, quiet: quiet))
        case .json: try rendered { try report.json() }
        }
    }
}
