// SPDX-License-Identifier: Apache-2.0

import IMSMigration
import MigrationPipeline

/// What counts where nothing is typed: the environment before the settings file before what is built in.
///
/// The one place that knows the order. Commands do not: a value that is set beforehand is put into the command line as if
/// it had been typed first, so that it is read, checked and refused like any other.
struct Settings {
    /// What the environment or the file sets, for any command.
    private(set) var values: [Setting: SettingValue]
    /// The file that was read.
    let file: SettingsFile?

    /// Names the settings file.
    private static let configVariable = "IMS_MIGRATE_CONFIG"

    /// Nothing is set.
    static let none = Settings(values: [:], file: nil)

    /// All that is set for a command line. Throws `RunFailure`: 65 for the file, 64 for a variable.
    static func read(
        for words: CommandWords, environment: (String) -> String?
    ) throws(RunFailure) -> Settings {
        let file = try file(for: words, environment)
        var values = file?.values ?? [:]
        for setting in Setting.allCases {
            guard let text = environment(setting.variable), !text.isEmpty else { continue }
            guard let value = setting.value(ofText: text) else {
                let nearest = setting.nearest(to: text).map { " Did you mean \($0)?" } ?? ""
                throw RunFailure(
                    .usage, "The variable \(setting.variable) must be \(setting.expectation).\(nearest)")
            }
            values[setting] = SettingValue(text: value, origin: .environment(variable: setting.variable))
        }
        // What contradicts each other is decided by the stronger.
        if values[.quiet]?.text == "true", values[.verbose]?.text == "true" {
            let weaker: Setting = values[.quiet]?.isFromEnvironment == true ? .verbose : .quiet
            values[weaker]?.text = "false"
        }
        return Settings(values: values, file: file)
    }

    private static func file(
        for words: CommandWords, _ environment: (String) -> String?
    ) throws(RunFailure) -> SettingsFile? {
        if words.refusesSettingsFile { return nil }
        if let named = words.settingsFile { return try SettingsFile(named: named) }
        if let named = environment(configVariable), !named.isEmpty {
            return try SettingsFile(named: named)
        }
        do {
            return try SettingsFile.found()
        } catch let distrust as SettingsFile.Distrust {
            guard words.handlesSecrets else {
                Terminal.say("ims-migrate: warning: \(distrust)")
                return nil
            }
            throw RunFailure(.inputUnusable, distrust.description)
        } catch let failure as RunFailure {
            throw failure
        } catch {
            throw RunFailure(.inputUnusable, "\(error)")
        }
    }

    /// Variables that most probably were meant to set something, and do not: each with the one that would.
    static func slips(among variables: [String]) -> [(written: String, meant: String)] {
        let known = Setting.allCases.map(\.variable) + [configVariable]
        return variables.sorted().compactMap { name in
            guard name.hasPrefix("IMS_MIGRATE_"), !known.contains(name) else { return nil }
            return NearestName.of(name, among: known) { $0 }.map { (name, $0) }
        }
    }

    /// What of it a command line uses, in the order of names.
    func used(by words: CommandWords) -> [(setting: Setting, value: SettingValue)] {
        words.openSettings.compactMap { setting in values[setting].map { (setting, $0) } }
            .filter { !words.withholds($0.setting, $0.value) }
    }

    /// What of it is for a command line, and not taken.
    func withheld(from words: CommandWords) -> [(setting: Setting, value: SettingValue)] {
        words.openSettings.compactMap { setting in values[setting].map { (setting, $0) } }
            .filter { words.withholds($0.setting, $0.value) }
    }

    /// Every setting with its value for a command line, and who has set it.
    func all(for words: CommandWords) -> [(setting: Setting, value: SettingValue)] {
        Setting.allCases.map { setting in
            let value = words.value(of: setting) ?? values[setting]
            return (setting, value ?? SettingValue(text: setting.builtIn, origin: .builtIn))
        }
    }
}

extension SettingValue {
    fileprivate var isFromEnvironment: Bool {
        if case .environment = origin { true } else { false }
    }

    /// Whether a settings file has set it.
    var isFromFile: Bool {
        if case .file = origin { true } else { false }
    }
}
