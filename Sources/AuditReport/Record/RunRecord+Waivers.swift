// SPDX-License-Identifier: Apache-2.0

extension RunRecord {
    /// Somebody's word that a finding is accepted.
    package struct Waiver: Codable, Sendable, Equatable {
        /// Why, and who answers for it.
        package var reason: String, owner: String
        /// The last day on which it counts, `YYYY-MM-DD`, in UTC.
        package var expires: String
        /// The row of the file of waivers, counted as a spreadsheet does.
        package var row: Int

        /// A waiver.
        package init(reason: String, owner: String, expires: String, row: Int) {
            self.reason = reason
            self.owner = owner
            self.expires = expires
            self.row = row
        }

        /// Who, why and until when, in words. Not made harmless.
        package var sentence: String { "Waived until \(expires) by \(owner): \(reason)" }
    }

    /// The findings that nobody has waived, in order: those that ask for something.
    package var openFindings: [Finding] { findings.filter { $0.waived == nil } }
    /// The findings that are accepted for now, in order.
    package var waivedFindings: [Finding] { findings.filter { $0.waived != nil } }

    /// What the figures leave out, a sentence each: findings that are waived, known from the baseline, or gone since.
    /// Reports of every format say so, each in its own way.
    package var omissions: [String] {
        let counts = summary.findings
        var sentences: [String] = []
        func findings(_ count: Int, _ one: String, _ many: String) {
            guard count > 0 else { return }
            sentences.append("\(count) finding\(count == 1 ? " \(one)" : "s \(many)").")
        }
        findings(counts.waived, "is waived and does not count", "are waived and do not count")
        let reference = comparison == nil ? "the baseline" : "the earlier run"
        findings(
            counts.known, "is known from \(reference) and left out",
            "are known from \(reference) and left out")
        findings(counts.resolved, "of \(reference) is gone", "of \(reference) are gone")
        return sentences
    }
}
