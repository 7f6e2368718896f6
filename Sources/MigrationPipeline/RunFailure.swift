// SPDX-License-Identifier: Apache-2.0

/// The exit codes of the command, the same for every output format.
public enum ExitStatus: Int, Sendable {
    case done = 0
    case unexpected = 1
    case changesPending = 2
    case findings = 3
    case refused = 4
    case stoppedPartWay = 5
    case notVerified = 6
    case usage = 64
    case inputUnusable = 65
    case inputOutput = 74
    case interrupted = 130
}

/// Why a run could not go on at all.
public struct RunFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The exit code that the command ends with.
    public var status: ExitStatus
    /// What happened, where, and what to do now; one or more lines, without secrets.
    public var description: String

    /// A failure that ends the command with `status`.
    public init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }
}
