// SPDX-License-Identifier: Apache-2.0

import AuditReport

/// Settings with their values and who has set them, for people and for programs.
struct SettingsList: Encodable {
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
