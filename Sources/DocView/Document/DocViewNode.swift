// SPDX-License-Identifier: Apache-2.0

/// One element of a docview file: a JCR node, or a placeholder for one.
public struct DocViewNode: Equatable, Sendable {
    /// The decoded JCR name with its canonical prefix; `jcr:root` for the root element of most files.
    ///
    /// A prefix is canonical where its namespace is a well-known one (`xmlns:j="http://www.jcp.org/jcr/1.0"` makes
    /// `j:content` the name `jcr:content`), else it is the one in the file. A name that this could not express
    /// without doubt has JCR's expanded form, `{uri}local`.
    public let name: String
    /// The index of the parent in ``DocViewDocument/nodes``; `nil` for the root.
    public let parent: Int?
    /// The line, counted from 1, of the start tag's `<`.
    public let line: Int
    /// The byte offsets of the start tag, from `<` up to and including `>`.
    public let startTag: Range<Int>
    /// The properties, in the order of the file. Namespace declarations are none.
    public let properties: [DocViewProperty]
    /// The bytes of the element name.
    let nameSpan: Range<Int>
    /// The namespace declarations, in the order of the file.
    let declarations: [NamespaceDeclaration]

    /// An element without attributes only marks a place in the order of its siblings: FileVault neither creates nor
    /// changes such a node, and skips what is below it.
    public var isPlaceholder: Bool { properties.isEmpty }

    /// The property of that decoded name.
    public func property(named name: String) -> DocViewProperty? {
        properties.first { $0.name == name }
    }
}

/// One attribute of a docview element, with the places of its parts in the file.
public struct DocViewProperty: Equatable, Sendable {
    /// The decoded JCR name, with its prefix as ``DocViewNode/name`` has it.
    public let name: String
    /// The name as written in the file.
    public let rawName: String
    /// The attribute's value after XML parsing, before docview parsing.
    public let rawValue: String
    /// The value that FileVault reads from it; `nil` if FileVault would refuse the file for it.
    public let value: DocViewValue?
    /// Byte offsets of everything that goes when the attribute goes: the white space before it, the name, `=`, the
    /// quotes and the value.
    public let span: Range<Int>
    /// Byte offsets of the name.
    public let nameSpan: Range<Int>
    /// Byte offsets of what is inside the quotes.
    public let valueSpan: Range<Int>
    /// The line, counted from 1, where the name begins.
    public let line: Int
}

/// `xmlns="…"` or `xmlns:prefix="…"`.
struct NamespaceDeclaration: Equatable, Sendable {
    /// Empty for the default namespace.
    let prefix: String
    let uri: String
    let span: Range<Int>
    let valueSpan: Range<Int>
}

/// An attribute whose value FileVault refuses; it then refuses the whole file.
public struct DocViewInvalidValue: Equatable, Sendable {
    /// The index of the node in ``DocViewDocument/nodes``.
    public let node: Int
    /// The property's name as written in the file.
    public let property: String
    /// The line, counted from 1, where the property's name begins.
    public let line: Int
    /// Why, in words, and never with the value's own text.
    public let reason: String
}
