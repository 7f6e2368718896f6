// SPDX-License-Identifier: Apache-2.0

/// Bounds that no honest export comes near, and that end in a ``WalkProblem`` instead of a full memory.
package struct WalkLimits: Hashable, Sendable {
    /// How many folders deep a folder may lie.
    package let depth: Int
    /// How many bytes the path of a folder or document may have.
    package let pathBytes: Int

    /// Bounds of one's own.
    package init(depth: Int = 4_096, pathBytes: Int = 32_768) {
        self.depth = depth
        self.pathBytes = pathBytes
    }

    /// For what must be complete.
    static let none = WalkLimits(depth: .max, pathBytes: .max)
}
