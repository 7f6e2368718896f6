// SPDX-License-Identifier: Apache-2.0

/// What an excerpt of a docview file says of its nodes, so that an import changes the named properties and nothing else,
/// with every version of FileVault.
package struct DocViewExcerpt: Sendable {
    /// For each node that changes, by its index in ``DocViewDocument/nodes``, the decoded names of the properties that
    /// change. They are written as the document has them; one that it doesn't have is left out.
    package var changed: [Int: Set<String>]
    /// Further names that get a keep marker in a changed node, by its index, where they don't change.
    package var kept: [Int: Set<DocViewName>]
    /// Decoded names of children that must be named below a node, by its index: they stand in files of their own.
    package var named: [Int: [DocViewName]]

    /// An excerpt of the nodes that change.
    package init(
        changed: [Int: Set<String>], kept: [Int: Set<DocViewName>] = [:], named: [Int: [DocViewName]] = [:]
    ) {
        self.changed = changed
        self.kept = kept
        self.named = named
    }

    /// The value that leaves a property as the instance has it: an empty binary without a `.binary` file.
    ///
    /// FileVault before 3.5.0 removes properties that the node of a package doesn't name, and for a binary without a file
    /// it sets nothing (`DocViewProperty.apply`). Later versions go by the property filter and never look at it.
    package static let keepMarker = DocViewValue(type: .binary, values: [""])
    /// How the marker is spelled.
    package static let keepMarkerText = "{Binary}"

    /// Never in an excerpt: where the instance has another value, FileVault would remove the node and make it anew.
    package static let identityProperties: Set<String> = [
        "jcr:uuid", "jcr:isCheckedOut", "jcr:baseVersion", "jcr:predecessors", "jcr:versionHistory",
    ]
    package static let primaryType = "jcr:primaryType"
    package static let mixinTypes = "jcr:mixinTypes"
    /// Comes with an access control list, which an excerpt never has.
    package static let accessControllable = "rep:AccessControllable"

    /// Whether a property of this name can get a keep marker.
    package static func canKeep(_ name: String) -> Bool {
        name != primaryType && name != mixinTypes && !identityProperties.contains(name)
    }
}

/// A JCR name with its namespace, so that a file with other prefixes can spell it.
package struct DocViewName: Sendable, Hashable {
    /// The namespace; empty for none.
    package let uri: String
    /// The decoded local name.
    package let local: String
    /// The prefix to use where none is declared for the namespace; empty without a namespace.
    package let prefix: String

    /// Nil for a prefix that is neither one of AEM's own nor among `namespaces`, and for a name without a local name.
    package init?(_ name: String, namespaces: [String: String] = [:]) {
        let parts = JCRName(name)
        guard !parts.local.isEmpty else { return nil }
        switch parts.namespace {
        case .none: (uri, prefix) = ("", "")
        case .prefix(let written):
            guard let known = WellKnownNamespaces.uris[written] ?? namespaces[written] else { return nil }
            (uri, prefix) = (known, written)
        case .uri(let written): (uri, prefix) = (written, WellKnownNamespaces.prefixes[written] ?? "ns")
        }
        local = parts.local
    }

    /// The name with its prefix.
    package var text: String { prefix.isEmpty ? local : prefix + ":" + local }

    /// Two names of one namespace are the same, whatever their prefixes.
    package static func == (left: DocViewName, right: DocViewName) -> Bool {
        left.uri.utf8.elementsEqual(right.uri.utf8) && left.local.utf8.elementsEqual(right.local.utf8)
    }

    /// The bytes of namespace and local name.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(Array(uri.utf8))
        hasher.combine(Array(local.utf8))
    }

    /// Whether JCR allows the local name (JCR 2.0, 3.2.4): not `.` or `..`, no `/ : [ ] | *`, no space at an end.
    package var isLegal: Bool {
        let forbidden = "/:[]|*\t\n\r".unicodeScalars
        return local != "." && local != ".." && local.first != " " && local.last != " "
            && !local.unicodeScalars.contains { forbidden.contains($0) || $0.value < 0x20 }
    }
}

extension DocViewProperty {
    /// Whether it is a keep marker: no export has one for a property that holds text.
    package var isKeepMarker: Bool { holds(DocViewExcerpt.keepMarker) }
}

extension DocViewDocument {
    /// The decoded names of the properties that a node doesn't have alike in this document and in another one.
    package func changedProperties(to other: DocViewDocument, ofNodeAt index: Int) -> Set<String> {
        let (old, new) = (nodes[index], other.nodes[index])
        return Set((old.properties + new.properties).map(\.name)).filter { name in
            guard let before = old.property(named: name), let after = new.property(named: name) else {
                return true
            }
            return after.value.map { !before.holds($0) } ?? true
        }
    }

