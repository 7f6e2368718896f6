// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// The page of a rule: for the terminal, and as Markdown for `docs/rules`. Both say the same.
package struct RuleGuide: Sendable {
    private enum Block {
        case paragraph(String)
        case list([String])
        case code([String])
    }

    private struct Section {
        var title: String
        var blocks: [Block]
    }

    private let rule: FindingRule

    /// The page of `rule`.
    package init(_ rule: FindingRule) { self.rule = rule }

    /// For a terminal of this style.
    package func text(_ style: TextStyle) -> String {
        let width = min(style.width, 100)
        var text = style.paint(rule.rawValue, .bold) + "\n"
        text += Self.indented(rule.summary, width)
        for section in sections {
            text += "\n" + style.paint(section.title, .accent) + "\n"
            for block in section.blocks {
                switch block {
                case .paragraph(let paragraph): text += Self.indented(paragraph, width)
                case .list(let items): for item in items { text += Self.indented(item, width, bullet: "- ") }
                case .code(let lines): for line in lines { text += "    \(line)\n" }
                }
            }
        }
        return text
    }

    /// As Markdown, in lines of at most 120 characters.
    package func markdown() -> String {
        var text = "# \(rule.rawValue)\n\n"
        text += Self.lines(rule.summary)
        for section in sections {
            text += "\n## \(section.title)\n"
            for block in section.blocks {
                text += "\n"
                switch block {
                case .paragraph(let paragraph): text += Self.lines(paragraph)
                case .list(let items):
                    for item in items {
                        text += "- " + item.wrapped(width: 118).joined(separator: "\n  ") + "\n"
                    }
                case .code(let lines): text += lines.map { "    \($0)\n" }.joined()
                }
            }
        }
        return text + "\n---\n\n[All rules](README.md) · `ims-migrate explain \(rule.rawValue)`\n"
    }

    private var sections: [Section] {
        let page = rule.page
        return [
            Section(title: "What it means", blocks: [.paragraph(page.meaning)]),
            Section(title: "Why it matters", blocks: [.paragraph(page.importance)]),
            Section(title: "What to do", blocks: [.paragraph(rule.remedy)]),
            Section(title: "How it looks", blocks: [.code(page.example.wrapped(width: 90))]),
            Section(title: "How much it weighs", blocks: [.list(page.weights.map(\.words))]),
            Section(title: "How to accept it", blocks: acceptance),
        ]
    }

    private var acceptance: [Block] {
        if let reason = rule.reasonAgainstWaiving {
            return [.paragraph("It cannot be waived: \(reason).")]
        }
        let commands = Set(rule.page.weights.flatMap(\.commands))
        guard commands.contains("scan") || commands.contains("check") else {
            return [
                .paragraph(
                    "It cannot be waived: waivers are for `scan` and `check`."
                        + (commands.contains("migrate")
                            ? " To leave a configuration alone, give it a row with the action `skip` in the mapping."
                            : ""))
            ]
        }
        return [
            .paragraph(
                "`scan` and `check` accept it for a time, with `--waivers FILE`, by a row that says where, why, who and "
                    + "until when:"),
            .code(["rule,path,reason,owner,expires", "\(rule.rawValue),/conf/acme/**,WHY,WHO,2026-12-31"]),
            .paragraph("No command that writes takes waivers."),
        ]
    }

    private static func lines(_ text: String) -> String {
        text.wrapped(width: 120).map { $0 + "\n" }.joined()
    }

    private static func indented(_ text: String, _ width: Int, bullet: String = "") -> String {
        let lines = text.wrapped(width: width - 2 - bullet.count)
        let hanging = String(repeating: " ", count: bullet.count)
        return lines.enumerated().map { "  \($0.offset == 0 ? bullet : hanging)\($0.element)\n" }.joined()
    }
}

extension RulePage.Weight {
    /// In words: error in `check`.
    fileprivate var words: String {
        let names = commands.map { "`\($0)`" }
        let list =
            names.count == 1
            ? names[0] : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
        return "\(level.rawValue) in \(list)" + (condition.map { ", \($0)" } ?? "")
    }
}
