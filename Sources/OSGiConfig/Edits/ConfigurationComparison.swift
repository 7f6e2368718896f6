// SPDX-License-Identifier: Apache-2.0

/// Walks a configuration before and after.
struct ConfigurationComparison {
    let original: OSGiConfiguration
    let edited: OSGiConfiguration
    let planned: [String: OSGiChange]

    func check() throws(OSGiConfigError) {
        let oldNames = Set(original.properties.map(\.name.foldedName))
        let newNames = Set(edited.properties.map(\.name.foldedName))
        for (name, change) in planned {
            try require(
                newNames.contains(name) == change.isSet, "the property '\(change.name)' is not as planned", 1)
        }
        let kept = original.properties.filter { newNames.contains($0.name.foldedName) }
        let found = edited.properties.filter { oldNames.contains($0.name.foldedName) }
        try require(
            kept.count == found.count && edited.properties.allSatisfy { isPlanned($0) || isIn(oldNames, $0) }
                && original.properties.allSatisfy { isPlanned($0) || isIn(newNames, $0) },
            "other properties than planned came or went", 1)
        for (old, new) in zip(kept, found) { try compare(old, new) }
        for property in edited.properties {
            guard case .set(_, let values, let isMultiple) = planned[property.name.foldedName] else {
                continue
            }
            try require(
                property.has(values, isMultiple: isMultiple)
                    && (isIn(oldNames, property) || property.type == .string),
                "the property '\(property.name)' is not as planned", property.line)
        }
        if original.format == .node {
            try compareRest()
        } else {
            try compareGaps(kept, found)
        }
    }

    /// A property that is there before and after.
    private func compare(_ old: OSGiProperty, _ new: OSGiProperty) throws(OSGiConfigError) {
        try require(old.name == new.name, "the order or the names of properties changed", new.line)
        guard isPlanned(new), !hasBytes(old.span, new.span) else {
            return try require(
                hasBytes(old.span, new.span), "the property '\(new.name)' changed, which was not planned",
                new.line)
        }
        try require(
            old.type == new.type || (original.format == .json && new.values.isEmpty),
            "the type of the property '\(new.name)' changed", new.line)
        // A type hint within the name may have become one for a list, or none.
        let isName =
            original.format == .json
            ? old.isMultiple != new.isMultiple || hasBytes(old.nameSpan, new.nameSpan)
            : hasBytes(old.nameSpan, new.nameSpan)
        try require(
            isName
                && hasBytes(
                    old.nameSpan.upperBound..<old.valueSpan.lowerBound,
                    new.nameSpan.upperBound..<new.valueSpan.lowerBound)
                && hasBytes(
                    old.valueSpan.upperBound..<old.span.upperBound,
                    new.valueSpan.upperBound..<new.span.upperBound),
            "the layout of the property '\(new.name)' changed", new.line)
    }

    /// In a node everything but the planned attributes must be the same; what they consist of goes with them.
    private func compareRest() throws(OSGiConfigError) {
        try require(
            rest(of: original) == rest(of: edited), "something outside of the planned attributes changed", 1)
    }

    private func rest(of configuration: OSGiConfiguration) -> [UInt8] {
        var rest: [UInt8] = []
        var position = 0
        for property in configuration.properties where isPlanned(property) {
            rest += configuration.bytes[position..<property.span.lowerBound]
            position = property.span.upperBound
        }
        return rest + configuration.bytes[position...]
    }

    /// What stands between properties that are there before and after: the same bytes; if one of others stands or
    /// stood there, the same but for white space and commas.
    private func compareGaps(_ kept: [OSGiProperty], _ found: [OSGiProperty]) throws(OSGiConfigError) {
        let before = Surroundings(original)
        let after = Surroundings(edited)
        for index in 0...kept.count {
            let old = before.gap(index, kept)
            let new = after.gap(index, found)
            if hasBytes(old, new) { continue }
            try require(
                before.essence(of: old) == after.essence(of: new), "something between properties changed",
                SourceText(edited.bytes).place(of: new.lowerBound).line)
        }
    }

    private func isPlanned(_ property: OSGiProperty) -> Bool { planned[property.name.foldedName] != nil }

    private func isIn(_ names: Set<String>, _ property: OSGiProperty) -> Bool {
        names.contains(property.name.foldedName)
    }

    private func hasBytes(_ old: Range<Int>, _ new: Range<Int>) -> Bool {
        original.bytes[old].elementsEqual(edited.bytes[new])
    }

    private func require(
        _ condition: Bool, _ what: @autoclosure () -> String, _ line: @autoclosure () -> Int
    ) throws(OSGiConfigError) {
        guard condition else { throw .verificationFailed(line: line(), description: what()) }
    }
}

extension OSGiChange {
    fileprivate var isSet: Bool {
        if case .set = self { true } else { false }
    }
}

/// What stands around the properties of a file.
private struct Surroundings {
    private let bytes: [UInt8]
    private let properties: [Range<Int>]
    private let comments: [Range<Int>]

    init(_ configuration: OSGiConfiguration) {
        bytes = configuration.bytes
        properties = configuration.properties.map(\.span)
        switch configuration.source {
        case .felix(let file): comments = file.comments
        case .json(let file): comments = file.comments
        case .node, .properties: comments = []
        }
    }

    /// What stands before the property of an index, after the one before it.
    func gap(_ index: Int, _ properties: [OSGiProperty]) -> Range<Int> {
        let start = index == 0 ? 0 : properties[index - 1].span.upperBound
        return start..<(index == properties.count ? bytes.count : properties[index].span.lowerBound)
    }

    /// The comments outside of properties, and what is no white space and no comma there.
    func essence(of gap: Range<Int>) -> [[UInt8]] {
        var essence: [[UInt8]] = []
        var position = gap.lowerBound
        func add(upTo end: Int) {
            essence += bytes[position..<end].filter { !$0.isSpace && $0 != .comma }.map { [$0] }
        }
        var comments = parts(of: self.comments, in: gap)
        for property in parts(of: properties, in: gap) + [gap.upperBound..<gap.upperBound] {
            while let comment = comments.first, comment.lowerBound < property.lowerBound {
                add(upTo: comment.lowerBound)
                essence.append(Array(bytes[comment]))
                position = comment.upperBound
                comments.removeFirst()
            }
            add(upTo: property.lowerBound)
            position = property.upperBound
            comments = comments.drop { $0.lowerBound < property.upperBound }
        }
        return essence
    }

    private func parts(of spans: [Range<Int>], in gap: Range<Int>) -> ArraySlice<Range<Int>> {
        let first = spans.firstIndexWhere { $0.lowerBound >= gap.lowerBound }
        return spans[first...].prefix { $0.upperBound <= gap.upperBound }
    }
}
