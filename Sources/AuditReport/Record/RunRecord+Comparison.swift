// SPDX-License-Identifier: Apache-2.0

extension RunRecord {
    /// A stored record that a run was compared with.
    package struct StoredRun: Codable, Sendable, Equatable {
        /// The path of the record as it was given.
        package var path: String
        /// SHA-256 of its bytes, in hexadecimal.
        package var sha256: String
        /// What it says of its run.
        package var command: String, startedAt: String

        /// The record at `path`.
        package init(path: String, sha256: String, command: String, startedAt: String) {
            self.path = path
            self.sha256 = sha256
            self.command = command
            self.startedAt = startedAt
        }
    }

    /// The two runs that `report compare` compared.
    package struct Comparison: Codable, Sendable, Equatable {
        /// The earlier and the later one.
        package var old: StoredRun, new: StoredRun

        /// A comparison.
        package init(old: StoredRun, new: StoredRun) {
            self.old = old
            self.new = new
        }
    }
}
