// SPDX-License-Identifier: Apache-2.0

/// Naming a child that has a file of its own below its parent, as FileVault's export does below ordered nodes: an empty
/// element, which marks the child's place among its siblings and changes nothing else.
extension DocViewDocument {
    /// Whether an element below a node names this child.
    package func names(_ child: String, belowNodeAt index: Int) -> Bool {
        nodes.contains { $0.parent == index && $0.name == child }
    }

    /// The edit that names children, as the last ones, below a node that has none of them yet.
    ///
    /// They are laid out like the child before them, or as FileVault would.
    ///
    /// - Throws: `editImpossible` for a name whose prefix is neither well-known nor declared, and for a node that is itself a
    ///   placeholder.
    package func edit(naming children: [String], belowNodeAt index: Int) throws(DocViewError) -> ByteEdit {
        let node = nodes[index]
        guard !node.isPlaceholder else {
            throw .editImpossible(line: node.line, description: "the element is only a placeholder itself")
        }
        var elements: [[UInt8]] = []
        for child in children { elements.append(Array(try element(named: child, belowNodeAt: index).utf8)) }
        let own = leading(node.startTag.lowerBound)
        let lastChild = nodes.last { $0.parent == index }
        let before = lastChild.map { leading($0.startTag.lowerBound) } ?? own + Array("    ".utf8)
        let text = elements.flatMap { before + $0 }
        let tag = node.startTag
        if bytes[tag.upperBound - 2] == UInt8(ascii: "/") {
            return ByteEdit(
                range: (tag.upperBound - 2)..<tag.upperBound,
                replacement: [UInt8(ascii: ">")] + text + own + Array("</".utf8) + bytes[node.nameSpan]
                    + [UInt8(ascii: ">")])
        }
        let place = try endOfContents(ofNodeAt: index)
        let isFollowedBySpace = bytes[place].isXMLSpace
        return ByteEdit(
            range: place..<place, replacement: text + (isFollowedBySpace || lastChild != nil ? [] : own))
    }

    /// Proves that `edited` is this document with nothing but these children named below a node. Throws
    /// `verificationFailed`.
    package func verify(
        _ edited: DocViewDocument, naming children: [String], belowNodeAt index: Int
    ) throws(DocViewError) {
        func fail(_ reason: String) -> DocViewError {
            .verificationFailed(line: nodes[index].line, description: reason)
        }
        var added = edited.nodes.indices.filter { edited.nodes[$0].parent == index }
        added = added.filter { children.contains(edited.nodes[$0].name) && edited.nodes[$0].isPlaceholder }
        guard added.map({ edited.nodes[$0].name }) == children else {
            throw fail("the children are not named once each, in their order")
        }
        guard edited.nodes.count == nodes.count + added.count else {
            throw fail("other elements came or went")
        }
        // The parents count without what was added.
        let kept = edited.nodes.indices.filter { !added.contains($0) }
        let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        for (old, place) in zip(nodes, kept) {
            let new = edited.nodes[place]
            let isSame =
                old.name == new.name && old.parent == new.parent.flatMap { places[$0] }
                && old.properties.elementsEqual(new.properties) {
                    $0.rawName == $1.rawName && $0.rawValue == $1.rawValue
                }
            guard isSame else { throw fail("an element changed that was not planned to") }
        }
    }

    /// The last node in document order that is a node or lies below it.
    package func lastNode(inNodeAt index: Int) -> Int {
        var last = index
        // What is below a node follows it, and each has a parent among those.
        while last + 1 < nodes.count, let parent = nodes[last + 1].parent, parent >= index { last += 1 }
        return last
    }

    private func element(named child: String, belowNodeAt index: Int) throws(DocViewError) -> String {
        let scope = namespacesInScope(ofNodeAt: index)
        guard let name = DocViewName(child, namespaces: scope) else {
            throw .editImpossible(
                line: nodes[index].line,
                description:
                    "the name of the new child '\(child)' needs a namespace that is not declared here")
        }
        let local = ISO9075.encodeLocal(name.local)
        guard !name.uri.isEmpty else { return "<\(local)/>" }
        let prefixes = scope.filter { $0.value == name.uri && !$0.key.isEmpty }.keys
        if let prefix = prefixes.contains(name.prefix) ? name.prefix : prefixes.min() {
            return "<\(prefix):\(local)/>"
        }
        return "<\(name.prefix):\(local) xmlns:\(name.prefix)=\"\(name.uri)\"/>"
    }

    /// The line break and indentation before a tag; of one that doesn't begin its line, a line break alone.
    private func leading(_ tag: Int) -> [UInt8] {
        let space = bytes[..<tag].reversed().prefix { $0 == .space || $0 == .tab }.reversed()
        let start = tag - space.count
        let isFirst = start == 0 || bytes[start - 1] == .lineFeed || bytes[start - 1] == .carriageReturn
        return lineBreak + (isFirst ? Array(space) : [])
    }

    private var lineBreak: [UInt8] {
        guard let end = bytes.firstIndex(of: .lineFeed) else { return [.lineFeed] }
        return end > 0 && bytes[end - 1] == .carriageReturn ? [.carriageReturn, .lineFeed] : [.lineFeed]
    }

    /// Where what is in a node ends, without the white space before its end tag. After the last start tag in it there are
    /// end tags, text, comments, CDATA and instructions alone.
    private func endOfContents(ofNodeAt index: Int) throws(DocViewError) -> Int {
        let last = lastNode(inNodeAt: index)
        var depth = bytes[nodes[last].startTag.upperBound - 2] == UInt8(ascii: "/") ? 0 : 1
        var next: Int? = last
        while let current = next, current != index {
            depth += 1
            next = nodes[current].parent
        }
        var position = nodes[last].startTag.upperBound
        var end = position
        while position < bytes.count {
            let rest = bytes[position...]
            if rest.starts(with: Array("<!--".utf8)) {
                position = Self.end(of: "-->", in: rest, after: 4)
                end = position
            } else if rest.starts(with: Array("<![CDATA[".utf8)) {
                position = Self.end(of: "]]>", in: rest, after: 9)
                end = position
            } else if rest.starts(with: Array("<?".utf8)) {
                position = Self.end(of: "?>", in: rest, after: 2)
                end = position
            } else if rest.starts(with: Array("</".utf8)) {
                depth -= 1
                if depth == 0 { return end }
                position = Self.end(of: ">", in: rest, after: 2)
                end = position
            } else {
                position += 1
                if !bytes[position - 1].isXMLSpace { end = position }
            }
        }
        throw .positionsUncertain(line: nodes[index].line, description: "the element has no end tag")
    }

    private static func end(of closing: String, in bytes: ArraySlice<UInt8>, after count: Int) -> Int {
        let closing = Array(closing.utf8)
        var body = bytes.dropFirst(count)
        while !body.isEmpty {
            if body.starts(with: closing) { return body.startIndex + closing.count }
            body = body.dropFirst()
        }
        return bytes.endIndex
    }
}
