// SPDX-License-Identifier: Apache-2.0

/// Which part of a run that is split into several a journal is of.
///
/// The parts of one run are siblings: they may work on one repository beside each other, because no file is written by
/// two of them, and each can be completed or undone for itself.
package struct JournaledPart: Codable, Sendable, Hashable {
    /// Which part, from 1, and how many there are.
    package var index: Int, count: Int
    /// What all the parts of the run have in common, as a digest.
    package var fingerprint: String

    /// Part `index` of `count`.
    package init(index: Int, count: Int, fingerprint: String) {
        self.index = index
        self.count = count
        self.fingerprint = fingerprint
    }

    /// Whether this is another part of the same run.
    func isSibling(of other: JournaledPart?) -> Bool {
        guard let other else { return false }
        return (count, fingerprint) == (other.count, other.fingerprint) && index != other.index
    }
}

extension [JournaledRun] {
    /// Of runs that died, the latest first, those that no other of them has taken over: the latest; and where that is a
    /// part, the latest of each of its siblings.
    var independent: [JournaledRun] {
        guard let latest = first else { return [] }
        guard let part = latest.part else { return [latest] }
        var seen: Set<Int> = [part.index]
        return [latest]
            + dropFirst().prefix { $0.part == part || part.isSibling(of: $0.part) }
            .filter { run in run.part.map { seen.insert($0.index).inserted } ?? false }
    }
}

extension Journal {
    /// Runs `body`, which creates files; for a part of a run while its siblings neither survey nor write.
    package func creating<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let shared = lock.shared else { return try body() }
        return try shared.creating(body)
    }

    /// The latest run, finished or not; where that is a part of a run that is split and undone already, the latest of its
    /// siblings that is not. Throws what ``runs()`` throws.
    package func latestRun() throws(JournalError) -> JournaledRun? {
        let runs = try runs()
        guard let latest = runs.first, latest.state == .undone, let part = latest.part else {
            return runs.first
        }
        let siblings = runs.prefix { $0.part == part || part.isSibling(of: $0.part) }
        return siblings.first { $0.state != .undone && $0.state != .superseded } ?? latest
    }
}
