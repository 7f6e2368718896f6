// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentRepository

/// `rollback`: puts back what a run replaced, by its journal.
package struct RollbackRun: Sendable {
    private let settings: RunSettings
    private let isDryRun: Bool
    private let journalFolder: String?

    /// A rollback; journals are in `journalFolder`, nil is where the report says, or the standard folder.
    package init(settings: RunSettings, isDryRun: Bool, journalFolder: String?) {
        self.settings = settings
        self.isDryRun = isDryRun
        self.journalFolder = journalFolder
    }

    /// Whether a rollback's target is the record of a run: neither a directory nor a content package.
    package static func isReport(_ target: String) -> Bool { !OpenRepository.isMeant(by: target) }

    /// Undoes the run that `target` names: the latest one on a repository, or that of a `report.json`. Throws `RunFailure`.
    package func run(_ target: String) throws(RunFailure) -> RunRecord {
        Self.isReport(target) ? try run(report: target) : try run(repository: target)
    }

    private func run(report path: String) throws(RunFailure) -> RunRecord {
        let report = try StoredRecord.read(path)
        let references = report.allJournals
        guard let first = references.first else {
            throw RunFailure(
                .inputUnusable,
                "\(path): the run of this report changed nothing in place, so that there is nothing to put back."
            )
        }
        let isOnePlace = references.allSatisfy {
            ($0.folder, $0.repository) == (first.folder, first.repository)
        }
        guard isOnePlace else {
            throw RunFailure(
                .inputUnusable,
                "\(path): the parts of this run wrote in different places. Roll back each by its own report.json, where it "
                    + "ran.")
        }
        let repository = try Survey.open(first.repository, faults: settings.faults)
        let journal = try repository.lockedJournal(in: journalFolder ?? first.folder)
        do {
            var runs: [JournaledRun] = []
            for reference in references { runs.append(try journal.run(reference.run)) }
            return try undo(runs, journal)
        } catch {
            throw RunFailure(anyError: error)
        }
    }

    /// Undoes the latest run on the repository at `path`, finished or not; of a run that is split the latest part that is
    /// not undone yet. Throws `RunFailure`.
    private func run(repository path: String) throws(RunFailure) -> RunRecord {
        let repository = try Survey.open(path, faults: settings.faults)
        let journal = try repository.lockedJournal(in: journalFolder)
        do {
            guard let latest = try journal.latestRun() else {
                throw JournalError.noRun(repository: path, folder: journal.folder.path)
            }
            return try undo([latest], journal)
        } catch {
            throw RunFailure(anyError: error)
        }
    }

    /// Takes the repository at `path` as it is: a run that died no longer waits to be completed or undone. Its journal
    /// stays. Throws `RunFailure`.
    package func forget(repository path: String) throws(RunFailure) -> RunRecord {
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

    private func undo(_ runs: [JournaledRun], _ journal: Journal) throws -> RunRecord {
        var recorder = RunRecorder(
            command: "rollback", mode: isDryRun ? .dryRun : .apply, inputs: [journal.repository.path])
        var files: [Rollback.File] = []
        if isDryRun || runs.count > 1 || settings.confirm != nil {
            // All of them before the first: a part that cannot be undone must not leave the others undone.
            files = try runs.flatMap { try Rollback(of: $0, in: journal).pending() }
        }
        if !isDryRun {
            if !files.isEmpty { try PendingChanges(files, in: journal).expectYes(settings) }
            settings.progress.begin(.writing, total: files.isEmpty ? nil : files.count)
            do {
                files = try runs.flatMap { run in
                    try Rollback(of: run, in: journal).apply {
                        settings.progress.advance()
                        return Interruption.isRequested
                    }
                }
            } catch let error as RepositoryError {
                throw RunFailure(
                    .stoppedPartWay,
                    "\(error)\nSome files may have been put back already. Mend the cause and run the same command again."
                )
            }
        }
        for file in files { recorder.addRestored(file, input: journal.repository.path) }
        if let run = runs.last { recorder.add(run, in: journal) }
        let count = "\(files.count) file\(files.count == 1 ? "" : "s")"
        let origin = runs.count == 1 ? "the run of \(runs[0].words)" : "the \(runs.count) parts of the run"
        return recorder.finished(.done) { _ in
            if files.isEmpty { return "Nothing to put back: every file is as it was before \(origin)." }
            return isDryRun
                ? "Nothing was changed (dry run): \(count) would be put back to before \(origin)."
                : "\(count) put back: the repository is as it was before \(origin)."
        }
    }
}

extension JournaledRun {
    fileprivate var words: String {
        "\(startedAt) (\(command)\(part.map { ", part \($0.index) of \($0.count)" } ?? ""))"
    }
}
