// SPDX-License-Identifier: Apache-2.0

extension DocViewDocument {
    /// Some properties of some nodes, as a docview file of its own in FileVault's canonical layout.
    ///
    /// It has the nodes that are asked for, with `jcr:primaryType` and those of the named properties that they have, and
    /// the nodes above them with `jcr:primaryType` alone. Names and values are spelled as in this file. A node that is
    /// asked for and has two or more such nodes below it lists all its children in their order, the others as
    /// placeholders: FileVault moves the listed children of a covered node to the end.
    ///
    /// - Parameter properties: for each node, by its index in ``nodes``, the decoded names of its properties.
    /// - Returns: a UTF-8 file with a final line feed.
    package func excerpt(of properties: [Int: Set<String>]) -> [UInt8] {
        var writer = ExcerptWriter(document: self, wanted: properties)
        return writer.file()
    }
}

/// Writes the part of a document that leads to some nodes.
private struct ExcerptWriter {
    private let document: DocViewDocument
    private let wanted: [Int: Set<String>]
    private var children: [Int: [Int]] = [:]
    private var kept: Set<Int> = [0]
    private var output: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)

    init(document: DocViewDocument, wanted: [Int: Set<String>]) {
        self.document = document
        self.wanted = wanted
        for (index, node) in document.nodes.enumerated() {
            if let parent = node.parent { children[parent, default: []].append(index) }
        }
        for index in wanted.keys {
            var next: Int? = index
            while let current = next, kept.insert(current).inserted || current == index {
                next = document.nodes[current].parent
            }
        }
    }

    mutating func file() -> [UInt8] {
        write(0, depth: 1)
        return output
    }

    private mutating func write(_ index: Int, depth: Int) {
        let node = document.nodes[index]
        let indent = [UInt8](repeating: .space, count: 4 * (depth - 1))
        let name = document.bytes[node.nameSpan]
        output += indent + [UInt8(ascii: "<")] + name
        for declaration in node.declarations {
            output += [.space] + document.bytes[declaration.span].drop(while: \.isXMLSpace)
        }
        let names = (wanted[index] ?? []).union(["jcr:primaryType"])
        let attributes = node.properties.filter { kept.contains(index) && names.contains($0.name) }
        let isOneLine = node.declarations.count + attributes.count == 1
        for attribute in attributes {
            output += isOneLine ? [.space] : [.lineFeed] + [UInt8](repeating: .space, count: 4 * depth)
            output += document.bytes[attribute.nameSpan] + [.equals]
            // With the quotes that it stands in: its escapes fit these.
            output += document.bytes[(attribute.valueSpan.lowerBound - 1)...attribute.valueSpan.upperBound]
        }
        let listed = kept.contains(index) ? childrenToList(of: index) : []
        if listed.isEmpty {
            output += Array("/>\n".utf8)
        } else {
            output += Array(">\n".utf8)
            for child in listed { write(child, depth: depth + 1) }
            output += indent + Array("</".utf8) + name + Array(">\n".utf8)
        }
    }

    private func childrenToList(of index: Int) -> [Int] {
        let all = children[index] ?? []
        let needed = all.filter(kept.contains)
        return wanted[index] != nil && needed.count > 1 ? all : needed
    }
}
