// SPDX-License-Identifier: Apache-2.0

/// How much a docview file may ask of the reader before it is refused with ``DocViewError/limitReached(line:description:)``.
///
/// Real files are far below: the largest of some ten thousand had 300 KB. The limits keep a hostile file from
/// taking the memory or the time of a run.
public struct DocViewLimits: Equatable, Sendable {
    /// The longest file, in bytes.
    public var maximumBytes: Int
    /// The deepest nesting of elements; the root has depth 1. libxml2 before 2.13 allows 256 itself.
    public var maximumDepth: Int
    /// The most elements of one file.
    public var maximumNodes: Int
    /// The most attributes of one element, namespace declarations included: libxml2 compares each with each.
    public var maximumAttributes: Int
    /// The most namespace declarations in force at one element: libxml2 searches them one by one for each name.
    public var maximumNamespacesInScope: Int
    /// The longest attribute value after XML parsing, in bytes. libxml2 itself ends at 10,000,000.
    public var maximumValueBytes: Int

    /// Limits of one's own.
    public init(
        maximumBytes: Int = 64 << 20, maximumDepth: Int = 256, maximumNodes: Int = 1_000_000,
        maximumAttributes: Int = 10_000, maximumNamespacesInScope: Int = 1_000,
        maximumValueBytes: Int = 9_000_000
    ) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = maximumDepth
        self.maximumNodes = maximumNodes
        self.maximumAttributes = maximumAttributes
        self.maximumNamespacesInScope = maximumNamespacesInScope
        self.maximumValueBytes = maximumValueBytes
    }

    /// 64 MiB, 256 levels, a million nodes, 10,000 attributes an element, 1,000 namespaces in force, 9 MB a value.
    public static let standard = DocViewLimits()
}
