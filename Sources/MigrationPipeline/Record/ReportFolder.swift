// SPDX-License-Identifier: Apache-2.0

import AuditReport
import ContentDigest
import ParallelWork

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The folder that reports of a run go to.
package struct ReportFolder: Sendable {
    private let path: String

    /// The folder at `path`; it is made when it is needed.
    package init(_ path: String) { self.path = path }

    /// The files that `write` makes, for people.
    package var files: [String] { ["report.json", "report.html"].map { "\(path)/\($0)" } }

    /// Makes sure that reports can be written, before anything else is. Throws `RunFailure` (74).
    package func prepare() throws(RunFailure) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw failure(error)
        }
        // A folder in the place of a report would be noticed too late.
        let isTaken = (files + ["\(path)/\(ChecksumFile.name)"]).contains {
            (try? FileManager.default.contentsOfDirectory(atPath: $0)) != nil
        }
        guard FileManager.default.isWritableFile(atPath: path), !isTaken else {
            throw RunFailure(
                .inputOutput,
                "\(path): reports cannot be written there. Name another folder with --report-dir.")
        }
    }

    /// Writes `report.json` and `report.html`, each complete or not at all, and then `SHA256SUMS` with their digests and
    /// those of what the run wrote, by up to `jobs` threads. Throws `RunFailure` (74).
    package func write(_ record: RunRecord, jobs: Int = 1) throws(RunFailure) {
        do {
            let renderers: [@Sendable () throws -> String] = [
                { try JSONReport.render(record) }, { HTMLReport.render(record) },
            ]
            let texts = try parallelMap(renderers, workers: jobs) { render in
                Result { try render() }
            }.map { try $0.get() }
            try keepEarlierRecord(now: record.startedAt)
            var sums: [ChecksumFile.Entry] = []
            for (file, text) in zip(files, texts) {
                try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
                sums.append(
                    .init(sha256: ContentDigest.sha256(Array(text.utf8)), name: GivenPath(file).name))
            }
            for output in record.outputs ?? [] {
                guard let sha256 = output.sha256 else { continue }
                sums.append(.init(sha256: sha256, name: HostPaths.path(to: output.path, from: path)))
            }
            try Data(ChecksumFile.text(sums).utf8).write(
                to: URL(filePath: "\(path)/\(ChecksumFile.name)"), options: .atomic)
        } catch {
            throw failure(error)
        }
    }

    /// Renames the reports of an earlier run that changed something, so that its record is never lost:
    /// `report-<UTC time of that run>.json` and `.html`.
    private func keepEarlierRecord(now: String) throws {
        let manager = FileManager.default
        guard manager.fileExists(atPath: files[0]) else { return }
        let earlier = try? StoredRecord.read(files[0])
        // What this version can't read may be just such a record.
        guard earlier?.hasChangedSomething ?? true else { return }
        let time = (earlier?.startedAt ?? now).filter { $0 != "-" && $0 != ":" }
        var name = "report-\(time)"
        var number = 2
        while ["json", "html"].contains(where: { manager.fileExists(atPath: "\(path)/\(name).\($0)") }) {
            name = "report-\(time)-\(number)"
            number += 1
        }
        for file in files where manager.fileExists(atPath: file) {
            let ending = file.split(separator: ".").last ?? ""
            try manager.moveItem(atPath: file, toPath: "\(path)/\(name).\(ending)")
        }
    }

    private func failure(_ error: any Error) -> RunFailure {
        RunFailure(
            .inputOutput,
            "\(path): the reports could not be written: \(SystemCause.words(error)). Name another folder with --report-dir."
        )
    }
}

extension RunRecord {
    /// Whether the run wrote anything but its reports.
    fileprivate var hasChangedSomething: Bool {
        mode == .apply && (!allJournals.isEmpty || !(outputs ?? []).isEmpty)
    }
}
