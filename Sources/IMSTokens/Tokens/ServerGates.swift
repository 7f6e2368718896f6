// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What is known of each server: until when it asked to be left alone, and whether it is there at all. All requests of a
/// run look here, so that hundreds of credentials need not find out one by one.
final class ServerGates: Sendable {
    private struct Gate {
        var opening: ContinuousClock.Instant?
        /// How many credentials in a row it sent away, for a longer pause than anybody waits.
        var refusals = 0
        /// How many credentials in a row did not reach it.
        var losses = 0
        /// Why not, the last time.
        var lastLoss: AnswerReading?
    }

    /// After so many in a row nobody asks any more: one may be chance.
    static let patience = 3

    private let gates = Mutex<[ServerURL: Gate]>([:])

    /// Nobody asks `server` before this time has passed.
    func close(_ server: ServerURL, for pause: Duration) {
        let until = ContinuousClock.now + pause
        change(server) { $0.opening = max($0.opening ?? until, until) }
    }

    /// Notes that `server` asks for a pause that ends the patience with it.
    func refuse(_ server: ServerURL, for pause: Duration) {
        let isEnd = change(server) { gate in
            gate.refusals += 1
            gate.losses = 0
            return gate.refusals >= Self.patience
        }
        if isEnd { close(server, for: pause) }
    }

    /// Notes that a credential could not be brought to `server`, whatever was tried.
    func lose(_ server: ServerURL, _ reading: AnswerReading) {
        change(server) {
            $0.losses += 1
            $0.lastLoss = reading
        }
    }

    /// Notes any other answer of `server`.
    func accept(_ server: ServerURL) {
        change(server) {
            $0.refusals = 0
            $0.losses = 0
        }
    }

    /// How long `server` still wants to be left alone; zero where it does not.
    func remaining(of server: ServerURL) -> Duration {
        change(server) { $0.opening }.map { max(.zero, $0 - ContinuousClock.now) } ?? .zero
    }

    /// Why it is of no use to ask `server` again; nil where it may be.
    func loss(of server: ServerURL) -> AnswerReading? {
        change(server) { $0.losses >= Self.patience ? $0.lastLoss : nil }
    }

    @discardableResult
    private func change<Result: Sendable>(_ server: ServerURL, _ body: (inout Gate) -> Result) -> Result {
        gates.withLock { body(&$0[server, default: Gate()]) }
    }
}
