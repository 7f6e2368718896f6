// SPDX-License-Identifier: Apache-2.0

import AuditReport
import IMSMigration

/// A mapping that a command made, for it to print or already written, and the record of making it.
package struct MadeMapping: Sendable {
    /// The CSV that is to be printed; nil where it went to a file, or was not made.
    package var csv: String?
    /// What to report.
    package var record: RunRecord
}

extension SolutionTable {
    /// The table that comes with the tool. Throws `RunFailure` where it is broken.
    static func loaded() throws(RunFailure) -> SolutionTable {
        do {
            return try builtIn()
        } catch {
            throw RunFailure(.unexpected, "The built-in table of solutions cannot be read: \(error)")
        }
    }
}

extension RunRecorder {
    /// The record of a run that made no mapping because it could not see everything.
    func incompleteMapping() -> RunRecord {
        finished(.inputOutput) { _ in
            "No mapping was made: something could not be read, so that rows would be missing. See the findings."
        }
    }
}
