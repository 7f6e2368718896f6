// SPDX-License-Identifier: Apache-2.0

extension RunRecord {
    /// Which part of a run a record is of.
    package struct Shard: Codable, Sendable, Equatable {
        /// Which part, from 1, and how many there are.
        package var index: Int, count: Int
        /// SHA-256 over what the parts of one run have in common: their number, the mapping, the profiles and what is
        /// allowed. Empty in the record of a part that ended before it knew.
        package var fingerprint: String

        /// Part `index` of `count`.
        package init(index: Int, count: Int, fingerprint: String) {
            self.index = index
            self.count = count
            self.fingerprint = fingerprint
        }

        /// The part for people.
        var words: String { "part \(index) of \(count)" }
    }

    /// Where the run can be undone from: none where it wrote nothing in place, several where it was split into parts.
    package var allJournals: [JournalReference] { journals ?? (journal.map { [$0] } ?? []) }
}
