// SPDX-License-Identifier: Apache-2.0

extension DocViewDocument {
    /// The edits that make changes to one node, in the order of the file.
    ///
    /// An attribute that has the wanted value already is not touched, however it is spelled. A new attribute stands
    /// where FileVault's order puts it among those that stay: before the first that is greater, else after the last;
    /// it takes the white space and the quotes of that neighbour.
    ///
    /// - Parameters:
    ///   - changes: in any order, each property at most once.
    ///   - index: of the node in ``nodes``.
    /// - Throws: `editImpossible` for a property named twice, a namespace without a prefix in scope, or no such node.
    public func edits(for changes: [PropertyChange], ofNodeAt index: Int) throws(DocViewError) -> [ByteEdit] {
        guard nodes.indices.contains(index) else {
            throw .editImpossible(line: 1, description: "the file has no node \(index)")
        }
        return try StartTagEdits(document: self, index: index, changes: changes).edits()
    }
}

/// Works out the edits of one start tag.
private struct StartTagEdits {
    private struct Addition {
        var name: String
        var order: PropertyOrder
        var value: DocViewValue
    }

    /// How an attribute is laid out.
    private struct Layout {
        var leading: ArraySlice<UInt8>
        /// What stands between name and quote: `=`, for some with white space around it.
        var equals: ArraySlice<UInt8> = [.equals]
        var quote: UInt8
    }

    private let document: DocViewDocument
    private let node: DocViewNode
    private let index: Int
    private var removed: [DocViewProperty] = []
    private var replaced: [(property: DocViewProperty, value: DocViewValue)] = []
    private var added: [Addition] = []

    init(document: DocViewDocument, index: Int, changes: [PropertyChange]) throws(DocViewError) {
        self.document = document
        self.index = index
        self.node = document.nodes[index]
        var names: Set<String> = []
        for change in changes {
            let existing = node.properties.filter { $0.name == change.name }
            guard names.insert(change.name).inserted, existing.count <= 1 else {
                throw .editImpossible(
                    line: node.line,
                    description: "the property '\(change.name)' is there or is to be changed twice")
            }
            switch (change.wanted, existing.first) {
            case (nil, let property?): removed.append(property)
            case (nil, nil): break
            case (let value?, let property?):
                if !property.holds(value) { replaced.append((property, value)) }
            case (let value?, nil):
                added.append(Addition(name: change.name, order: PropertyOrder(change.name), value: value))
            }
        }
        removed.sort { $0.span.lowerBound < $1.span.lowerBound }
        added.sort { $0.order < $1.order }
    }

    func edits() throws(DocViewError) -> [ByteEdit] {
        var edits = removed.map { ByteEdit(range: $0.span, replacement: []) }
        for (property, value) in replaced {
            edits.append(
                ByteEdit(
                    range: property.valueSpan,
                    replacement: text(
                        value, property.name, quote: layout(of: property.span, property.valueSpan).quote)))
        }
        edits += try additions()
        return edits.sortedByPlace()
    }

    /// One insertion for each place, with all that is added there.
    private func additions() throws(DocViewError) -> [ByteEdit] {
        let gone = Set(removed.map(\.span.lowerBound))
        let staying = node.properties.filter { !gone.contains($0.span.lowerBound) }
        guard let last = staying.last else { return try additionsToBareTag() }
        let orders = staying.map { PropertyOrder($0.name) }
        var insertions: [Int: [UInt8]] = [:]
        for addition in added {
            let next = orders.firstIndex { addition.order < $0 }
            let neighbour = next.map { staying[$0] } ?? last
            let place = next == nil ? last.span.upperBound : neighbour.span.lowerBound
            insertions[place, default: []] += try attribute(
                addition, layout(of: neighbour.span, neighbour.valueSpan))
        }
        return insertions.map { ByteEdit(range: $0.key..<$0.key, replacement: $0.value) }
    }

    /// Additions where no property stays: in the place and the layout of those that go, one by one; else behind the
    /// namespace declarations; else behind the name.
    private func additionsToBareTag() throws(DocViewError) -> [ByteEdit] {
        guard !added.isEmpty else { return [] }
        let place =
            removed.first?.span.lowerBound ?? node.declarations.last?.span.upperBound
            ?? node.nameSpan.upperBound
        var text: [UInt8] = []
        for (number, addition) in added.enumerated() {
            let layout: Layout
            if let model = removed.isEmpty ? nil : removed[min(number, removed.count - 1)] {
                layout = self.layout(of: model.span, model.valueSpan)
            } else if let model = node.declarations.last {
                layout = self.layout(of: model.span, model.valueSpan)
            } else {
                layout = Layout(leading: [.space], quote: .doubleQuote)
            }
            text += try attribute(addition, layout)
        }
        return [ByteEdit(range: place..<place, replacement: text)]
    }

    private func layout(of span: Range<Int>, _ valueSpan: Range<Int>) -> Layout {
        let leading = document.bytes[span].prefix(while: \.isXMLSpace)
        let quote = valueSpan.lowerBound - 1
        let name = document.bytes[leading.endIndex..<quote].prefix { !$0.isXMLSpace && $0 != .equals }
        return Layout(
            leading: leading, equals: document.bytes[name.endIndex..<quote], quote: document.bytes[quote])
    }

    private func attribute(_ addition: Addition, _ layout: Layout) throws(DocViewError) -> [UInt8] {
        let name = try document.attributeName(for: addition.name, ofNodeAt: index)
        var bytes = Array(layout.leading)
        bytes += name.utf8
        bytes += layout.equals
        bytes.append(layout.quote)
        bytes += text(addition.value, addition.name, quote: layout.quote)
        bytes.append(layout.quote)
        return bytes
    }

    private func text(_ value: DocViewValue, _ name: String, quote: UInt8) -> [UInt8] {
        AttributeText.escaped(value.formatted(forProperty: name), quote: quote)
    }
}

extension DocViewProperty {
    /// Whether FileVault reads exactly this value from it, compared byte by byte: Swift's `==` takes different
    /// spellings of an accent for equal. A value without a type is a String.
    func holds(_ wanted: DocViewValue) -> Bool {
        guard let value else { return false }
        return (value.type ?? .string) == (wanted.type ?? .string) && value.isMultiple == wanted.isMultiple
            && value.values.elementsEqual(wanted.values) { $0.utf8.elementsEqual($1.utf8) }
    }
}
