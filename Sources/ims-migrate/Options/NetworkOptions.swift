// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import IMSTokens
import MigrationPipeline

/// What every command can be told that sends a request.
struct NetworkOptions: ParsableArguments {
    /// In seconds.
    static let timeoutAllowed = 0.01...3600.0

    @Option(
        help: ArgumentHelp("How long a request may take, in seconds (default: 15).", valueName: "seconds"))
    var timeout: Double?

    func validate() throws {
        if let timeout, !Self.timeoutAllowed.contains(timeout) {
            throw ValidationError("--timeout takes a number of seconds, up to 3600.")
        }
    }

    var limits: NetworkLimits {
        timeout.map { NetworkLimits(whole: .milliseconds(Int($0 * 1000))) } ?? .standard
    }
}
