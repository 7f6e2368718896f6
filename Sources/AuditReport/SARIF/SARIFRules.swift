// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// The rules as SARIF describes them, made from the one table of rules.
struct SARIFRules {
    /// GitHub's limit for the name of a rule, and for each of its descriptions.
    private static let longestName = 255, longestDescription = 1024

    /// Every rule there is, so that the list is the same in each report, then those that this version does not know.
    let rules: [SARIFLog.Rule]
    private let indices: [String: Int]

    init(_ record: RunRecord) {
        var rules = FindingRule.allCases.map(Self.rule)
        var indices: [String: Int] = [:]
        for (index, rule) in FindingRule.allCases.enumerated() { indices[rule.rawValue] = index }
        for finding in record.findings where indices[finding.rule] == nil {
            indices[finding.rule] = rules.count
            rules.append(Self.unknownRule(finding.rule))
        }
        self.rules = rules
        self.indices = indices
    }

    /// The place of a rule in the list.
    func index(of rule: String) -> Int { indices[rule] ?? 0 }

    private static func rule(_ rule: FindingRule) -> SARIFLog.Rule {
        SARIFLog.Rule(
            id: rule.rawValue, name: name(of: rule),
            shortDescription: SARIFLog.Message(text: rule.summary),
            fullDescription: SARIFLog.Message(
                text: HarmlessText.clipped("\(rule.summary) \(rule.remedy)", to: longestDescription)),
            help: help(of: rule),
            defaultConfiguration: SARIFLog.Rule.Configuration(level: defaultLevel(of: rule)),
            properties: SARIFLog.Rule.Properties(tags: tags(of: rule)))
    }

    /// The page of the rule in short.
    private static func help(of rule: FindingRule) -> SARIFLog.Help {
        let text = "\(rule.summary)\n\n\(rule.page.meaning) \(rule.page.importance)\n\n"
        return SARIFLog.Help(
            text: text + "What to do: \(rule.remedy)", markdown: text + "**What to do:** \(rule.remedy)")
    }

    /// `jwt-deprecated` as `JwtDeprecated`, which is how the standard wants names.
    private static func name(of rule: FindingRule) -> String {
        rule.rawValue.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The level in the command where the rule weighs most; each result has its own.
    private static func defaultLevel(of rule: FindingRule) -> String {
        (rule.page.weights.map(\.level).max() ?? .error).rawValue
    }

    private static func tags(of rule: FindingRule) -> [String] {
        switch rule {
        case .jwtDeprecated, .secretPlaintext: ["adobe-ims", "security"]
        default: ["adobe-ims"]
        }
    }

    private static func unknownRule(_ id: String) -> SARIFLog.Rule {
        let text = "A rule that this version of ims-migrate does not know."
        let name = SARIFText.identifier(id, to: longestName)
        return SARIFLog.Rule(
            id: name, name: name, shortDescription: SARIFLog.Message(text: text),
            fullDescription: SARIFLog.Message(text: text),
            help: SARIFLog.Help(text: text, markdown: text),
            defaultConfiguration: SARIFLog.Rule.Configuration(level: "warning"),
            properties: SARIFLog.Rule.Properties(tags: ["adobe-ims"]))
    }
}

/// Texts of a record as SARIF takes them.
enum SARIFText {
    /// What a message may be long; nobody reads more, and a report must stay below GitHub's 10 MB.
    private static let longestMessage = 4_000

    /// A message of plain text.
    ///
    /// In SARIF, `[text](target)` is a link and `{0}` a placeholder in plain text too: the one is torn apart, and
    /// braces are doubled as the standard says. Empty is not allowed.
    static func message(_ text: String) -> SARIFLog.Message {
        var result = ""
        var previous: Unicode.Scalar?
        for scalar in HarmlessText.clipped(HarmlessText.line(text), to: longestMessage).unicodeScalars {
            if scalar == "(", previous == "]" { result += " " }
            if scalar == "{" || scalar == "}" { result.unicodeScalars.append(scalar) }
            result.unicodeScalars.append(scalar)
            previous = scalar
        }
        return SARIFLog.Message(text: result.isEmpty ? "(no text)" : result)
    }

    /// A name that must not be empty.
    static func identifier(_ text: String, to limit: Int) -> String {
        let harmless = HarmlessText.clipped(HarmlessText.line(text), to: limit)
        return harmless.isEmpty ? "(no name)" : harmless
    }
}
