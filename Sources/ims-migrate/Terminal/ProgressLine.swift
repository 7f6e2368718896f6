// SPDX-License-Identifier: Apache-2.0

import AuditReport
import MigrationPipeline
import Synchronization

/// A line on standard error that tells how far the work has come, how fast it goes and, where that can be known, how long
/// it will still take. It appears once the work takes longer than a moment; nothing where standard error is no terminal.
final class ProgressLine: RunProgress {
    private struct State {
        var meter = ProgressMeter(.reading, total: nil)
        var begun = ContinuousClock.now
        var lastShown: ContinuousClock.Instant?
        /// How many documents the run has read before: when it reads them again to verify, there are as many.
        var documentsBefore: Int?
    }

    private let state = Mutex(State())
    private let start = ContinuousClock.now
    private let isShown: Bool

    init(quiet: Bool) { isShown = !quiet && Terminal.errorIsTerminal && !Terminal.isDumb }

    func begin(_ stage: RunStage, total: Int?) {
        guard isShown else { return }
        state.withLock { state in
            if state.meter.stage == .reading, state.meter.done > 0 {
                state.documentsBefore = state.meter.done
            }
            state.meter = ProgressMeter(
                stage, total: total ?? (stage == .reading ? state.documentsBefore : nil))
            state.begun = .now
        }
    }

    func advance() {
        guard isShown else { return }
        state.withLock { state in
            state.meter.done += 1
            // A look at the clock for every file would cost more than reading the file does.
            guard state.meter.stage != .reading || state.meter.done % 64 == 0 else { return }
            let now = ContinuousClock.now
            guard now - start > .milliseconds(700),
                now - (state.lastShown ?? start) > .milliseconds(100)
            else { return }
            state.lastShown = now
            let line = state.meter.line(after: now - state.begun)
            Terminal.control("\r\u{1B}[K" + line.prefix(max(20, Terminal.errorWidth - 1)))
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

/// How far a stage has come, in words.
struct ProgressMeter {
    let stage: RunStage
    /// How many steps there are, where it is known.
    let total: Int?
    var done = 0

    init(_ stage: RunStage, total: Int?) {
        self.stage = stage
        self.total = total
    }

    /// The line after some time: `Reading: 8,192 of 20,000 files (40 %), 4,096/s, 3 s left`.
    func line(after elapsed: Duration) -> String {
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let rate = seconds > 0 ? Double(done) / seconds : 0
        var line = "\(verb): \(FigureText.grouped(done))"
        if let total, total >= done {
            line += " of \(FigureText.grouped(total)) \(noun(total))"
            if total > 0 { line += " (\(done * 100 / total) %)" }
        } else {
            line += " \(noun(done))"
        }
        guard rate > 0 else { return line }
        line +=
            rate < 10 ? ", \((rate * 10).rounded() / 10)/s" : ", \(FigureText.grouped(Int(rate.rounded())))/s"
        // The first moments tell nothing of the rest.
        if let total, total > done, seconds >= 2 {
            line += ", \(Self.words(seconds: Int((Double(total - done) / rate).rounded(.up)))) left"
        }
        return line
    }

    private var verb: String {
        switch stage {
        case .reading: "Reading"
        case .writing: "Writing"
        case .asking: "Asking"
        }
    }

    private func noun(_ count: Int) -> String {
        switch stage {
        case .reading, .writing: count == 1 ? "file" : "files"
        case .asking: count == 1 ? "server" : "servers"
        }
    }

    private static func words(seconds: Int) -> String {
        switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
        default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        }
    }
}
