// SPDX-License-Identifier: Apache-2.0

/// What there is to know of a rule beyond its summary and its remedy. Rule pages, `explain` and SARIF are made from it.
package struct RulePage: Sendable, Equatable {
    /// What rules are about; the headings of the list of rules.
    package enum Topic: String, Sendable, CaseIterable {
        case configurations = "Configurations"
        case files = "Files"
        case osgi = "OSGi configurations"
        case packages = "Content packages"
        case mapping = "The mapping"
        case creation = "New configurations"
        case secrets = "Secrets"
        case downloads = "Downloads of Developer Console"
        case verification = "Verifying credentials"
        case profiles = "Profiles"
        case gates = "Waivers"
        case runs = "Runs"
        case comparison = "Comparing runs"
        case attestation = "Checking what a run left"
    }

    /// How much a finding of the rule weighs, and in which commands.
    package struct Weight: Sendable, Equatable {
        /// The level of the finding.
        package var level: Finding.Level
        /// As the record names them.
        package var commands: [String]
        /// When that is so, where it is not always.
        package var condition: String?
    }

    /// What it is about.
    package var topic: Topic
    /// What a finding of it means, in a few sentences.
    package var meaning: String
    /// Why it matters: what happens where nobody does anything about it.
    package var importance: String
    /// A message as it is shown; its values are invented.
    package var example: String
    /// The heaviest first.
    package var weights: [Weight]

    init(_ topic: Topic, meaning: String, importance: String, example: String, _ weights: Weight...) {
        self.topic = topic
        self.meaning = meaning
        self.importance = importance
        self.example = example
        self.weights = weights
    }

    /// Whether a finding of this level can be in the record of a command.
    package func allows(_ level: Finding.Level, in command: String) -> Bool {
        weights.contains { $0.level == level && $0.commands.contains(command) }
    }
}

extension RulePage.Weight {
    static func error(_ commands: [String], _ condition: String? = nil) -> Self {
        Self(level: .error, commands: commands, condition: condition)
    }
    static func warning(_ commands: [String], _ condition: String? = nil) -> Self {
        Self(level: .warning, commands: commands, condition: condition)
    }
    static func note(_ commands: [String], _ condition: String? = nil) -> Self {
        Self(level: .note, commands: commands, condition: condition)
    }
}

/// Commands that look at the same things.
extension [String] {
    static let scan = ["scan"]
    static let check = ["check"]
    static let looking = ["scan", "check"]
    static let planning = ["migrate", "plan", "apply"]
    static let writing = ["migrate", "apply"]
    static let validating = ["mapping validate"]
    static let drafting = ["mapping template", "mapping import"]
    static let importing = ["mapping import"]
    static let learning = ["profile learn"]
    static let verifying = ["verify-credentials", "migrate", "plan", "apply"]
    static let usingMapping =
        verifying + validating + ["mapping protect", "mapping template", "scan", "check"]
    static let comparing = ["report compare"]
    static let attesting = ["report verify"]
    /// All that read a repository.
    static let surveying = looking + planning + validating + drafting + ["verify-credentials"]
    /// All that make a run record.
    static let recording = surveying + ["mapping protect", "rollback"] + comparing + attesting
}
