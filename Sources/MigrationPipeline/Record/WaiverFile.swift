// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentDigest
import IMSMigration

/// A file of waivers on disk.
package struct WaiverFile: Sendable {
    /// No file of waivers is as large; in bytes.
    static let largestFile = 16 << 20

    private let path: String

    /// The CSV at `path`.
    package init(_ path: String) { self.path = path }

    /// What the file says.
    struct Contents {
        var waivers: [Waiver]
        var reference: RunRecord.GivenFile

        /// What is to be said about the waivers themselves. `used` are the rows that mean a finding of the run.
        func findings(used: Set<Int>, on today: CalendarDay) -> [LocatedFinding] {
            waivers.compactMap { waiver in
                let place = (waiver.path?.text).map { " for \($0)" } ?? ""
                let subject =
                    "Row \(waiver.row): the waiver of \(waiver.rule.rawValue)\(place) by \(waiver.owner)"
                let finding: Finding
                if waiver.isExpired(on: today) {
                    finding = Finding(
                        .waiverExpired, .warning, "\(subject) ended with \(waiver.expires): \(waiver.reason)",
                        path: waiver.path?.text, line: waiver.line)
                } else if !used.contains(waiver.row) {
                    finding = Finding(
                        .waiverUnused, .warning, "\(subject) matches no finding.", path: waiver.path?.text,
                        line: waiver.line)
                } else {
                    return nil
                }
                return GivenPath(reference.path).located(finding)
            }
        }
    }

    /// Throws `RunFailure` (65) that names every problem of the file.
    func read() throws(RunFailure) -> Contents {
        let bytes = try LocalFile.input(path, limit: Self.largestFile)
        do {
            return Contents(
                waivers: try WaiverReader.read(bytes),
                reference: .init(path: path, sha256: ContentDigest.sha256(bytes)))
        } catch {
            let count = error.problems.count
            let heading = "\(path): cannot be used as waivers, \(count) problem\(count == 1 ? "" : "s"):"
            throw RunFailure(
                .inputUnusable, ([heading] + error.problems.map { "  \($0)" }).joined(separator: "\n"))
        }
    }
}
