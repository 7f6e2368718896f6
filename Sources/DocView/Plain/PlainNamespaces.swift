// SPDX-License-Identifier: Apache-2.0

/// The namespaces that the root element of a plain docview file declares, each of which means what everybody thinks.
struct PlainNamespaces {
    private static let maximum = 32

    private var prefixes: [UnsafeBufferPointer<UInt8>] = []
    private var uris: [UnsafeBufferPointer<UInt8>] = []

    mutating func removeAll() {
        prefixes.removeAll(keepingCapacity: true)
        uris.removeAll(keepingCapacity: true)
    }

    /// Takes in `xmlns:prefix="uri"`. False for the default namespace, for what is declared twice, and for a prefix or
    /// namespace that goes with another one elsewhere, so that names would not be what they seem.
    mutating func declare(
        _ name: UnsafeBufferPointer<UInt8>, _ colon: Int?, _ uri: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard colon == 5, prefixes.count < Self.maximum else { return false }
        let prefix = UnsafeBufferPointer(rebasing: name[6...])
        guard !prefix.starts(with: "xml"), Self.isPlain(uri), Self.isUsual(prefix, uri),
            !prefixes.contains(where: { $0.equals(prefix) }), !uris.contains(where: { $0.equals(uri) })
        else { return false }
        prefixes.append(prefix)
        uris.append(uri)
        return true
    }

    /// Whether the prefix of a name, if it has one, is declared.
    func declares(prefixOf name: UnsafeBufferPointer<UInt8>, _ colon: Int?) -> Bool {
        guard let colon else { return true }
        let prefix = UnsafeBufferPointer(rebasing: name[..<colon])
        return prefixes.contains { $0.equals(prefix) }
    }

    /// An absolute URI without anything that libxml2 could find fault with, or a well-known one.
    private static func isPlain(_ uri: UnsafeBufferPointer<UInt8>) -> Bool {
        if known.contains(where: { $0.uri.isEqual(uri) }) { return true }
        return uri.starts(with: "http://")
            && uri.dropFirst(7).allSatisfy {
                $0.isASCIIAlphanumeric || [0x2D, 0x2E, 0x2F, 0x5F].contains($0)
            }
    }

    /// Whether prefix and namespace belong together everywhere, or neither is well-known.
    private static func isUsual(
        _ prefix: UnsafeBufferPointer<UInt8>, _ uri: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        for namespace in known {
            let (isPrefix, isURI) = (namespace.prefix.isEqual(prefix), namespace.uri.isEqual(uri))
            if isPrefix || isURI { return isPrefix && isURI }
        }
        return true
    }

    private static let known = WellKnownNamespaces.uris.map {
        (prefix: Array($0.key.utf8), uri: Array($0.value.utf8))
    }
}

extension [UInt8] {
    /// Whether both hold the same bytes; that of most the lengths differ already is what makes it quick.
    fileprivate func isEqual(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        count == other.count && withUnsafeBufferPointer { $0.equals(other) }
    }
}
