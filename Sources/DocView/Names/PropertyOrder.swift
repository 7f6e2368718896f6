// SPDX-License-Identifier: Apache-2.0

/// The place of a property among the attributes of an element as FileVault writes them (`QNameComparator`): the
/// prefix `xml` first, then prefixed before unprefixed names, then by prefix and local name in lower case, joined
/// without the colon, by UTF-16 units; where that is equal, by the same in its own case.
struct PropertyOrder: Comparable {
    private let group: Int
    private let lowercase: [UInt16]
    private let original: [UInt16]

    /// - Parameter name: a JCR name as ``DocViewProperty/name`` has it.
    init(_ name: String) {
        let parts = JCRName(name)
        let prefix: String
        switch parts.namespace {
        case .none: prefix = ""
        case .prefix(let written): prefix = written
        case .uri(let uri): prefix = WellKnownNamespaces.prefixes[uri] ?? uri
        }
        group = prefix == "xml" ? 0 : prefix.isEmpty ? 2 : 1
        original = Array((prefix + parts.local).utf16)
        lowercase = Array((prefix.lowercased() + parts.local.lowercased()).utf16)
    }

    static func < (left: PropertyOrder, right: PropertyOrder) -> Bool {
        if left.group != right.group { return left.group < right.group }
        if left.lowercase != right.lowercase {
            return left.lowercase.lexicographicallyPrecedes(right.lowercase)
        }
        return left.original.lexicographicallyPrecedes(right.original)
    }
}
