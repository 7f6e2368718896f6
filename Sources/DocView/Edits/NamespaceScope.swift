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
        let prefix: String?
        switch parts.namespace {
        case .none: return local
        case .prefix("xml"), .uri(WellKnownNamespaces.xml): return "xml:" + local
        case .prefix(let wanted):
            let scope = namespacesInScope(ofNodeAt: index)
            prefix = (WellKnownNamespaces.uris[wanted] ?? scope[wanted]).flatMap {
                declaredPrefix(for: $0, preferring: wanted, in: scope)
            }
        case .uri(let uri):
            prefix = declaredPrefix(for: uri, preferring: "", in: namespacesInScope(ofNodeAt: index))
        }
        guard let prefix else {
            throw .editImpossible(
                line: nodes[index].line,
                description:
                    "the property '\(name)' needs a namespace that is not declared here; declare its prefix"
                    + " on the root element")
        }
        return prefix + ":" + local
    }

    private func declaredPrefix(for uri: String, preferring wanted: String, in scope: [String: String])
        -> String?
    {
        let candidates = scope.filter { $0.value == uri && !$0.key.isEmpty }.keys
        return candidates.contains(wanted) ? wanted : candidates.min()
    }

    /// Prefix to URI for everything declared on the element and above it, the nearest first.
    private func namespacesInScope(ofNodeAt index: Int) -> [String: String] {
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