    /// What is wrong with an excerpt that was read again; nil where it says of the node at `index` what it should.
    ///
    /// `original` is the node that it was made of. Throws nothing: whoever asks refuses the whole.
    package func fault(
        ofExcerptAt index: Int, original: DocViewNode, changed: Set<String>
    ) -> String? {
        let node = nodes[index]
        guard Set(node.properties.map(\.name)).count == node.properties.count else {
            return "a property is named twice"
        }
        guard node.properties.allSatisfy({ $0.value != nil }) else { return "a value that FileVault refuses" }
        for name in changed {
            let (found, wanted) = (node.property(named: name), original.property(named: name))
            guard (found == nil) == (wanted == nil), found == nil || found?.rawValue == wanted?.rawValue
            else {
                return "the property '\(name)' doesn't have its planned value"
            }
        }
        let exported = Set(original.properties.map(\.name)).union(changed)
        guard node.properties.allSatisfy({ exported.contains($0.name) || $0.isKeepMarker }) else {
            return "a property that is neither planned nor kept"
        }
        for property in original.properties where !changed.contains(property.name) {
            let found = node.property(named: property.name)
            switch property.name {
            case DocViewExcerpt.primaryType:
                guard found?.rawValue == property.rawValue else { return "the node has another type" }
            case DocViewExcerpt.mixinTypes:
                let wanted = property.value?.values.filter { $0 != DocViewExcerpt.accessControllable } ?? []
                guard found?.value?.values ?? [] == wanted else { return "the node has other mixins" }
            case _ where DocViewExcerpt.identityProperties.contains(property.name):
                guard found == nil else { return "the property '\(property.name)' must not be there" }
            case _ where property.value?.isMultiple == true:
                guard found?.rawValue == property.rawValue else {
                    return "the property '\(property.name)' isn't as it was exported"
                }
            default:
                guard found?.isKeepMarker == true else {
                    return "the property '\(property.name)' has no keep marker"
                }
            }
        }
        return nil
    }

