// SPDX-License-Identifier: Apache-2.0

import ContentDigest
import IMSMigration

/// What all the parts of one run have in common, as a digest: parts with another one belong to another run.
enum ShardFingerprint {
    /// SHA-256 over the number of parts, the mapping's bytes, the profiles, and what the user allows. A path is not in it:
    /// it need not be the same on two machines.
    static func of(
        count: Int, profiles: [Profile], mappingSHA256: String? = nil,
        allowances: Planner.Allowances = Planner.Allowances()
    ) -> String {
        let allowed = [
            allowances.unmapped, allowances.orgMismatch, allowances.uncovered, allowances.renamesDotPIDs,
        ]
        var lines = ["parts \(count)", "mapping \(mappingSHA256 ?? "none")"]
        lines += profiles.map { "profile \($0.storage) \($0.sha256)" }.sorted()
        lines += allowances.servers.hosts.map { "server \($0)" }.sorted()
        lines.append("allowed " + allowed.map { $0 ? "1" : "0" }.joined())
        return ContentDigest.sha256(Array(lines.joined(separator: "\n").utf8))
    }
}
