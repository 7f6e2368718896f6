// SPDX-License-Identifier: Apache-2.0

/// The columns that a file of waivers may have; the raw values are the names in its header, letter for letter.
package enum WaiverColumn: String, Sendable, CaseIterable {
    /// The rule whose findings are waived.
    case rule
    /// JCR path of what they are about, or a glob.
    case path
    /// File that they are about, relative to the input, or a glob: for findings that have no JCR path.
    case file
    /// Why.
    case reason
    /// Who answers for it.
    case owner
    /// The last day on which it counts, `YYYY-MM-DD`, in UTC.
    case expires
}

extension WaiverColumn: TableColumn {
    /// The columns that every file needs, beside one that says which findings are meant.
    package static let required: [WaiverColumn] = [.rule, .reason, .owner, .expires]
    /// The columns that say which findings are meant.
    package static let alternatives: [WaiverColumn] = [.path, .file]
    /// What they say.
    package static let purposeOfAlternatives = "which findings are meant"
}

/// One reason why a file cannot be used as waivers.
package typealias WaiverProblem = TableProblem<WaiverColumn>
/// Every problem of one file of waivers.
package typealias WaiverProblems = TableProblems<WaiverColumn>
