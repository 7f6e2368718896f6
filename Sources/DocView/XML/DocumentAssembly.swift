// SPDX-License-Identifier: Apache-2.0

/// Joins the tokeniser's places with libxml2's report into nodes, and makes sure that the two agree on everything:
/// number, order and nesting of elements, names, attributes and values.
struct DocumentAssembly {
    private let bytes: [UInt8]
    private let tags: StartTags
    private let report: XMLReport
    private let names: CanonicalNames
    private(set) var nodes: [DocViewNode] = []
    /// The values that FileVault would refuse.
    private(set) var invalidValues: [DocViewInvalidValue] = []

    /// - Throws: `positionsUncertain` at the first disagreement.
    init(bytes: [UInt8], tags: StartTags, report: XMLReport) throws(DocViewError) {
        self.bytes = bytes
        self.tags = tags
        self.report = report
        self.names = CanonicalNames(uris: report.namespaceURIs)
        if case .notUnderstood(let line) = tags.end { throw disagreement("the markup", line) }
        guard tags.tags.count == report.elements.count else {
            throw disagreement("the number of elements", tags.tags.last?.line ?? 1)
        }
        nodes.reserveCapacity(tags.tags.count)
        for (tag, element) in zip(tags.tags, report.elements) { try append(tag, element) }
    }

    private mutating func append(_ tag: StartTags.Tag, _ element: XMLReport.Element) throws(DocViewError) {
        guard tag.parent == element.parent, isName(tag.name, element.prefix, element.localName) else {
            throw disagreement("an element", tag.line)
        }
        var properties: [DocViewProperty] = []
        properties.reserveCapacity(element.attributes.count)
        var declarations: [NamespaceDeclaration] = []
        var reportedAttributes = report.attributes[element.attributes]
        var reportedDeclarations = report.declarations[element.declarations]
        for attribute in tags.attributes[tag.attributes] {
            if let prefix = declaredPrefix(attribute.name) {
                let uri = try checkedURI(attribute, prefix, &reportedDeclarations)
                declarations.append(
                    NamespaceDeclaration(
                        prefix: prefix, uri: uri, span: attribute.span, valueSpan: attribute.value))
            } else {
                guard let reported = reportedAttributes.popFirst(),
                    isName(attribute.name, reported.prefix, reported.localName)
                else { throw disagreement("an attribute", attribute.line) }
                properties.append(try property(attribute, reported))
            }
        }
        guard reportedAttributes.isEmpty, reportedDeclarations.isEmpty else {
            throw disagreement("the attributes of an element", tag.line)
        }
        nodes.append(
            DocViewNode(
                name: names.name(
                    namespace: element.namespace, prefix: report.text[element.prefix],
                    local: report.text[element.localName], raw: bytes[tag.name]),
                parent: tag.parent, line: tag.line, startTag: tag.span, properties: properties,
                nameSpan: tag.name, declarations: declarations))
    }

    /// A property of the node that is next to be appended.
    private mutating func property(
        _ attribute: StartTags.Attribute, _ reported: XMLReport.Attribute
    ) throws(DocViewError) -> DocViewProperty {
        let rawName = String(decoding: bytes[attribute.name], as: UTF8.self)
        let rawValue = try checkedValue(attribute, report.text[reported.value])
        var value: DocViewValue?
        do throws(DocViewValueError) {
            value = try DocViewValue(docView: rawValue)
        } catch {
            invalidValues.append(
                DocViewInvalidValue(
                    node: nodes.count, property: rawName, line: attribute.line, reason: error.description))
        }
        return DocViewProperty(
            name: names.name(
                namespace: reported.namespace, prefix: report.text[reported.prefix],
                local: report.text[reported.localName], raw: bytes[attribute.name]),
            rawName: rawName, rawValue: rawValue, value: value, span: attribute.span,
            nameSpan: attribute.name, valueSpan: attribute.value, line: attribute.line)
    }

    /// What the bytes between the quotes stand for, if libxml2 found the same.
    private func checkedValue(
        _ attribute: StartTags.Attribute, _ reported: ArraySlice<UInt8>
    ) throws(DocViewError) -> String {
        let written = bytes[attribute.value]
        if AttributeText.isPlain(written) {
            guard written.elementsEqual(reported) else { throw disagreement("a value", attribute.line) }
            return String(decoding: written, as: UTF8.self)
        }
        guard let decoded = AttributeText.decoded(written),
            AttributeText.agree(decoded: decoded[...], reported: reported)
        else { throw disagreement("a value", attribute.line) }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// The prefix that a namespace declaration declares, empty for the default one; `nil` for other attributes.
    private func declaredPrefix(_ name: Range<Int>) -> String? {
        let name = bytes[name]
        guard name.starts(with: "xmlns".utf8) else { return nil }
        let rest = name.dropFirst(5)
        if rest.isEmpty { return "" }
        return rest.first == .colon ? String(decoding: rest.dropFirst(), as: UTF8.self) : nil
    }

    private func checkedURI(
        _ attribute: StartTags.Attribute, _ prefix: String,
        _ reported: inout ArraySlice<XMLReport.Declaration>
    ) throws(DocViewError) -> String {
        guard let decoded = AttributeText.decoded(bytes[attribute.value]) else {
            throw disagreement("a namespace", attribute.line)
        }
        // libxml2 does not report a (correct) declaration of the prefix "xml".
        if prefix != "xml" {
            guard let declaration = reported.popFirst(),
                report.text[declaration.prefix].elementsEqual(prefix.utf8)
            else { throw disagreement("a namespace", attribute.line) }
            let uri = report.text[declaration.uri]
            // Whether ampersands are spelled out in namespace names differs between versions.
            guard uri.elementsEqual(decoded) || AttributeText.agree(decoded: decoded[...], reported: uri)
            else {
                throw disagreement("a namespace", attribute.line)
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private func isName(_ written: Range<Int>, _ prefix: Range<Int>, _ localName: Range<Int>) -> Bool {
        let written = bytes[written]
        guard !prefix.isEmpty else { return written.elementsEqual(report.text[localName]) }
        return written.count == prefix.count + 1 + localName.count
            && written.starts(with: report.text[prefix])
            && written[written.startIndex + prefix.count] == .colon
            && written.dropFirst(prefix.count + 1).elementsEqual(report.text[localName])
    }

    private func disagreement(_ what: String, _ line: Int) -> DocViewError {
        .positionsUncertain(
            line: line,
            description: "the places of \(what) could not be matched with what the XML parser read")
    }
}
