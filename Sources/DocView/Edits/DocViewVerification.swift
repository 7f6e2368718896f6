// SPDX-License-Identifier: Apache-2.0

/// Proves that edited bytes are the original file with the planned changes, and nothing else.
public enum DocViewVerification {
    /// Reads the edited bytes again and compares them with the original.
    ///
    /// Equal must be: the nodes, their names and nesting; every byte outside of start tags and of start tags without
    /// a planned change; in the others the bytes of everything that was not planned. What was to be removed must be
    /// gone, and what was to be set must have exactly the planned value.
    ///
    /// - Returns: the edited file, read.
    /// - Throws: `verificationFailed`, or what reading the edited bytes throws.
    public static func check(
        original: DocViewDocument, changes: [(node: Int, changes: [PropertyChange])], edited bytes: [UInt8]
    ) throws(DocViewError) -> DocViewDocument {
        let edited = try DocViewDocument(parsing: bytes, limits: original.limits)
        guard original.nodes.count == edited.nodes.count else {
            throw .verificationFailed(line: 1, description: "the number of nodes changed")
        }
        var planned: [Int: [PropertyChange]] = [:]
        for entry in changes {
            guard original.nodes.indices.contains(entry.node), planned[entry.node] == nil else {
                throw .verificationFailed(
                    line: 1, description: "node \(entry.node) is planned twice or is not there")
            }
            planned[entry.node] = entry.changes
        }
        var before = 0
        var after = 0
        for (index, (old, new)) in zip(original.nodes, edited.nodes).enumerated() {
            guard old.name == new.name, old.parent == new.parent,
                original.bytes[before..<old.startTag.lowerBound].elementsEqual(
                    edited.bytes[after..<new.startTag.lowerBound])
            else {
                throw .verificationFailed(
                    line: new.line, description: "something outside of the start tags changed")
            }
            before = old.startTag.upperBound
            after = new.startTag.upperBound
            if let changes = planned[index] {
                var comparison = StartTagComparison(original: original, edited: edited, node: index)
                try comparison.check(changes)
            } else if !original.bytes[old.startTag].elementsEqual(edited.bytes[new.startTag]) {
                throw .verificationFailed(
                    line: new.line, description: "a start tag changed that was not planned to change")
            }
        }
        guard original.bytes[before...].elementsEqual(edited.bytes[after...]) else {
            throw .verificationFailed(
                line: edited.nodes.last?.line ?? 1, description: "something after the last start tag changed")
        }
        return edited
    }
}

/// Walks the attributes of one start tag before and after.
private struct StartTagComparison {
    /// An attribute of either kind.
    private struct Item {
        var span: Range<Int>
        var valueSpan: Range<Int>
        /// `nil` for a namespace declaration.
        var property: DocViewProperty?
    }

    private let original: DocViewDocument
    private let edited: DocViewDocument
    private let old: DocViewNode
    private let new: DocViewNode
    private var oldItems: ArraySlice<Item>
    private var newItems: ArraySlice<Item>

    init(original: DocViewDocument, edited: DocViewDocument, node: Int) {
        self.original = original
        self.edited = edited
        self.old = original.nodes[node]
        self.new = edited.nodes[node]
        self.oldItems = Self.items(of: old)[...]
        self.newItems = Self.items(of: new)[...]
    }

    mutating func check(_ changes: [PropertyChange]) throws(DocViewError) {
        try require(
            same(
                old.startTag.lowerBound..<old.nameSpan.upperBound,
                new.startTag.lowerBound..<new.nameSpan.upperBound),
            "the name of an element changed")
        let oldEnd = (oldItems.last?.span.upperBound ?? old.nameSpan.upperBound)..<old.startTag.upperBound
        let newEnd = (newItems.last?.span.upperBound ?? new.nameSpan.upperBound)..<new.startTag.upperBound
        try require(same(oldEnd, newEnd), "the end of a start tag changed")
        var wanted: [String: DocViewValue?] = [:]
        for change in changes {
            try require(
                wanted[change.name] == nil,
                "the property '\(change.name)' is planned twice")
            wanted[change.name] = .some(change.wanted)
        }
        try walk(wanted)
        for (name, value) in wanted {
            let found = new.properties.filter { $0.name == name }
            if let value {
                try require(
                    found.count == 1 && found[0].holds(value),
                    "the property '\(name)' does not have its planned value")
            } else {
                try require(found.isEmpty, "the property '\(name)' was to be removed and is there")
            }
        }
    }

    /// Passes over both lists; what was not planned must be the same, byte for byte and in the same order.
    private mutating func walk(_ wanted: [String: DocViewValue?]) throws(DocViewError) {
        let oldNames = Set(old.properties.map(\.name))
        while true {
            let oldItem = oldItems.first
            let newItem = newItems.first
            if let name = oldItem?.property?.name, wanted[name] == .some(nil) {
                oldItems.removeFirst()
            } else if let name = newItem?.property?.name, wanted[name] != nil, !oldNames.contains(name) {
                newItems.removeFirst()
            } else if let oldItem, let newItem {
                try compare(oldItem, newItem, wanted)
                oldItems.removeFirst()
                newItems.removeFirst()
            } else {
                return try require(
                    oldItem == nil && newItem == nil, "attributes came or went that were not planned to")
            }
        }
    }

    private func compare(_ oldItem: Item, _ newItem: Item, _ wanted: [String: DocViewValue?])
        throws(DocViewError)
    {
        if let property = oldItem.property, let value = wanted[property.name] ?? nil,
            !property.holds(value)
        {
            try require(
                same(
                    oldItem.span.lowerBound..<oldItem.valueSpan.lowerBound,
                    newItem.span.lowerBound..<newItem.valueSpan.lowerBound)
                    && same(
                        oldItem.valueSpan.upperBound..<oldItem.span.upperBound,
                        newItem.valueSpan.upperBound..<newItem.span.upperBound),
                "the name or the layout of the property '\(property.name)' changed")
        } else {
            try require(
                same(oldItem.span, newItem.span) && oldItem.property?.name == newItem.property?.name
                    && oldItem.property?.rawValue == newItem.property?.rawValue,
                "an attribute changed that was not planned to")
        }
    }

    private static func items(of node: DocViewNode) -> [Item] {
        let properties = node.properties.map { Item(span: $0.span, valueSpan: $0.valueSpan, property: $0) }
        let declarations = node.declarations.map {
            Item(span: $0.span, valueSpan: $0.valueSpan, property: nil)
        }
        return (properties + declarations).sorted { $0.span.lowerBound < $1.span.lowerBound }
    }

    private func same(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> Bool {
        original.bytes[oldRange].elementsEqual(edited.bytes[newRange])
    }

    private func require(_ condition: Bool, _ otherwise: String) throws(DocViewError) {
        guard condition else { throw .verificationFailed(line: new.line, description: otherwise) }
    }
}
