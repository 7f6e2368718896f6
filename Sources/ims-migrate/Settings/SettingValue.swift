// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// The value of a setting, and who has set it.
struct SettingValue: Equatable, Sendable {
    /// Who sets values, the strongest first.
    enum Origin: Equatable, Sendable {
        /// The word on the command line.
        case flag(String)
        case environment(variable: String)
        case file(path: String, line: Int)
        case builtIn
    }

    /// As it would be typed; `true` and `false` where it is on or off.
    var text: String
    var origin: Origin
}

extension Setting {
    /// What is expected, for somebody who has written something else.
    var expectation: String {
        switch kind {
        case .choice(let words): "one of " + words.joined(separator: ", ")
        case .path: "a path"
        case .number(let range, let isWhole):
            "a \(isWhole ? "whole " : "")number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"
        case .version: "`cloud` or a version such as 6.5.19"
        case .text: "a text"
        case .toggle: "true or false"
        }
    }

    /// The value that a text stands for, as it would be typed; nil where it stands for none.
    func value(ofText text: String) -> String? {
        switch kind {
        case .choice(let words): return words.contains(text) ? text : nil
        case .path: return text.isEmpty || text.contains("\0") ? nil : text
        case .version: return TargetVersion(text).map { _ in text }
        case .text: return text.contains("\0") ? nil : text
        case .number: return Double(text).flatMap { value(ofNumber: $0) }
        case .toggle:
            switch text.lowercased() {
            case "true", "yes", "on", "1": return "true"
            case "false", "no", "off", "0": return "false"
            default: return nil
            }
        }
    }

    /// The same for JSON, where numbers are numbers, and what is on or off is true or false.
    func value(of json: JSONValue) -> String? {
        switch (kind, json) {
        case (.number, .number(let number)): value(ofNumber: number)
        case (.toggle, .bool(let isOn)): String(isOn)
        case (.number, _), (.toggle, _): nil
        case (_, .string(let text)): value(ofText: text)
        default: nil
        }
    }

    /// What the text most probably was meant to be, where that is one of some words.
    func nearest(to text: String) -> String? {
        guard case .choice(let words) = kind else { return nil }
        return NearestName.of(text, among: words) { $0 }
    }

    private func value(ofNumber number: Double) -> String? {
        guard case .number(let range, let isWhole) = kind, range.contains(number) else { return nil }
        return isWhole && number != number.rounded() ? nil : Self.plain(number)
    }

    private static func plain(_ number: Double) -> String {
        Int(exactly: number).map { String($0) } ?? String(number)
    }
}
