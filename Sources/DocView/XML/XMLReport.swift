// SPDX-License-Identifier: Apache-2.0

/// What libxml2 reported on a well-formed file, copied out of its memory: elements, attributes and namespace
/// declarations in document order. Texts are ranges of one buffer, so that a report costs few allocations.
struct XMLReport {
    struct Element {
        /// Empty if the name has none.
        var prefix: Range<Int>
        var localName: Range<Int>
        /// Index into ``XMLReport/namespaceURIs``.
        var namespace: Int
        /// Index of the parent element.
        var parent: Int?
        /// Indices into ``XMLReport/attributes``.
        var attributes: Range<Int>
        /// Indices into ``XMLReport/declarations``.
        var declarations: Range<Int>
    }

    struct Attribute {
        var prefix: Range<Int>
        var localName: Range<Int>
        var namespace: Int
        /// As libxml2 gives it without `XML_PARSE_NOENT`: normalised, with each ampersand spelled `&#38;`.
        var value: Range<Int>
    }

    struct Declaration {
        var prefix: Range<Int>
        var uri: Range<Int>
    }

    var text: [UInt8] = []
    /// The first is the empty one: no namespace.
    var namespaceURIs = [""]
    var elements: [Element] = []
    var attributes: [Attribute] = []
    var declarations: [Declaration] = []
}
