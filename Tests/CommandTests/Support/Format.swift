// SPDX-License-Identifier: Apache-2.0
import AuditReport
import Testing

/// What `--format` can be told: all of it, so that no test forgets a format that comes later.
typealias Format = ReportFormat

extension ReportFormat: CustomTestStringConvertible {
    /// The word that the option takes.
    public var testDescription: String { rawValue }
}
