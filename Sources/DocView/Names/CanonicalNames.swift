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
package struct JCRName {
    package enum Namespace: Equatable {
        case none
        case prefix(String)
        case uri(String)
    }

    package var namespace: Namespace
    package var local: String

    /// Takes `local`, `prefix:local` or `{uri}local`. By bytes: to Swift's characters, an accent is one with the brace
    /// before it.
    package init(_ name: String) {
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

    /// Why a repository refuses `name`, and with it the whole node of which it is a property; nil for one that it takes.
    ///
    /// What JCR 2.0 (section 3.2.2) says of local names, with Jackrabbit's and Oak's reading of white space: spaces
    /// within a name, no-break ones anywhere, and no other.
    package static func fault(in name: String) -> String? {
        let parts = JCRName(name)
        if case .prefix(let prefix) = parts.namespace, !isXMLName(prefix) {
            return "\(name.debugDescription) has a prefix that is no XML name"
        }
        let local = parts.local
        if local.isEmpty { return "\(name.debugDescription) has nothing behind its prefix" }
        if local == "." || local == ".." {
            return "\(name.debugDescription) isn't a name but a step of a path"
        }
        if let forbidden = local.unicodeScalars.first(where: { "/:[]|*".unicodeScalars.contains($0) }) {
            return "\(name.debugDescription) has \"\(forbidden)\", which JCR forbids in names"
        }
        let scalars = local.unicodeScalars
        if scalars.first == " " || scalars.last == " " {
            return "\(name.debugDescription) begins or ends with a space"
        }
        let isPlain = scalars.allSatisfy { scalar in
            " \u{A0}\u{2007}\u{202F}".unicodeScalars.contains(scalar)
                || !scalar.properties.isWhitespace && scalar.value >= 0x20 && scalar.value & 0xFFFE != 0xFFFE
                    && !(0x7F...0x9F).contains(scalar.value)
        }
        return isPlain
            ? nil : "\(name.debugDescription) has a control character, or white space other than a space"
    }

    private static func isXMLName(_ text: String) -> Bool {
        !text.isEmpty && ISO9075.encodeLocal(text) == text
    }

    /// Whether the name's prefix, if it has one, stands for the same namespace in every repository.
    package var isResolvedEverywhere: Bool {
        guard case .prefix(let prefix) = namespace else { return true }
        return WellKnownNamespaces.uris[prefix] != nil
    }
}
