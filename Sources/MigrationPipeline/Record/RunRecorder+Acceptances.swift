// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// What somebody has decided about findings beforehand.
extension RunRecorder {
    /// Marks the findings that `waivers` accept on `today`, and adds what is to be said about the waivers themselves.
    mutating func apply(_ file: WaiverFile.Contents, on today: CalendarDay) {
        record.waivers = file.reference
        var used: Set<Int> = []
        for index in record.findings.indices {
            let finding = record.findings[index]
            func means(_ waiver: Waiver) -> Bool {
                waiver.means(rule: finding.rule, path: finding.path, file: finding.file)
            }
            used.formUnion(file.waivers.filter(means).map(\.row))
            let waiver = file.waivers.waiver(
                forRule: finding.rule, path: finding.path, file: finding.file, on: today)
            record.findings[index].waived = waiver.map {
                RunRecord.Waiver(
                    reason: $0.reason, owner: $0.owner, expires: $0.expires.description, row: $0.row)
            }
        }
        for finding in file.findings(used: used, on: today) { add(finding) }
    }

    /// Leaves out the findings that the baseline has already.
    mutating func leaveOut(_ baseline: BaselineFile.Contents) {
        record.baseline = baseline.reference
        var known = KnownFindings(baseline.record)
        let before = record.findings.count
        record.findings = record.findings.filter { finding in
            // What is waived stays to be seen, but is not gone either.
            let isKnown = known.take(finding)
            return !isKnown || finding.waived != nil
        }
        record.summary.findings.known = before - record.findings.count
        record.summary.findings.resolved = known.left.count
    }
}
