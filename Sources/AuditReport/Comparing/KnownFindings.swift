// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// The findings of an earlier run, to tell which findings of a later one are new.
///
/// A finding that was waived in the earlier run is not known by it: when its waiver expires, it must count again.
package struct KnownFindings: Sendable {
    private let findings: [RunRecord.Finding]
    /// The places in `findings` that nothing was taken for, the first last.
    private var places: [FindingIdentity: [Int]] = [:]
    /// JWT configurations that the earlier run left as they were, beyond those that it had findings about: another
    /// command than `scan` or `check` may have none.
    private var configurations: [FindingIdentity: Int] = [:]

    /// These findings alone.
    init(findings: [RunRecord.Finding]) {
        self.findings = findings
        for (place, finding) in findings.enumerated().reversed() {
            places[FindingIdentity(finding), default: []].append(place)
        }
    }

    /// What `record` knows.
    package init(_ record: RunRecord) {
        self.init(findings: record.openFindings)
        for entry in record.configurations where entry.classificationAfter == "jwt" {
            configurations[Self.identity(entry), default: 0] += 1
        }
        for finding in record.findings {
            let identity = FindingIdentity(finding)
            if let count = configurations[identity] { configurations[identity] = max(0, count - 1) }
        }
    }

    private static func identity(_ entry: RunRecord.Configuration) -> FindingIdentity {
        FindingIdentity(rule: FindingRule.jwtDeprecated.rawValue, subject: entry.path)
    }

    /// Whether the earlier run had this finding; each of its findings stands for one.
    package mutating func take(_ finding: RunRecord.Finding) -> Bool {
        let identity = FindingIdentity(finding)
        if places[identity]?.popLast() != nil { return true }
        guard let count = configurations[identity], count > 0 else { return false }
        configurations[identity] = count - 1
        return true
    }

    /// The findings of the earlier run that nothing was taken for, in their order.
    package var left: [RunRecord.Finding] { places.values.flatMap(\.self).sorted().map { findings[$0] } }
}
