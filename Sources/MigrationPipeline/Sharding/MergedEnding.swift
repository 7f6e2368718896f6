// SPDX-License-Identifier: Apache-2.0

import AuditReport

/// How a run ended whose parts ended each for itself.
struct MergedEnding {
    /// The exit code of the whole.
    let exitCode: Int
    /// Why, in words.
    let reason: String

    /// The gravest of what happened to the parts is what happened to the whole.
    private static let gravest: [ExitStatus] = [
        .unexpected, .stoppedPartWay, .notVerified, .interrupted, .inputOutput, .refused, .inputUnusable,
        .usage,
        .findings, .changesPending, .done,
    ]

    /// The end of `whole`, which has its figures already.
    init(parts: [RecordMerge.Part], whole: RunRecord) {
        let codes = Set(parts.map(\.record.exitCode))
        let status = Self.gravest.first { codes.contains($0.rawValue) } ?? .unexpected
        exitCode = status.rawValue
        reason =
            Self.reason(status, whole, isUnanimous: codes.count == 1)
            ?? Self.reason(of: status.rawValue, parts)
    }

    /// What the run itself would have said; nil where only its parts know.
    private static func reason(_ status: ExitStatus, _ whole: RunRecord, isUnanimous: Bool) -> String? {
        let summary = whole.summary
        if let purpose = ScanRun.Purpose(rawValue: whole.command) {
            return [.done, .findings].contains(status) ? purpose.reason(status, summary) : nil
        }
        switch (whole.mode, status) {
        case (.dryRun, .done), (.dryRun, .changesPending): return MigrationReason.preview(summary)
        case (.apply, .done): return MigrationReason.done(summary)
        // Where some have written, the whole did not stop before it wrote.
        case (_, .findings) where isUnanimous: return MigrationReason.blocked(errors: summary.findings.error)
        default: return nil
        }
    }

    /// What the parts that ended so say; all the same, or each for itself.
    private static func reason(of exitCode: Int, _ parts: [RecordMerge.Part]) -> String {
        let ended = parts.filter { $0.record.exitCode == exitCode }
        if ended.count == parts.count, Set(ended.map(\.record.exitReason)).count == 1 {
            return ended[0].record.exitReason
        }
        return ended.map { "Part \($0.shard.index) of \($0.shard.count): \($0.record.exitReason)" }
            .joined(separator: "\n")
    }
}