    /// Prefix to namespace for everything declared in the file; of several namespaces of one prefix the first.
    package var declaredNamespaces: [String: String] {
        Dictionary(
            nodes.flatMap { $0.declarations.map { ($0.prefix, $0.uri) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The names of the node's properties, with their namespaces.
    package func propertyNames(ofNodeAt index: Int) -> [DocViewName] {
        let scope = namespacesInScope(ofNodeAt: index)
        return nodes[index].properties.compactMap { DocViewName($0.name, namespaces: scope) }
    }

    /// The part of the file that an excerpt describes, as a docview file in FileVault's canonical layout.
    ///
    /// It has the changed nodes, with `jcr:primaryType`, the exported mixins without access control, the properties that
    /// change, the exported values of other multi-valued properties, and a keep marker for every other name; and the nodes
    /// above them with `jcr:primaryType` alone. Names and values are spelled as in this file. A changed node that names two
    /// or more children names all of them in their order: FileVault moves the named children of a covered node to the end.
    ///
    /// - Returns: a UTF-8 file with a final line feed, whose root element begins with the declaration of `jcr`.
    /// - Throws: `editImpossible` where a node or a property can't be expressed.
    package func excerpt(_ excerpt: DocViewExcerpt) throws(DocViewError) -> [UInt8] {
        var writer = try ExcerptWriter(document: self, excerpt: excerpt)
        return try writer.file()
    }

    /// The root element with `jcr:primaryType` alone: it gives a node its type where it is missing on the instance. Nil
    /// for a root element of another name, or without a type.
    package func typeAlone() throws(DocViewError) -> [UInt8]? {
        guard nodes[0].name == "jcr:root", nodes[0].property(named: DocViewExcerpt.primaryType) != nil else {
            return nil
        }
        return try excerpt(DocViewExcerpt(changed: [:]))
    }
}

/// Writes the part of a document that leads to some nodes.
private struct ExcerptWriter {
    private let document: DocViewDocument
    private let excerpt: DocViewExcerpt
    private var children: [Int: [Int]] = [:]
    private var shown: Set<Int> = [0]
    /// Declarations that the root element gets beside its own.
    private var declared: [(prefix: String, uri: String)] = []
    private var takenPrefixes: Set<String>
    private var output: [UInt8] = []

    private static let jcr = (prefix: "jcr", uri: "http://www.jcp.org/jcr/1.0")

    /// An attribute as it is written.
    private struct Attribute {
        var name: [UInt8]
        /// With its quotes.
        var value: [UInt8]
        var order: PropertyOrder
    }

    init(document: DocViewDocument, excerpt: DocViewExcerpt) throws(DocViewError) {
        self.document = document
        self.excerpt = excerpt
        takenPrefixes = Set(document.nodes.flatMap { $0.declarations.map(\.prefix) })
        for (index, node) in document.nodes.enumerated() {
            if let parent = node.parent { children[parent, default: []].append(index) }
        }
        for index in excerpt.changed.keys {
            var next: Int? = index
            while let current = next, shown.insert(current).inserted || current == index {
                next = document.nodes[current].parent
            }
        }
        let declaration = document.nodes[0].declarations.first { $0.prefix == Self.jcr.prefix }
        guard declaration == nil || declaration?.uri == Self.jcr.uri else {
            throw .editImpossible(
                line: document.nodes[0].line, description: "the prefix jcr stands for another namespace")
        }
    }

    mutating func file() throws(DocViewError) -> [UInt8] {
        // The body first: it finds out what the root element has to declare.
        try write(0, depth: 1)
        let body = output
        let root = document.nodes[0]
        var head = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<".utf8) + rootName
        head += declaration(Self.jcr.prefix, Self.jcr.uri)
        for own in root.declarations where own.prefix != Self.jcr.prefix {
            head += declaration(own.prefix, own.uri)
        }
        for added in declared { head += declaration(added.prefix, added.uri) }
        return head + body
    }

    /// FileVault knows a docview file by `<jcr:root`.
    private var rootName: [UInt8] {
        let root = document.nodes[0]
        return root.name == "jcr:root" ? Array("jcr:root".utf8) : Array(document.bytes[root.nameSpan])
    }

    private func declaration(_ prefix: String, _ uri: String) -> [UInt8] {
        Array((prefix.isEmpty ? " xmlns=\"" : " xmlns:\(prefix)=\"").utf8)
            + AttributeText.escaped(uri, quote: .doubleQuote) + [.doubleQuote]
    }

    private mutating func write(_ index: Int, depth: Int) throws(DocViewError) {
        let node = document.nodes[index]
        let indent = [UInt8](repeating: .space, count: 4 * (depth - 1))
        let name = index == 0 ? rootName : Array(document.bytes[node.nameSpan])
        if index != 0 {
            output += indent + [UInt8(ascii: "<")] + name
            for own in node.declarations { output += declaration(own.prefix, own.uri) }
        }
        let attributes = shown.contains(index) ? try self.attributes(of: index) : []
        let isOneLine = index != 0 && node.declarations.count + attributes.count == 1
        for attribute in attributes {
            output += isOneLine ? [.space] : [.lineFeed] + [UInt8](repeating: .space, count: 4 * depth)
            output += attribute.name + [.equals] + attribute.value
        }
        let listed = shown.contains(index) ? try childrenToList(of: index) : []
        let hasComment = index == 0 && !excerpt.changed.isEmpty
        guard !listed.isEmpty || hasComment else {
            output += Array("/>\n".utf8)
            return
        }
        output += Array(">\n".utf8)
        let inner = [UInt8](repeating: .space, count: 4 * depth)
        if hasComment {
            output += inner
            output += Array("<!-- \(DocViewExcerpt.keepMarkerText): left as the instance has it -->\n".utf8)
        }
        for child in listed {
            switch child {
            case .node(let child): try write(child, depth: depth + 1)
            case .name(let name): output += inner + [UInt8(ascii: "<")] + name + Array("/>\n".utf8)
            }
        }
        output += indent + Array("</".utf8) + name + Array(">\n".utf8)
    }

    private mutating func attributes(of index: Int) throws(DocViewError) -> [Attribute] {
        let node = document.nodes[index]
        guard let type = node.property(named: DocViewExcerpt.primaryType) else {
            throw .editImpossible(line: node.line, description: "a node without jcr:primaryType")
        }
        declarePrefixes(of: type, index)
        guard let changed = excerpt.changed[index] else { return [copy(type)] }
        var attributes: [Attribute] = []
        for property in node.properties where !DocViewExcerpt.identityProperties.contains(property.name) {
            if property.name == DocViewExcerpt.primaryType || changed.contains(property.name) {
                attributes.append(copy(property))
            } else if property.name == DocViewExcerpt.mixinTypes {
                if let mixins = try mixins(property) { attributes.append(mixins) }
            } else {
                attributes.append(try unchanged(property))
            }
            declarePrefixes(of: property, index)
        }
        let scope = document.namespacesInScope(ofNodeAt: index)
        let present = Set(
            (node.properties.map(\.name) + changed).compactMap { DocViewName($0, namespaces: scope) })
        for name in (excerpt.kept[index] ?? []).subtracting(present) where DocViewExcerpt.canKeep(name.text) {
            attributes.append(
                Attribute(
                    name: Array(try written(name, index).utf8), value: Self.marker,
                    order: PropertyOrder(name.text)))
        }
        return attributes.sorted { $0.order < $1.order }
    }

    private static let marker = Array("\"\(DocViewExcerpt.keepMarkerText)\"".utf8)

    private func copy(_ property: DocViewProperty) -> Attribute {
        Attribute(
            name: Array(document.bytes[property.nameSpan]),
            // With the quotes that it stands in: its escapes fit these.
            value: Array(
                document.bytes[(property.valueSpan.lowerBound - 1)...property.valueSpan.upperBound]),
            order: PropertyOrder(property.name))
    }

    /// A marker for a single value; where the instance has a list, a marker would not keep it, so the exported list.
    private func unchanged(_ property: DocViewProperty) throws(DocViewError) -> Attribute {
        guard let value = property.value else {
            throw .editImpossible(
                line: property.line, description: "FileVault refuses the value of '\(property.name)'")
        }
        var attribute = copy(property)
        if !value.isMultiple { attribute.value = Self.marker }
        if value.isMultiple, value.type == .binary || value.type == .binaryReference {
            throw .editImpossible(
                line: property.line,
                description: "'\(property.name)' is a list of binaries, which a package of changes can't keep"
            )
        }
        return attribute
    }

    /// The exported mixins, which FileVault up to 3.5.8 would take away; nil where none is left.
    private func mixins(_ property: DocViewProperty) throws(DocViewError) -> Attribute? {
        var attribute = try unchanged(property)
        guard var value = property.value else { return nil }
        value.values.removeAll { $0 == DocViewExcerpt.accessControllable }
        guard value.values.count != property.value?.values.count else { return copy(property) }
        guard !value.values.isEmpty else { return nil }
        attribute.value =
            [.doubleQuote]
            + AttributeText.escaped(value.formatted(forProperty: property.name), quote: .doubleQuote)
            + [.doubleQuote]
        return attribute
    }

    /// The name of an attribute or element, with a prefix that is declared where it stands.
    private mutating func written(_ name: DocViewName, _ index: Int) throws(DocViewError) -> String {
        let local = ISO9075.encodeLocal(name.local)
        if name.uri.isEmpty { return local }
        let scope = document.namespacesInScope(ofNodeAt: index)
        let candidates = scope.filter { $0.value == name.uri && !$0.key.isEmpty }.keys
        if let prefix = candidates.contains(name.prefix) ? name.prefix : candidates.min() {
            return prefix + ":" + local
        }
        return declare(name.prefix, name.uri) + ":" + local
    }

    /// Declares a namespace at the root element, by the prefix or by one that nothing in the file uses.
    private mutating func declare(_ prefix: String, _ uri: String) -> String {
        if uri == WellKnownNamespaces.xml { return "xml" }
        if uri == Self.jcr.uri, !takenPrefixes.contains(Self.jcr.prefix) { return Self.jcr.prefix }
        if let known = declared.first(where: { $0.uri == uri }) { return known.prefix }
        var free = prefix
        var number = 0
        while !takenPrefixes.insert(free).inserted || free == Self.jcr.prefix {
            number += 1
            free = prefix + String(number)
        }
        declared.append((free, uri))
        return free
    }

    /// Declares what values of names use: an instance that doesn't know the prefix would refuse them.
    private mutating func declarePrefixes(of property: DocViewProperty, _ index: Int) {
        guard let value = property.value,
            value.type == .name || property.name == DocViewExcerpt.primaryType
                || property.name == DocViewExcerpt.mixinTypes
        else { return }
        let scope = document.namespacesInScope(ofNodeAt: index)
        for name in value.values {
            guard case .prefix(let prefix) = JCRName(name).namespace, scope[prefix] == nil,
                prefix != Self.jcr.prefix, let uri = WellKnownNamespaces.uris[prefix],
                !takenPrefixes.contains(prefix)
            else { continue }
            _ = declare(prefix, uri)
        }
    }

    private enum ListedChild {
        case node(Int)
        /// A placeholder that the document doesn't have, as it is written.
        case name([UInt8])
    }

    private mutating func childrenToList(of index: Int) throws(DocViewError) -> [ListedChild] {
        let all = children[index] ?? []
        let scope = document.namespacesInScope(ofNodeAt: index)
        var needed = Set(all.filter(shown.contains))
        var others: [ListedChild] = []
        for name in excerpt.named[index] ?? [] {
            let present = all.first { child in
                let own = document.nodes[child].declarations.map { ($0.prefix, $0.uri) }
                let names = scope.merging(own) { $1 }
                return DocViewName(document.nodes[child].name, namespaces: names) == name
            }
            if let present {
                needed.insert(present)
            } else {
                others.append(.name(Array(try written(name, index).utf8)))
            }
        }
        let listsAll = excerpt.changed[index] != nil && needed.count + others.count > 1
        return all.filter { listsAll || needed.contains($0) }.map { .node($0) } + others
    }
}
