// SPDX-License-Identifier: Apache-2.0

import ContentDigest

/// What makes a finding the same finding in another run, wherever its line has gone by then and wherever the repository
/// lies: a digest of the rule and of the JCR path, else the file, else the message.
///
/// SARIF's fingerprints, the baseline and the comparison of runs all go by it.
package struct FindingIdentity: Hashable, Sendable {
    /// 32 hexadecimal digits.
    package let digest: String

    /// The identity of a finding.
    package init(_ finding: RunRecord.Finding) {
        self.init(rule: finding.rule, subject: finding.path ?? finding.file ?? finding.message)
    }

    /// The identity of findings of `rule` about `subject`.
    init(rule: String, subject: String) {
        digest = String(ContentDigest.sha256(Array("\(rule)\u{0}\(subject)".utf8)).prefix(32))
    }
}

extension RunRecord {
    /// The fingerprints of the findings, in their order: the identity, and which one of those it is, counted from 1.
    var fingerprints: [String] {
        var counts: [FindingIdentity: Int] = [:]
        return findings.map { finding in
            let identity = FindingIdentity(finding)
            counts[identity, default: 0] += 1
            return "\(identity.digest):\(counts[identity] ?? 1)"
        }
    }
}
