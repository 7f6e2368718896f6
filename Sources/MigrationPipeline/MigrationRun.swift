// SPDX-License-Identifier: Apache-2.0

import AuditReport
import DocView
import IMSMigration

/// `migrate`: discover, classify, map, plan, and unless it is a dry run apply and verify.
public struct MigrationRun: Sendable {
    /// What a migration can be told beyond what every run can.
    public struct Options: Sendable {
        /// Nothing is written.
        public var isDryRun: Bool
        /// Pending changes of a dry run make exit code 2.
        public var detailedExitCode: Bool
        /// Where the migrated copy goes; nil migrates in place.
        public var output: String?
        /// What is allowed that is an error otherwise.
        public var allowances: Planner.Allowances

        /// What a migration is told.
        public init(
            isDryRun: Bool = false, detailedExitCode: Bool = false, output: String? = nil,
            allowances: Planner.Allowances = .init()
        ) {
            self.isDryRun = isDryRun
            self.detailedExitCode = detailedExitCode
            self.output = output
            self.allowances = allowances
        }
    }

    private let settings: RunSettings
    private let options: Options

    /// A migration.
    public init(settings: RunSettings, options: Options) {
        self.settings = settings
        self.options = options
    }

    /// The record of migrating the repository at `path` by `mappingFile`.
    ///
    /// Throws `RunFailure` where an input cannot be used, or where writing failed; then the repository is as it was.
    public func run(_ path: String, mapping mappingFile: MappingFile) throws(RunFailure) -> RunRecord {
        let mode: RunRecord.Mode = options.isDryRun ? .dryRun : .apply
        var recorder = RunRecorder(command: "migrate", mode: mode, inputs: [path])
        let mapping = try mappingFile.read()
        let input = try Survey(settings).input(at: path)
        recorder.add(input)
        let changes = MigrationPlanning(mapping: mapping, settings: settings, allowances: options.allowances)
            .plan(input, recorder: &recorder)

        if let blocked = blockedRecord(recorder, input) { return blocked }
        if options.isDryRun {
            let isPending = options.detailedExitCode && !changes.isEmpty
            return recorder.finished(isPending ? .changesPending : .done) { Self.previewReason($0) }
        }
        try Application(tree: input.tree, changes: changes).apply(to: options.output)
        recorder.markPlannedAsMigrated()
        return recorder.finished(.done) { Self.doneReason($0) }
    }

    /// The record of a run that may not write, or nil where it may.
    private func blockedRecord(_ recorder: RunRecorder, _ input: Survey.Input) -> RunRecord? {
        if input.isIncomplete {
            return recorder.finished(.inputOutput) { _ in
                "Nothing was written: something could not be read, so the plan would be incomplete."
            }
        }
        if recorder.hasFinding(.mappingIncomplete) {
            return recorder.finished(.inputUnusable) { _ in
                "Nothing was written: the mapping lacks cells that are needed."
            }
        }
        // An error always stops a migration: `--fail-on never` is for commands that only read.
        guard recorder.hasFindings(at: settings.failOn == .never ? .error : settings.failOn) else {
            return nil
        }
        return recorder.finished(.findings) { summary in
            let errors = summary.findings.error
            return errors > 0
                ? "Nothing was written: \(errors) error\(errors == 1 ? "" : "s") must be dealt with first."
                : "Nothing was written: there are findings, and --fail-on asks to stop at them."
        }
    }

    private static func previewReason(_ summary: RunRecord.Summary) -> String {
        summary.planned == 0
            ? "Nothing to do: no configuration would be migrated."
            : "Nothing was written (dry run): \(configurations(summary.planned)) would be migrated."
    }

    private static func doneReason(_ summary: RunRecord.Summary) -> String {
        summary.migrated == 0
            ? "Nothing to do: no configuration was migrated."
            : "\(configurations(summary.migrated)) migrated and verified."
    }

    private static func configurations(_ count: Int) -> String {
        "\(count) configuration\(count == 1 ? "" : "s")"
    }
}
