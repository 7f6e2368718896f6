// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Until when each server asked to be left alone. All requests of a run look here, so that one answer "too many
/// requests" is enough for all of them.
final class ServerGates: Sendable {
    private let opening = Mutex<[ServerURL: ContinuousClock.Instant]>([:])

    /// Nobody asks `server` before this time has passed.
    func close(_ server: ServerURL, for pause: Duration) {
        let until = ContinuousClock.now + pause
        opening.withLock { $0[server] = max($0[server] ?? until, until) }
    }

    /// How long `server` still wants to be left alone; zero where it does not.
    func remaining(of server: ServerURL) -> Duration {
        let until = opening.withLock { $0[server] }
        return until.map { max(.zero, $0 - ContinuousClock.now) } ?? .zero
    }
}
