// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSMigration
import MigrationPipeline

/// A command line, as far as it has to be known before it is parsed: the command it names, and what it decides itself.
struct CommandWords {
    let words: [String]
    /// The command, and how many words name it.
    let command: any ParsableCommand.Type
    let length: Int
    /// The word that names no command, where one is expected.
    let unknown: String?

    init(_ words: [String], of root: any ParsableCommand.Type) {
        self.words = words
        var command = root
        var length = 0
        while length < words.count,
            let next = command.configuration.subcommands.first(where: { $0._commandName == words[length] })
        {
            command = next
            length += 1
        }
        let expectsCommand = !command.configuration.subcommands.isEmpty
        let next = length < words.count ? words[length] : nil
        unknown = next.flatMap { expectsCommand && !$0.hasPrefix("-") && $0 != "help" ? $0 : nil }
        self.command = command
        self.length = length
    }

    /// The words that can be options: those up to `--`.
    private var options: [String] { Array(words.dropFirst(length).prefix { $0 != "--" }) }

    /// The word that decides a setting, if one does.
    func word(for setting: Setting) -> String? { setting.word(in: options) }

    /// What it decides there: for `--jobs 3` the 3, for `--no-quiet` false.
    func value(of setting: Setting) -> SettingValue? {
        guard let word = word(for: setting), let index = options.lastIndex(of: word) else { return nil }
        let text: String
        if case .toggle = setting.kind {
            text = String(setting.isOn(by: word))
        } else if word.hasPrefix(setting.option + "=") {
            text = String(word.dropFirst(setting.option.count + 1))
        } else {
            text = index + 1 < options.count ? options[index + 1] : ""
        }
        return SettingValue(
            text: text, origin: .flag(word.split(separator: "=").first.map(String.init) ?? word))
    }

    /// The settings that the command takes and this command line leaves open.
    var openSettings: [Setting] {
        command.settings.filter { word(for: $0) == nil }.sorted { $0.rawValue < $1.rawValue }
    }

    /// Whether only help, or something else that has nothing to do with settings, is asked for.
    var asksForHelp: Bool {
        options.contains { ["-h", "--help", "--help-hidden", "--version"].contains($0) }
            || words.contains { $0.hasPrefix("--experimental-dump-help") || $0.hasPrefix("---completion") }
    }

    /// The settings file that the command line names.
    var settingsFile: String? {
        guard let index = options.lastIndex(where: { $0 == "--config" || $0.hasPrefix("--config=") }) else {
            return nil
        }
        if options[index] != "--config" { return String(options[index].dropFirst("--config=".count)) }
        return index + 1 < options.count ? options[index + 1] : nil
    }

    var refusesSettingsFile: Bool { options.contains("--no-config") }

    /// Whether it sends secrets to the servers that a mapping names.
    private var sendsSecrets: Bool {
        command is any SecretSending.Type || options.contains("--verify-credentials")
    }

    /// Whether the run has to do with secrets: those of a mapping or a repository that it writes, or the login of an
    /// instance that it reads.
    var handlesSecrets: Bool {
        !(command is any SecretFree.Type)
            || options.contains { $0.hasPrefix("--aem-password") || $0.hasPrefix("--aem-token") }
    }

    /// Whether a value is not taken, because a file has no right to decide it here: what is sent where, a person says.
    func withholds(_ setting: Setting, _ value: SettingValue) -> Bool {
        setting == .mapping && sendsSecrets && value.isFromFile
    }

    /// The same command line with values for what it leaves open. What is typed comes later, and so counts.
    func completed(with values: [Setting: SettingValue]) -> [String] {
        let added = openSettings.compactMap { setting -> String? in
            guard let value = values[setting], !withholds(setting, value) else { return nil }
            guard case .toggle = setting.kind else { return "\(setting.option)=\(value.text)" }
            return value.text == "true" ? setting.option : nil
        }
        return words.prefix(length) + added + words.dropFirst(length)
    }

    /// Options that need no command.
    private static func ofNoCommand(_ option: String) -> Bool {
        ["--help", "--version", "--generate-completion-script", "--experimental-dump-help"].contains {
            option.hasPrefix($0)
        }
    }

    /// Throws where a word stands in the place of a command and is none.
    func expectKnownCommand() throws {
        if length == 0, let option = words.first, option.hasPrefix("--"), option.count > 2,
            !Self.ofNoCommand(option)
        {
            let name = option.prefix { $0 != "=" }
            throw ValidationError("Options come behind the command: `ims-migrate COMMAND … \(name)`.")
        }
        guard let unknown else { return }
        let names = command.configuration.subcommands.map { $0._commandName }
        let nearest = NearestName.of(unknown, among: names) { $0 }
        throw ValidationError(
            "There is no command '\(unknown)'. "
                + (nearest.map { "Did you mean '\($0)'?" } ?? "There are \(names.joined(separator: ", "))."))
    }
}
