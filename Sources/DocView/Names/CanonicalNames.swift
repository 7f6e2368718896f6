// SPDX-License-Identifier: Apache-2.0

/// Makes decoded JCR names with canonical prefixes out of a file's XML names.
struct CanonicalNames {
    private let uris: [String]
    /// The well-known prefix of each URI.
    private let prefixes: [String?]

    init(uris: [String]) {
        self.uris = uris
        self.prefixes = uris.map { WellKnownNamespaces.prefixes[$0] }
    }

    /// - Parameters:
    ///   - namespace: index of the URI; 0 stands for no namespace.
    ///   - prefix: the prefix as written, empty for none.
    ///   - local: the local name, still encoded.
    ///   - raw: prefix and local name as written.
    func name(namespace: Int, prefix: ArraySlice<UInt8>, local: ArraySlice<UInt8>, raw: ArraySlice<UInt8>)
        -> String
    {
        let canonical = prefixes[namespace]
        if !ISO9075.mayBeEncoded(local),
            namespace == 0 || canonical.map({ $0.utf8.elementsEqual(prefix) }) == true
        {
            return String(decoding: raw, as: UTF8.self)
        }
        let localName = ISO9075.decode(String(decoding: local, as: UTF8.self))
        // JCR's expanded form, where "prefix:local" could be taken for something else.
        let expanded = "{\(uris[namespace])}\(localName)"
        if localName.utf8.contains(.colon) || localName.utf8.first == .openBrace { return expanded }
        if namespace == 0 { return localName }
        if let canonical { return "\(canonical):\(localName)" }
        let written = String(decoding: prefix, as: UTF8.self)
        return written.isEmpty || WellKnownNamespaces.uris[written] != nil
            ? expanded : "\(written):\(localName)"
    }
}

/// A JCR name taken apart.
struct JCRName {
    enum Namespace: Equatable {
        case none
        case prefix(String)
        case uri(String)
    }

    var namespace: Namespace
    var local: String

    /// Takes `local`, `prefix:local` or `{uri}local`. By bytes: to Swift's characters, an accent is one with the brace
    /// before it.
    init(_ name: String) {
        let bytes = name.utf8
        if bytes.first == .openBrace, let close = bytes.firstIndex(of: .closeBrace) {
            let uri = String(name[bytes.index(after: bytes.startIndex)..<close])
            namespace = uri.isEmpty ? .none : .uri(uri)
            local = String(name[bytes.index(after: close)...])
        } else if let colon = bytes.firstIndex(of: .colon) {
            namespace = .prefix(String(name[..<colon]))
            local = String(name[bytes.index(after: colon)...])
        } else {
            namespace = .none
            local = name
        }
    }
}
