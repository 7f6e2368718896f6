// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization
import Testing

/// A run as a whole and in parts, and the records of both.
struct ShardedRun {
    let repository: TemporaryRepository
    /// The command without `--shard`.
    let command: [String]

    init(_ repository: TemporaryRepository, _ command: String...) {
        self.repository = repository
        self.command = command
    }

    /// How the parts are run.
    enum Way: CaseIterable { case oneAfterAnother, atTheSameTime }

    private func part(_ index: Int, _ count: Int) throws -> Run {
        try repository.run(
            command + [
                "--shard", "\(index)/\(count)", "--report-dir", "parts/\(index)", "--format", "json",
            ])
    }

    /// Runs all parts; their reports are in `parts/K`.
    @discardableResult
    func parts(_ count: Int, _ way: Way = .oneAfterAnother) throws -> [Run] {
        try? FileManager.default.removeItem(atPath: repository.file("parts"))
        guard way == .atTheSameTime else { return try (1...count).map { try part($0, count) } }
        let runs = Mutex<[Int: Result<Run, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: count) { place in
            let result = Result { try part(place + 1, count) }
            runs.withLock { $0[place] = result }
        }
        return try (0..<count).map { place in
            try #require(runs.withLock { $0[place] }).get()
        }
    }

    /// Merges the reports of `count` parts, the last first.
    func merged(_ count: Int) throws -> Run {
        try repository.run(["report", "merge"] + (1...count).reversed().map { "parts/\($0)/report.json" })
    }

    /// The record of the whole.
    func whole() throws -> Run { try repository.run(command + ["--format", "json"]) }
}

/// A record without what differs from run to run: its times, its journals, the places that it wrote to, and what other parts
/// may have changed already: the digest of the files, and whether anything is left to be compared with the profile.
func comparable(_ run: Run, sourceLocation: SourceLocation = #_sourceLocation) throws -> NSDictionary {
    var record = try #require(
        try JSONSerialization.jsonObject(with: Data(run.outputBytes)) as? [String: Any], "\(run)",
        sourceLocation: sourceLocation)
    for key in ["startedAt", "durationSeconds", "journal", "journals", "outputs"] { record[key] = nil }
    if record["mode"] as? String == "apply" {
        let inputs = record["inputs"] as? [[String: Any]] ?? []
        record["inputs"] = inputs.map { $0.filter { $0.key != "configurationFiles" } }
        let findings = record["findings"] as? [[String: Any]] ?? []
        let kept = findings.filter { $0["rule"] as? String != "profile-disagrees" }
        record["findings"] = kept
        if var summary = record["summary"] as? [String: Any] {
            summary["findings"] = Dictionary(grouping: kept) { $0["level"] as? String ?? "" }.mapValues(
                \.count)
            record["summary"] = summary
        }
    }
    return record as NSDictionary
}

/// Expects that two runs left the same record.
func expectSameRecord(
    _ merged: Run, _ whole: Run, _ comment: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let (one, other) = (
        try comparable(merged, sourceLocation: sourceLocation),
        try comparable(whole, sourceLocation: sourceLocation)
    )
    guard one != other else { return }
    let keys = Set(one.allKeys + other.allKeys as? [String] ?? [])
    for key in keys.sorted() where one[key] as? NSObject != other[key] as? NSObject {
        Issue.record(
            "\(comment): \(key)\nmerged: \(one[key] ?? "none")\nwhole: \(other[key] ?? "none")",
            sourceLocation: sourceLocation)
    }
}
