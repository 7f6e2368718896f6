// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository

/// `rollback`: puts back what a run replaced, by its journal.
public struct RollbackRun: Sendable {
    private static let largestReport = 1 << 30

    private let settings: RunSettings
    private let isDryRun: Bool
    private let journalFolder: String?

    /// A rollback; journals are in `journalFolder`, nil is where the report says, or the standard folder.
    public init(settings: RunSettings, isDryRun: Bool, journalFolder: String?) {
        self.settings = settings
        self.isDryRun = isDryRun
        self.journalFolder = journalFolder
    }

    /// Undoes the run that wrote the report (`report.json`) at `path`. Throws `RunFailure`.
    public func run(report path: String) throws(RunFailure) -> RunRecord {
        let report: RunRecord
        do {
            report = try JSONReport.read(try LocalFile.read(path, limit: Self.largestReport))
        } catch let problem as LocalFile.Problem {
            throw RunFailure(.inputUnusable, problem.description(of: path))
        } catch {
            throw RunFailure(
                .inputUnusable, "\(path): not a report of this tool. Pass the report.json that the run wrote."
            )
        }
        guard report.schemaVersion == RunRecord.currentSchemaVersion else {
            throw RunFailure(.inputUnusable, "\(path): another version of this tool wrote this report.")
        }
        guard let reference = report.journal else {
            throw RunFailure(
                .inputUnusable,
                "\(path): the run of this report changed nothing in place, so that there is nothing to put back."
            )
        }
        let repository = try Survey.open(reference.repository, faults: settings.faults)
        let journal = try repository.lockedJournal(in: journalFolder ?? reference.folder)
        do {
            return try undo(try journal.run(reference.run), journal)
        } catch {
            throw RunFailure(anyError: error)
        }
    }

    /// Undoes the latest run on the repository at `path`, finished or not. Throws `RunFailure`.
    public func run(repository path: String) throws(RunFailure) -> RunRecord {
        let repository = try Survey.open(path, faults: settings.faults)
        let journal = try repository.lockedJournal(in: journalFolder)
        do {
            guard let latest = try journal.runs().first else {
                throw JournalError.noRun(repository: path, folder: journal.folder.path)
            }
            return try undo(latest, journal)
        } catch {
            throw RunFailure(anyError: error)
        }
    }

    /// Takes the repository at `path` as it is: a run that died no longer waits to be completed or undone. Its journal
    /// stays. Throws `RunFailure`.
    public func forget(repository path: String) throws(RunFailure) -> RunRecord {
        var recorder = RunRecorder(command: "rollback", mode: .apply, inputs: [path])
        let journal = try Survey.open(path).lockedJournal(in: journalFolder)
        do {
            let unfinished = try journal.runs().filter(\.state.isUnfinished)
            for run in unfinished {
                try journal.set(.finished, of: run)
                recorder.add(run, in: journal)
            }
            return recorder.finished(.done) { _ in
                unfinished.isEmpty
                    ? "No run on this repository is unfinished."
                    : "The repository is taken as it is; no run on it waits to be completed or undone any more."
            }
        } catch {
            throw RunFailure(anyError: error)
        }
    }

    private func undo(_ run: JournaledRun, _ journal: Journal) throws -> RunRecord {
        var recorder = RunRecorder(
            command: "rollback", mode: isDryRun ? .dryRun : .apply, inputs: [journal.repository.path])
        let rollback = Rollback(of: run, in: journal)
        let files: [Rollback.File]
        if isDryRun {
            files = try rollback.pending()
        } else {
            do {
                files = try rollback.apply { Interruption.isRequested }
            } catch let error as RepositoryError {
                throw RunFailure(
                    .stoppedPartWay,
                    "\(error)\nSome files may have been put back already. Mend the cause and run the same command again."
                )
            }
        }
        for file in files { recorder.addRestored(file, input: journal.repository.path) }
        recorder.add(run, in: journal)
        let count = "\(files.count) file\(files.count == 1 ? "" : "s")"
        let origin = "the run of \(run.startedAt) (\(run.command))"
        return recorder.finished(.done) { _ in
            if files.isEmpty { return "Nothing to put back: every file is as it was before \(origin)." }
            return isDryRun
                ? "Nothing was changed (dry run): \(count) would be put back to before \(origin)."
                : "\(count) put back: the repository is as it was before \(origin)."
        }
    }
}
