// SPDX-License-Identifier: Apache-2.0

/// How much a configuration file may ask of the reader before it is refused with
/// ``OSGiConfigError/limitReached(line:description:)``.
public struct OSGiConfigLimits: Equatable, Sendable {
    /// The longest file, in bytes. Real ones have some kilobytes.
    public var maximumBytes: Int
    /// The deepest nesting of JSON objects and arrays; the object around all has depth 1.
    public var maximumDepth: Int

    /// Limits of one's own.
    public init(maximumBytes: Int = 16 << 20, maximumDepth: Int = 64) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = maximumDepth
    }

    /// 16 MiB, 64 levels.
    public static let standard = OSGiConfigLimits()
}
