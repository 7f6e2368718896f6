// SPDX-License-Identifier: Apache-2.0
import AuditReport
import Foundation
import IMSMigration
import ProjectFiles
import Testing

@Suite("Rule pages")
struct RulePageTests {
    private static let folder = ProjectFolder.file("docs/rules").path

    @Test(
        "the page in docs/rules is the one that the rule makes: `make rule-pages`",
        arguments: FindingRule.allCases)
    func page(rule: FindingRule) throws {
        try expect("\(rule.rawValue).md", is: RuleGuide(rule).markdown())
    }

    @Test("so is the list, and no page is of a rule that is gone")
    func list() throws {
        try expect("README.md", is: RuleList.markdown())
        let names = Set(try FileManager.default.contentsOfDirectory(atPath: Self.folder))
        let wanted = Set(["README.md"] + FindingRule.allCases.map { $0.rawValue + ".md" })
        let difference = names.symmetricDifference(wanted).sorted()
        #expect(difference == [], "missing or too many in docs/rules: run `make rule-pages`")
    }

    /// Shows the lines that differ, not two pages.
    private func expect(_ name: String, is made: String) throws {
        let stored = try Files.text("\(Self.folder)/\(name)").components(separatedBy: "\n")
        let difference = made.components(separatedBy: "\n").difference(from: stored).map { change in
            switch change {
            case .insert(_, let line, _): "+ \(line)"
            case .remove(_, let line, _): "- \(line)"
            }
        }
        #expect(difference == [], "docs/rules/\(name) is not what the rule makes: run `make rule-pages`")
    }

    @Test(
        "every rule says what it means, why it matters and how much it weighs",
        arguments: FindingRule.allCases)
    func contents(rule: FindingRule) {
        let page = rule.page
        for text in [page.meaning, page.importance] {
            #expect(text.hasSuffix(".") && text.first?.isUppercase == true, "\(text)")
            #expect(!text.contains("  ") && !text.contains("\n"), "\(text)")
        }
        #expect(!page.example.isEmpty && !page.weights.isEmpty)
        #expect(page.weights.allSatisfy { !$0.commands.isEmpty })
        for line in RuleGuide(rule).markdown().split(separator: "\n") {
            #expect(line.count <= 120, "\(line)")
        }
    }

    @Test("`explain` prints the page, or all rules with a line each")
    func explain() throws {
        let folder = try TemporaryFolder()
        let page = try IMSMigrate.run(["explain", "jwt-deprecated"], in: folder.path, home: folder.path)
        #expect(page.exit == 0 && page.output.contains("Why it matters"), "\(page)")
        #expect(page.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(page)")
        let list = try IMSMigrate.run(["explain"], in: folder.path, home: folder.path)
        for rule in FindingRule.allCases { #expect(list.output.contains("  \(rule.rawValue) "), "\(list)") }
    }
}
