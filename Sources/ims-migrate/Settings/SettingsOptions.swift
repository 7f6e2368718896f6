// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Which settings file counts. Looked at before a command is parsed, by ``CommandWords``; here for the help.
struct SettingsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Take settings from this file (default: ims-migrate.json here, or in the nearest folder above).",
            valueName: "file"))
    var config: String?

    @Flag(help: "Take no settings from a file.")
    var noConfig = false

    func validate() throws {
        if noConfig, config != nil {
            throw ValidationError("--config and --no-config contradict each other.")
        }
    }
}

/// Options that a command knows only to say why it does not take them.
protocol RefusedOptions: ParsableArguments {}

/// A command with an option that is called like a setting and means something else, or that a setting would spoil.
protocol SettingsSelective: ParsableArguments {
    /// The settings that it does not take.
    static var settingsNotTaken: Set<Setting> { get }
}

/// A command that sends the secrets of its mapping to servers.
protocol SecretSending: ParsableCommand {}

/// A command that handles no secret. A settings file that others can write doesn't stop it: the file isn't taken, which a
/// warning says.
protocol SecretFree: ParsableCommand {}

extension ScanCommand: SecretFree {}
extension CheckCommand: SecretFree {}
extension ExplainCommand: SecretFree {}
extension ConfigShowCommand: SecretFree {}
extension MappingTemplateCommand: SecretFree {}
extension ProfileShowCommand: SecretFree {}
extension ProfileValidateCommand: SecretFree {}
extension ReportRenderCommand: SecretFree {}
extension ReportCompareCommand: SecretFree {}
extension ReportMergeCommand: SecretFree {}

/// A command that can change a repository: whoever runs it is told of settings that they have not typed.
protocol RepositoryWriting: ParsableCommand {
    /// Whether it is going to.
    var writesRepository: Bool { get }
}

extension ParsableArguments {
    /// The settings that it takes: those whose options it, or a group of its options, has.
    static var settings: Set<Setting> {
        var settings: Set<Setting> = []
        for child in Mirror(reflecting: Self()).children {
            if let group = child.value as? any AnyOptionGroup {
                if group.options is any RefusedOptions.Type { continue }
                settings.formUnion(group.options.settings)
            } else if child.value is any NamedOption, let label = child.label {
                settings.formUnion(Setting.allCases.filter { "_" + $0.property == label })
            }
        }
        return settings.subtracting((Self.self as? any SettingsSelective.Type)?.settingsNotTaken ?? [])
    }
}

extension Setting {
    /// The name of the property that ArgumentParser makes the option of.
    fileprivate var property: String {
        let words = rawValue.split(separator: "-")
        return words.prefix(1).joined() + words.dropFirst().map(\.capitalizedFirst).joined()
    }
}

extension Substring {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// What ArgumentParser's wrappers are, apart from positional arguments: their types tell the options of a command.
private protocol NamedOption {}
extension Option: NamedOption {}
extension Flag: NamedOption {}

private protocol AnyOptionGroup {
    var options: any ParsableArguments.Type { get }
}
extension OptionGroup: AnyOptionGroup {
    fileprivate var options: any ParsableArguments.Type { Value.self }
}
