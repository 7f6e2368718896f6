// SPDX-License-Identifier: Apache-2.0
import IMSMigration
import Testing

extension Record {
    /// Holds every finding of a record that a test looks at against what the page of its rule says of levels and
    /// commands, so that no page can claim anything else than what runs do.
    func expectWeightsOfPages() {
        for finding in findings {
            guard let rule = FindingRule(rawValue: finding.rule),
                let level = IMSMigration.Finding.Level(rawValue: finding.level)
            else {
                Issue.record("\(finding.rule), \(finding.level): no rule, or no level")
                continue
            }
            // A comparison shows the findings of the later run as they were.
            let isAllowed =
                command == "report compare"
                ? rule.page.weights.contains { $0.level == level } : rule.page.allows(level, in: command)
            #expect(
                isAllowed,
                "the page of \(finding.rule) does not say that it can be \(finding.level) in `\(command)`")
        }
    }
}
