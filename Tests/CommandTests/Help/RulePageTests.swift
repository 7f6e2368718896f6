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
        #expect(try Files.text("\(Self.folder)/\(rule.rawValue).md") == RuleGuide(rule).markdown())
    }

    @Test("so is the list, and no page is of a rule that is gone")
    func list() throws {
        #expect(try Files.text(Self.folder + "/README.md") == RuleList.markdown())
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
        #expect(names == (["README.md"] + FindingRule.allCases.map { $0.rawValue + ".md" }).sorted())
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
