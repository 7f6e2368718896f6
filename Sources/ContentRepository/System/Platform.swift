// SPDX-License-Identifier: Apache-2.0
import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Calls the system until it is not interrupted; a result of -1 is thrown as its `errno`.
@discardableResult
func call<Result: FixedWidthInteger & SignedInteger>(_ body: () -> Result) throws(Errno) -> Result {
    while true {
        let result = body()
        if result != -1 { return result }
        let code = Errno(rawValue: errno)
        if code != .interrupted { throw code }
    }
}

extension stat {
    /// When the contents last changed, in the system's own words for it.
    var modification: timespec {
        #if canImport(Darwin)
            st_mtimespec
        #else
            st_mtim
        #endif
    }

    /// When the contents were last read.
    var access: timespec {
        #if canImport(Darwin)
            st_atimespec
        #else
            st_atim
        #endif
    }

    /// The bits that `chmod` sets.
    var permissions: mode_t { st_mode & 0o7777 }

    /// Whether the group has the same rights as everybody else, so that it makes no difference which one it is.
    var groupIsAnybody: Bool {
        (st_mode >> 3) & 0o7 == st_mode & 0o7 && st_mode & mode_t(S_ISGID) == 0
    }
}
