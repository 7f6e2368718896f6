// SPDX-License-Identifier: Apache-2.0

extension DocViewDocument {
    /// The attribute name that expresses a JCR name at a node, with a prefix that the file declares there.
    ///
    /// - Throws: `editImpossible` if no prefix for the name's namespace is in scope.
    func attributeName(for name: String, ofNodeAt index: Int) throws(DocViewError) -> String {
        let parts = JCRName(name)
        guard !parts.local.isEmpty else {
            throw .editImpossible(line: nodes[index].line, description: "a property without a name")
        }
        let local = ISO9075.encodeLocal(parts.local)
        let uri: String
        let prefix: String?
        switch parts.namespace {
        case .none: (uri, prefix) = ("", "")
        case .prefix("xml"), .uri(WellKnownNamespaces.xml): (uri, prefix) = (WellKnownNamespaces.xml, "xml")
        case .prefix(let wanted):
            let scope = namespacesInScope(ofNodeAt: index)
            uri = WellKnownNamespaces.uris[wanted] ?? scope[wanted] ?? ""
            prefix = declaredPrefix(for: uri, preferring: wanted, in: scope)
        case .uri(let wanted):
            uri = wanted
            prefix = declaredPrefix(for: uri, preferring: "", in: namespacesInScope(ofNodeAt: index))
        }
        guard let prefix else {
            throw .editImpossible(
                line: nodes[index].line,
                description:
                    "the property '\(name)' needs a namespace that is not declared here; declare its prefix"
                    + " on the root element")
        }
        let written = prefix.isEmpty ? local : prefix + ":" + local
        // A name in another form would be written, but not be found again.
        let canonical = CanonicalNames(uris: ["", uri]).name(
            namespace: prefix.isEmpty ? 0 : 1, prefix: Array(prefix.utf8)[...], local: Array(local.utf8)[...],
            raw: Array(written.utf8)[...])
        guard canonical == name else {
            throw .editImpossible(
                line: nodes[index].line, description: "the property '\(name)' is called '\(canonical)' here")
        }
        return written
    }

    private func declaredPrefix(for uri: String, preferring wanted: String, in scope: [String: String])
        -> String?
    {
        let candidates = scope.filter { $0.value == uri && !$0.key.isEmpty }.keys
        return candidates.contains(wanted) ? wanted : candidates.min()
    }

    /// Prefix to URI for everything declared on the element and above it, the nearest first.
    func namespacesInScope(ofNodeAt index: Int) -> [String: String] {
        var scope: [String: String] = [:]
        var next: Int? = index
        while let current = next {
            for declaration in nodes[current].declarations where scope[declaration.prefix] == nil {
                scope[declaration.prefix] = declaration.uri
            }
            next = nodes[current].parent
        }
        return scope
    }
}
