// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditReport
import IMSMigration
import MigrationPipeline

/// How a page is printed.
enum PageFormat: String, ExpressibleByArgument, CaseIterable {
    case text, markdown
}

struct ExplainCommand: ParsableCommand, SettingsSelective {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explains a rule that findings name: what it means, why it matters, what to do.",
        discussion: """
            Without a rule, lists them all.

            Examples:
              ims-migrate explain
              ims-migrate explain jwt-deprecated
              ims-migrate explain mapping-missing --format markdown
            """)

    /// It has formats of its own.
    static let settingsNotTaken: Set<Setting> = [.format]

    @Argument(
        help: ArgumentHelp("The rule, as it stands before a finding.", valueName: "rule"),
        completion: .list(FindingRule.allCases.map(\.rawValue)))
    var name: String?

    @Option(help: "How the page is printed.")
    var format = PageFormat.text

    @Option(help: "Whether to use colours.")
    var color = ColorChoice.auto

    @OptionGroup var settings: SettingsOptions

    func run() throws {
        let style = TextStyle(width: Terminal.outputWidth, color: Terminal.usesColor(color))
        let text: String
        if let name {
            let guide = RuleGuide(try rule(name))
            text = format == .text ? guide.text(style) : guide.markdown()
        } else {
            text = format == .text ? RuleList.text(style) : RuleList.markdown()
        }
        try Terminal.deliver(text)
    }

    private func rule(_ name: String) throws -> FindingRule {
        if let rule = FindingRule(rawValue: name) { return rule }
        let nearest = NearestName.of(name, among: FindingRule.allCases) { $0.rawValue }
        throw ValidationError(
            "There is no rule '\(name)'. "
                + (nearest.map { "Did you mean '\($0.rawValue)'?" } ?? "`ims-migrate explain` lists them."))
    }
}
