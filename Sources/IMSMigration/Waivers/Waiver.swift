// SPDX-License-Identifier: Apache-2.0

import DocView

/// Somebody's word that findings of a rule are accepted at a place, for a reason and for a time.
package struct Waiver: Sendable, Equatable {
    /// The row of the file, counted as a spreadsheet does.
    package let row: Int
    /// The line of the file on which the row starts, from 1.
    package let line: Int
    /// The rule whose findings it accepts.
    package let rule: FindingRule
    /// The JCR paths and the files that it means; where both are given, both must match.
    package let path: PathPattern?, file: PathPattern?
    /// Why, and who answers for it.
    package let reason: String, owner: String
    /// The last day on which it counts.
    package let expires: CalendarDay

    /// Whether it no longer counts.
    package func isExpired(on today: CalendarDay) -> Bool { expires < today }

    /// Whether it means a finding of `rule` with this JCR path and this file, as far as it has them.
    ///
    /// A finding without a JCR path goes by that of its file. One that lies nowhere in particular goes by `/`, which
    /// `**` matches.
    package func means(rule: String, path: String?, file: String?) -> Bool {
        guard rule == self.rule.rawValue else { return false }
        if let pattern = self.path {
            let place = path ?? file.map { PlatformPath.jcrPath(ofFile: $0) ?? "/" + $0 } ?? "/"
            guard pattern.matches(path: place, node: place) else { return false }
        }
        if let pattern = self.file {
            guard let file, pattern.matches(path: "/" + file, node: "/" + file) else { return false }
        }
        return true
    }
}

extension [Waiver] {
    /// The waiver that speaks for a finding on `today`: of those that have not expired and mean it, an exact path before
    /// a glob, then the one that lasts longest, then the first.
    package func waiver(
        forRule rule: String, path: String?, file: String?, on today: CalendarDay
    ) -> Waiver? {
        filter { !$0.isExpired(on: today) && $0.means(rule: rule, path: path, file: file) }
            .min { left, right in
                func rank(_ waiver: Waiver) -> Int { (waiver.path ?? waiver.file)?.isExact == true ? 0 : 1 }
                return (rank(left), right.expires, left.row) < (rank(right), left.expires, right.row)
            }
    }
}

extension FindingRule {
    /// Why findings of the rule cannot be waived; nil where they can.
    package var reasonAgainstWaiving: String? {
        switch self {
        case .waiverExpired, .waiverUnused: "it is about the waivers themselves"
        case .fileUnreadable: "what could not be read makes the whole result incomplete"
        case .runFailed: "a run that could not go on has found nothing"
        default: nil
        }
    }
}
