// SPDX-License-Identifier: Apache-2.0

import MigrationPipeline
import Synchronization

/// A line on standard error that counts the files, once the work takes longer than a moment. Nothing where standard
/// error is no terminal.
final class ProgressLine: RunProgress {
    private struct State {
        var count = 0
        var lastShown: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let start = ContinuousClock.now
    private let isShown: Bool

    init(quiet: Bool) { isShown = !quiet && Terminal.errorIsTerminal }

    func advance() {
        guard isShown else { return }
        state.withLock { state in
            state.count += 1
            // A look at the clock for every file would cost more than the file is worth.
            guard state.count % 64 == 0 else { return }
            let now = ContinuousClock.now
            guard now - start > .milliseconds(700), now - (state.lastShown ?? start) > .milliseconds(100)
            else {
                return
            }
            state.lastShown = now
            Terminal.control("\r\u{1B}[K\(state.count) files read")
        }
    }

    /// Takes the line away again.
    func finish() {
        state.withLock { state in
            if state.lastShown != nil { Terminal.control("\r\u{1B}[K") }
            state.lastShown = nil
        }
    }
}
