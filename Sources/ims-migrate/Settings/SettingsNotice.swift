// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MigrationPipeline

/// Tells on standard error what a run does that nobody has typed.
struct SettingsNotice {
    private let used: [(setting: Setting, value: SettingValue)]
    private let withheld: [(setting: Setting, value: SettingValue)]
    private let isVerbose: Bool, isQuiet: Bool

    init(_ settings: Settings, _ words: CommandWords) {
        used = settings.used(by: words)
        withheld = settings.withheld(from: words)
        func isOn(_ setting: Setting) -> Bool {
            (words.value(of: setting) ?? settings.values[setting])?.text == "true"
        }
        isVerbose = isOn(.verbose)
        isQuiet = isOn(.quiet)
    }

    /// With `--verbose` always; without it where a file decides something about a run that is going to write.
    func show(for command: any ParsableCommand) {
        guard !used.isEmpty else { return }
        if isVerbose { return Terminal.say("Settings: \(list(used))") }
        guard let writing = command as? any RepositoryWriting, writing.writesRepository, !isQuiet else {
            return
        }
        let grave = used.filter { $0.value.isFromFile && $0.setting.concernsWriting }
        if !grave.isEmpty { Terminal.say("Settings: \(list(grave))") }
    }

    /// Who has set the options that an error message is about, where nobody has typed them.
    func origins(in message: String) -> String {
        let untaken = withheld.filter { message.contains($0.setting.option) }
        if !untaken.isEmpty {
            return
                "Set in a file, and not taken: \(list(untaken)). Secrets are sent where the mapping says, so that it has to "
                + "be typed."
        }
        let named = used.filter { message.contains($0.setting.option) }
        return named.isEmpty ? "" : "Not typed, but set: \(list(named))"
    }

    private func list(_ settings: [(setting: Setting, value: SettingValue)]) -> String {
        settings.map { "\($0.setting.rawValue) = \($0.value.text) (\($0.value.origin))" }.joined(
            separator: ", ")
    }
}

extension Setting {
    /// Whether it matters to what is written, and not only to how that is shown.
    fileprivate var concernsWriting: Bool {
        switch self {
        case .allowOrgMismatch, .allowUncovered, .allowUnmapped, .failOn, .journalDir, .mapping, .profile,
            .reportDir,
            .runBy:
            true
        case .aemVersion, .baseline, .color, .format, .jobs, .quiet, .timeout, .verbose, .waivers: false
        }
    }
}

extension SettingValue.Origin: CustomStringConvertible {
    /// In words: `--jobs`, `IMS_MIGRATE_JOBS`, `/home/jane/ims-migrate.json:3`, `default`.
    var description: String {
        switch self {
        case .flag(let word): word
        case .environment(let variable): variable
        case .file(let path, let line): "\(path):\(line)"
        case .builtIn: "default"
        }
    }
}
