// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lets time pass.
enum Patience {
    /// Waits, in steps that are short enough to notice when the run was asked to stop.
    static func wait(_ duration: Duration, isCancelled: () -> Bool) {
        let end = ContinuousClock.now + duration
        while !isCancelled() {
            let remaining = end - ContinuousClock.now
            guard remaining > .zero else { return }
            usleep(UInt32(min(remaining.wholeMilliseconds, 100)) * 1000)
        }
    }
}
