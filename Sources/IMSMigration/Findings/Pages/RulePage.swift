// SPDX-License-Identifier: Apache-2.0

/// What there is to know of a rule beyond its summary and its remedy. Rule pages, `explain` and SARIF are made from it.
package struct RulePage: Sendable, Equatable {
    /// What rules are about; the headings of the list of rules.
    package enum Topic: String, Sendable, CaseIterable {
        /// Adobe IMS configurations themselves.
        case configurations = "Configurations"
        /// Files that hold them, or could.
        case files = "Files"
        /// What OSGi configurations have alone.
        case osgi = "OSGi configurations"
        /// Content packages.
        case packages = "Content packages"
        /// The mapping and its rows.
        case mapping = "The mapping"
        /// Configurations that are made anew.
        case creation = "New configurations"
        /// Where secrets are kept.
        case secrets = "Secrets"
        /// Downloads of Adobe Developer Console.
        case downloads = "Downloads of Developer Console"
        /// Asking authorization servers.
        case verification = "Verifying credentials"
        /// Profiles.
        case profiles = "Profiles"
        /// What has been accepted beforehand.
        case gates = "Waivers"
        /// The run itself.
        case runs = "Runs"
        /// What has changed between two runs.
        case comparison = "Comparing runs"
        /// Whether all is still as a run left it.
        case attestation = "Checking what a run left"
    }

    /// How much a finding of the rule weighs, and in which commands.
    package struct Weight: Sendable, Equatable {
        /// The level of a finding.
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
    static let comparing = ["report compare"]
    static let attesting = ["report verify"]
    /// All that read a repository.
    static let surveying = looking + planning + validating + drafting + ["verify-credentials"]
    static let everywhere =
        looking + planning + ["rollback", "verify-credentials", "mapping protect"]
}
