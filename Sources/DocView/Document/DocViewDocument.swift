// SPDX-License-Identifier: Apache-2.0

/// A FileVault document view file: its bytes, and where in them its nodes and properties are.
///
/// The bytes are never written anew from the nodes. A change is a list of ``ByteEdit``s, and everything that they
/// do not touch stays as its author wrote it.
public struct DocViewDocument: Sendable {
    /// The whole file.
    public let bytes: [UInt8]
    /// All elements, in document order; the first is the root element.
    public let nodes: [DocViewNode]
    /// The attributes whose value FileVault would refuse, in document order.
    public let invalidValues: [DocViewInvalidValue]
    /// What the file was read with; its edited form is read with the same.
    let limits: DocViewLimits

    /// Reads a docview file.
    ///
    /// libxml2 decides what is well-formed; the places of tags and attributes come from a tokeniser of our own, whose
    /// every name and value must agree with what libxml2 reported.
    ///
    /// - Throws: ``DocViewError``: malformed, DOCTYPE, encoding, limit, or uncertain positions.
    public init(parsing bytes: [UInt8], limits: DocViewLimits = .standard) throws(DocViewError) {
        guard bytes.count <= limits.maximumBytes else {
            throw .limitReached(
                line: 1, description: "the file has \(bytes.count) bytes, more than \(limits.maximumBytes)")
        }
        let start = try SourceEncoding.startOfMarkup(in: bytes)
        let tags = StartTags(in: bytes, from: start, limits: limits)
        if case .overLimit(let line, let description) = tags.end {
            throw .limitReached(line: line, description: description)
        }
        let report = try SAXParser().report(on: bytes, tags: tags, limits: limits)
        try JavaReading.check(bytes, from: start, tags)
        let assembly = try DocumentAssembly(bytes: bytes, tags: tags, report: report)
        self.bytes = bytes
        self.nodes = assembly.nodes
        self.invalidValues = assembly.invalidValues
        self.limits = limits
    }

    /// The names from the root element down to a node, the root element's own first.
    public func path(ofNodeAt index: Int) -> [String] {
        var names: [String] = []
        var next: Int? = index
        while let current = next, nodes.indices.contains(current) {
            names.append(nodes[current].name)
            next = nodes[current].parent
        }
        return names.reversed()
    }

    /// The declarations that give a prefix which AEM has registered another namespace. Names with it are not what they
    /// seem: `jcr:primaryType` is no primary type, and a node without one is refused.
    package var misleadingDeclarations: [(prefix: String, line: Int)] {
        nodes.flatMap(\.declarations).compactMap { declaration in
            guard let uri = WellKnownNamespaces.uris[declaration.prefix], uri != declaration.uri else {
                return nil
            }
            return (declaration.prefix, SourceEncoding.line(at: declaration.span.upperBound, in: bytes))
        }
    }
}
