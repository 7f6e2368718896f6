// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Until when each server asked to be left alone. All requests of a run look here, so that one answer "too many
/// requests" holds all of them back.
final class ServerGates: Sendable {
    private struct Gate {
        var opening: ContinuousClock.Instant?
        /// How many times in a row the server asked for a longer pause than anybody waits.
        var refusals = 0
    }

    /// After so many refusals in a row nobody asks any more: one may be about a single credential.
    private static let patience = 3

    private let gates = Mutex<[ServerURL: Gate]>([:])

    /// Nobody asks `server` before this time has passed.
    func close(_ server: ServerURL, for pause: Duration) {
        let until = ContinuousClock.now + pause
        gates.withLock { $0[server, default: Gate()].opening = max($0[server]?.opening ?? until, until) }
    }

    /// Notes an answer of `server` that ends the patience with it.
    func refuse(_ server: ServerURL, for pause: Duration) {
        let isEnd = gates.withLock { gates in
            gates[server, default: Gate()].refusals += 1
            return gates[server, default: Gate()].refusals >= Self.patience
        }
        if isEnd { close(server, for: pause) }
    }

    /// Notes any other answer of `server`.
    func accept(_ server: ServerURL) { gates.withLock { $0[server, default: Gate()].refusals = 0 } }

    /// How long `server` still wants to be left alone; zero where it does not.
    func remaining(of server: ServerURL) -> Duration {
        let opening = gates.withLock { $0[server]?.opening }
        return opening.map { max(.zero, $0 - ContinuousClock.now) } ?? .zero
    }
}
