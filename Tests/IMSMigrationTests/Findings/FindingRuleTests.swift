// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import IMSMigration

@Suite("The rules that findings name")
struct FindingRuleTests {
    @Test("scripts rely on these names")
    func names() {
        let contract: Set = [
            "jwt-deprecated", "mapping-missing", "mapping-unused", "mapping-ambiguous",
            "configuration-ambiguous", "xml-malformed", "doctype-refused", "encoding-unsupported",
            "docview-invalid", "secret-plaintext", "org-mismatch", "path-unsafe", "limit-reached",
            "reference-broken",
        ]
        let names = FindingRule.allCases.map(\.rawValue)
        #expect(contract.subtracting(names) == [])
        #expect(Set(names).count == names.count)
    }

    @Test("every rule says what it found and what to do, in sentences", arguments: FindingRule.allCases)
    func texts(rule: FindingRule) {
        #expect(rule.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
        for text in [rule.summary, rule.remedy] {
            #expect(text.hasSuffix(".") && text.first?.isUppercase == true, "\(text)")
            #expect(!text.contains("  ") && !text.contains("\n"))
        }
    }

    @Test("an error weighs more than a warning, and a warning more than a note")
    func levels() {
        #expect(Finding.Level.allCases.sorted() == [.note, .warning, .error])
    }
}
