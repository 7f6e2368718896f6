// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import MigrationPipeline

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

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

struct ConfigShowCommand: ParsableCommand, SettingsSelective {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tells the value of every setting, and who has set it.",
        discussion: """
            An option that is typed wins over the environment (IMS_MIGRATE_FORMAT for --format), that over \
            ims-migrate.json, and that over what is built in. The file is the one in the working directory, else in the \
            nearest folder above; paths in it are relative to its folder. Options given here are shown as they would \
            count for another command.

            Examples:
              ims-migrate config show
              ims-migrate config show --format json
              ims-migrate config show --jobs 2 --config other.json
            """)

    /// It shows them, and is not ruled by them.
    static let settingsNotTaken = Set(Setting.allCases)

    @Option(
        help: ArgumentHelp("CSV that gives each JWT configuration its OAuth credential.", valueName: "file"))
    var mapping: String?

    @Flag(
        inversion: .prefixedNo, exclusivity: .chooseLast,
        help: "A change that no filter of its content package covers is written, with a warning.")
    var allowUncovered = false

    @OptionGroup var allowanceOptions: AllowanceOptions
    @OptionGroup var gate: GateOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup(title: "Options of every run") var common: CommonOptions

    func validate() throws {
        guard common.format == .text || common.format == .json else {
            throw ValidationError("--format of this command is text or json.")
        }
    }

    func run() throws {
        let words = CommandWords(Array(CommandLine.arguments.dropFirst()), of: IMSMigrate.self)
        let settings = try Settings.read(for: words, environment: Terminal.environment)
        let list = SettingsList(settings.all(for: words), file: settings.file?.path)
        let text = common.format == .json ? try list.json() : list.text(common.style)
        try Terminal.deliver(text)
        for slip in Settings.slips(among: Array(ProcessInfo.processInfo.environment.keys)) {
            Terminal.say("\(slip.written) sets nothing. Did you mean \(slip.meant)?")
        }
    }
}

/// Settings with their values and who has set them, for people and for programs.
private struct SettingsList: Encodable {
    private struct Entry: Encodable {
        var name: String
        var value: Value?
        /// What counts, in words, where it is no value that could be typed.
        var meaning: String?
        /// `flag`, `environment`, `file` or `default`.
        var source: String
        var option: String?, variable: String?, file: String?
        var line: Int?

        init(_ setting: Setting, _ value: SettingValue) {
            name = setting.rawValue
            switch value.origin {
            case .flag(let word): (source, option) = ("flag", word)
            case .environment(let name): (source, variable) = ("environment", name)
            case .file(let path, let number): (source, file, line) = ("file", path, number)
            case .builtIn: source = "default"
            }
            if value.origin == .builtIn, setting.builtInValue == nil {
                meaning = setting.builtIn
            } else {
                self.value = Value(setting: setting, text: value.text)
            }
        }
    }

    private struct Value: Encodable {
        var setting: Setting
        var text: String

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch setting.kind {
            case .toggle: try container.encode(text == "true")
            case .number(_, isWhole: true): try container.encode(Int(text) ?? 0)
            case .number(_, isWhole: false): try container.encode(Double(text) ?? 0)
            default: try container.encode(text)
            }
        }
    }

    private let file: String?
    private let settings: [Entry]
    private let rows: [(setting: Setting, value: SettingValue)]

    private enum CodingKeys: String, CodingKey { case file, settings }

    init(_ rows: [(setting: Setting, value: SettingValue)], file: String?) {
        self.rows = rows
        self.file = file
        settings = rows.map { Entry($0.setting, $0.value) }
    }

    func json() throws -> String {
        try HarmlessJSON.text(of: self)
    }

    func text(_ style: TextStyle) -> String {
        let cells = rows.map { row -> [TextTable.Cell] in
            let ink: TextStyle.Ink? = row.value.origin == .builtIn ? .dim : nil
            return [
                TextTable.Cell(text: row.setting.rawValue, ink: ink),
                TextTable.Cell(text: HarmlessText.line(row.value.text), ink: ink),
                TextTable.Cell(text: HarmlessText.line(row.value.origin.description), ink: ink),
            ]
        }
        let place = file.map { "Settings file: \(HarmlessText.line($0))" }
        let text =
            (place ?? "No \(SettingsFile.name) here or in a folder above.") + "\n\n"
            + TextTable(header: ["SETTING", "VALUE", "SET BY"], rows: cells).render(style)
        return HarmlessText.withoutBuildCommands(inLinesOf: text)
    }
}
