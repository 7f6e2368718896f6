// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// All rules by what they are about: for the terminal, and as the first page of `docs/rules`.
package enum RuleList {
    /// The rules of each topic, in the order of their names.
    package static let topics: [(topic: RulePage.Topic, rules: [FindingRule])] =
        RulePage.Topic.allCases.map { topic in
            (
                topic,
                FindingRule.allCases.filter { $0.page.topic == topic }.sorted { $0.rawValue < $1.rawValue }
            )
        }

    /// One line for each, or as many as the terminal needs.
    package static func text(_ style: TextStyle) -> String {
        let longest = FindingRule.allCases.map(\.rawValue.count).max() ?? 0
        var text = ""
        for (topic, rules) in topics {
            text += (text.isEmpty ? "" : "\n") + style.paint(topic.rawValue, .accent) + "\n"
            for rule in rules {
                let lines = rule.summary.wrapped(width: max(30, style.width - longest - 4))
                let name = rule.rawValue + String(repeating: " ", count: longest - rule.rawValue.count)
                text += "  \(style.paint(name, .bold))  \(lines[0])\n"
                for line in lines.dropFirst() {
                    text += String(repeating: " ", count: longest + 4) + line + "\n"
                }
            }
        }
        return text
    }

    /// As Markdown, with links to the pages.
    package static func markdown() -> String {
        var text = """
            # Rules

            Every finding names the rule that it is about. `ims-migrate explain` lists the rules in the terminal, and
            `ims-migrate explain RULE` prints the page of one. These pages are made from the rules themselves
            (`Sources/IMSMigration/Findings`) by `make rule-pages`; a test fails where they are not the same.

            """
        for (topic, rules) in topics {
            text += "\n## \(topic.rawValue)\n\n| rule | what it says |\n| --- | --- |\n"
            for rule in rules { text += "| [`\(rule.rawValue)`](\(rule.rawValue).md) | \(rule.summary) |\n" }
        }
        return text
    }
}
