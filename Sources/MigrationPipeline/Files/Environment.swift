// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The process's environment variables.
enum Environment {
    /// The value of a variable, nil where it is not set.
    @Sendable static func value(of name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
