// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// SIGINT, SIGTERM and SIGHUP (a terminal or a connection that was closed): the run stops at the next point where
/// everything is consistent.
package enum Interruption {
    private static let flag = Atomic(false)

    /// From now on the first signal only asks the run to stop; the second ends the process at once.
    package static func install() {
        for number in [SIGINT, SIGTERM] { stop(at: number) }
        // Under `nohup` that one is ignored, and is to stay so.
        let ignored = unsafeBitCast(SIG_IGN, to: Int.self)
        if unsafeBitCast(stop(at: SIGHUP), to: Int.self) == ignored { signal(SIGHUP, SIG_IGN) }
    }

    /// Gives what the signal did before.
    @discardableResult private static func stop(at number: CInt) -> (@convention(c) (CInt) -> Void)? {
        signal(number) { number in
            Interruption.flag.store(true, ordering: .relaxed)
            signal(number, SIG_DFL)
        }
    }

    /// Whether the run has been asked to stop.
    package static var isRequested: Bool { flag.load(ordering: .relaxed) }

    /// Throws where the run has been asked to stop and nothing has been written yet.
    static func check() throws(RunFailure) {
        if isRequested { throw RunFailure(.interrupted, "Interrupted; nothing was changed.") }
    }
}
