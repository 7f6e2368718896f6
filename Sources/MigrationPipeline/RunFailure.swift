// SPDX-License-Identifier: Apache-2.0

/// The exit codes of the command, the same for every output format.
package enum ExitStatus: Int, Sendable {
    /// Done, with no finding at or above `--fail-on`.
    case done = 0
    /// A fault of the program.
    case unexpected = 1
    /// Changes are pending (`--detailed-exitcode`).
    case changesPending = 2
    /// Findings at or above `--fail-on`; nothing was written.
    case findings = 3
    /// The repository is not what it was made for, or another run holds it.
    case refused = 4
    /// Stopped part-way; the journal is left.
    case stoppedPartWay = 5
    /// The result did not verify; everything was put back.
    case notVerified = 6
    /// Wrong usage.
    case usage = 64
    /// An input cannot be used.
    case inputUnusable = 65
    /// Reading or writing failed.
    case inputOutput = 74
    /// Interrupted.
    case interrupted = 130
}

/// Why a run could not go on at all.
package struct RunFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The exit code that the command ends with.
    package var status: ExitStatus
    /// What happened, where, and what to do now; one or more lines, without secrets.
    package var description: String
    /// The findings that are the reason, each with its place; empty where the description is all that is known.
    var findings: [LocatedFinding] = []

    /// A failure that ends the command with `status`.
    package init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }

    /// Whether findings say what is wrong, so that reports of the run are worth writing.
    package var hasFindings: Bool { !findings.isEmpty }
}
