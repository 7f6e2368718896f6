// SPDX-License-Identifier: Apache-2.0

import AuditReport

/// The record of an earlier run whose findings are known.
package struct BaselineFile: Sendable {
    private let path: String

    /// The record at `path`.
    package init(_ path: String) { self.path = path }

    /// What the file says.
    struct Contents {
        var record: RunRecord
        var reference: RunRecord.StoredRun
    }

    /// Throws `RunFailure` (65) where it is no record that this version reads.
    func read() throws(RunFailure) -> Contents {
        let (record, reference) = try StoredRecord.readWithReference(path)
        return Contents(record: record, reference: reference)
    }
}
