// SPDX-License-Identifier: Apache-2.0

/// The place of a file or folder, relative to the top folder of an exported tree.
///
/// File names are bytes: Linux does not promise UTF-8, and two different names may look the same. A path
/// is therefore kept as the bytes that the file system gave, and only ``display`` makes text of it. It never holds
/// an empty name, `.`, `..` or a NUL, so that nothing named by it lies outside of the tree.
package struct RelativePath: Hashable, Sendable {
    /// The names, joined by `/`; empty for the top folder.
    package let bytes: [UInt8]

    /// The top folder itself.
    package static let top = RelativePath(checked: [])

    private init(checked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The path made of these names, or nil when one of them cannot be a file name.
    package init?(components: some Sequence<[UInt8]>) {
        var bytes: [UInt8] = []
        for name in components {
            guard Self.isFileName(name) else { return nil }
            if !bytes.isEmpty { bytes.append(Self.separator) }
            bytes.append(contentsOf: name)
        }
        self.init(checked: bytes)
    }

    /// The path that this text spells with `/` between the names, or nil when it is absolute or one of its names
    /// cannot be a file name. An empty text is the top folder.
    package init?(_ text: some StringProtocol) {
        let names = text.utf8.split(separator: Self.separator, omittingEmptySubsequences: false)
        self.init(components: text.isEmpty ? [] : names.map { Array($0) })
    }

    /// The path that these bytes spell with `/` between the names, or nil when one of them cannot be a file name.
    init?(bytes: some Collection<UInt8>) {
        let names = bytes.split(separator: Self.separator, omittingEmptySubsequences: false)
        self.init(components: bytes.isEmpty ? [] : names.map { Array($0) })
    }

    /// The names on the way down, the top folder's own not among them.
    package var components: [[UInt8]] {
        bytes.split(separator: Self.separator).map { Array($0) }
    }

    /// The last name; empty for the top folder.
    package var name: [UInt8] {
        bytes.lastIndex(of: Self.separator).map { Array(bytes[($0 + 1)...]) } ?? bytes
    }

    /// The folder that holds this; nil for the top folder.
    package var parent: RelativePath? {
        guard !bytes.isEmpty else { return nil }
        return RelativePath(checked: bytes.lastIndex(of: Self.separator).map { Array(bytes[..<$0]) } ?? [])
    }

    /// Whether this is the top folder.
    package var isTop: Bool { bytes.isEmpty }

    /// Whether this is `folder` or lies somewhere below it.
    package func isWithin(_ folder: RelativePath) -> Bool {
        if folder.isTop || self == folder { return true }
        let length = folder.bytes.count
        return bytes.count > length && bytes[length] == Self.separator && bytes.starts(with: folder.bytes)
    }

    /// The names from `folder` down to this; nil when this does not lie within it.
    package func components(below folder: RelativePath) -> [[UInt8]]? {
        guard isWithin(folder) else { return nil }
        return bytes.dropFirst(folder.bytes.count).split(separator: Self.separator).map { Array($0) }
    }

    /// The path as text: UTF-8 where it is, each other byte as `\xNN`, the top folder as `.`.
    ///
    /// Control characters stay as they are; whoever writes to a terminal or a report makes them harmless.
    package var display: String { isTop ? "." : FileName.display(bytes) }

    /// The entry of that name in this folder. The name comes from the file system, so it is one.
    func appending(_ name: [UInt8]) -> RelativePath {
        RelativePath(checked: isTop ? name : bytes + [Self.separator] + name)
    }

    static let separator = UInt8(ascii: "/")

    private static func isFileName(_ name: [UInt8]) -> Bool {
        !name.isEmpty && name != Array(".".utf8) && name != Array("..".utf8)
            && !name.contains(separator) && !name.contains(0)
    }
}

extension RelativePath: Comparable {
    /// By bytes, as `LC_ALL=C sort` orders paths: the same on every system and in every language.
    package static func < (left: RelativePath, right: RelativePath) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

extension RelativePath: CustomStringConvertible {
    /// The same as ``display``.
    package var description: String { display }
}
