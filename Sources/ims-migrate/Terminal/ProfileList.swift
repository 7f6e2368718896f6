// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// The built-in profiles as a list for people.
struct ProfileList {
    private let summaries: [BuiltInProfiles.Summary]

    init(_ summaries: [BuiltInProfiles.Summary]) { self.summaries = summaries }

    /// One paragraph for each, in lines of at most `width` characters.
    func text(width: Int) -> String {
        summaries.map { summary in
            "\(summary.name) (storage form \(summary.storage))\n"
                + Self.wrapped(summary.description, width: width)
                + Self.wrapped("Assumption: \(summary.assumption)", width: width)
        }.joined(separator: "\n")
    }

    private static func wrapped(_ text: String, width: Int) -> String {
        text.wrapped(width: width - 2).map { "  \($0)\n" }.joined()
    }
}
