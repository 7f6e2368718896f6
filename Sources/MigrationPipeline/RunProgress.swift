// SPDX-License-Identifier: Apache-2.0

/// Something that shows how far a run has come. Called from several threads at once.
package protocol RunProgress: Sendable {
    /// A stage begins, which takes `total` steps where that is known.
    func begin(_ stage: RunStage, total: Int?)
    /// One more step of the stage is done.
    func advance()
}

/// What a run can be busy with for long, and what a step of it is.
package enum RunStage: Sendable {
    /// Documents are read and examined.
    case reading
    /// Files are written, or put back.
    case writing
    /// Servers are asked about credentials.
    case asking
}

/// Shows nothing.
package struct NoProgress: RunProgress {
    /// Shows nothing.
    package init() {}
    /// Does nothing.
    package func begin(_ stage: RunStage, total: Int?) {}
    /// Does nothing.
    package func advance() {}
}
