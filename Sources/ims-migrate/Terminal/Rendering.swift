// SPDX-License-Identifier: Apache-2.0

import AuditReport
import MigrationPipeline

/// A text that the program makes of what it knows. Throws `RunFailure` (1): that it cannot be made is a fault of ours.
func rendered(_ text: () throws -> String) throws(RunFailure) -> String {
    do {
        return try text()
    } catch {
        throw RunFailure(.unexpected, "The report could not be rendered: \(error)")
    }
}

/// A record in a format, with paths as its readers need them. Throws as `rendered(_:)` does.
func rendered(
    _ record: RunRecord, as format: ReportFormat, style: TextStyle
) throws(RunFailure) -> String {
    let record = format.namesFilesOfCheckout ? record.relativeToCheckout() : record
    return try rendered { try format.render(record, style: style) }
}
