// SPDX-License-Identifier: Apache-2.0
import DocView

/// Proves that edited bytes are the original configuration with the planned changes, and nothing else.
public enum OSGiVerification {
    /// Reads the edited bytes again and compares them with the original.
    ///
    /// What was to be removed must be gone; what was to be set must have exactly the planned values, and the type that
    /// it had, or String. All other properties, and everything between them, must be the same bytes in the same order;
    /// only beside a property that is new or gone may white space and commas differ, and there they must be what
    /// ``OSGiConfiguration/edits(for:)`` makes of them.
    ///
    /// - Returns: the edited file, read.
    /// - Throws: `verificationFailed`, or what reading the edited bytes throws.
    public static func check(
        original: OSGiConfiguration, changes: [OSGiChange], edited bytes: [UInt8]
    ) throws(OSGiConfigError) -> OSGiConfiguration {
        let edited: OSGiConfiguration
        if case .node(_, let index) = original.source {
            edited = try OSGiConfiguration(
                node: index, of: OSGiConfiguration.document(bytes, original.limits), limits: original.limits)
        } else {
            edited = try OSGiConfiguration(
                parsing: bytes, format: original.format, limits: original.limits)
        }
        var planned: [String: OSGiChange] = [:]
        for change in changes { planned[change.name.foldedName] = change }
        try ConfigurationComparison(original: original, edited: edited, planned: planned).check()
        guard try original.applying(original.edits(for: changes)) == bytes else {
            throw .verificationFailed(line: 1, description: "a byte changed that was not planned")
        }
        return edited
    }
}

/// Walks a configuration before and after.
private struct ConfigurationComparison {
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
        for index in 0...kept.count {
            let old = gap(index, kept, original)
            let new = gap(index, found, edited)
            let isSame = original.bytes[old].elementsEqual(edited.bytes[new])
            try require(
                isSame || essence(of: old, original, gone: found) == essence(of: new, edited, gone: kept),
                "something between properties changed",
                new.isEmpty ? 1 : SourceText(edited.bytes).place(of: new.lowerBound).line)
        }
    }

    private func gap(_ index: Int, _ anchors: [OSGiProperty], _ configuration: OSGiConfiguration) -> Range<
        Int
    > {
        let start = index == 0 ? 0 : anchors[index - 1].span.upperBound
        let end = index == anchors.count ? configuration.bytes.count : anchors[index].span.lowerBound
        return start..<end
    }

    /// The comments, and what is no white space, comma or property; `nil` where no property came or went.
    private func essence(
        of gap: Range<Int>, _ configuration: OSGiConfiguration, gone: [OSGiProperty]
    ) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var position = gap.lowerBound
        let properties = configuration.properties.map(\.span)
            .filter { $0.lowerBound >= gap.lowerBound && $0.upperBound <= gap.upperBound }
        let comments = configuration.comments.filter { comment in
            comment.lowerBound >= gap.lowerBound && comment.upperBound <= gap.upperBound
                && !properties.contains { $0.contains(comment.lowerBound) }
        }
        for span in (properties + comments).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            parts += configuration.bytes[position..<span.lowerBound].filter { !$0.isSpace && $0 != .comma }
                .map { [$0] }
            if comments.contains(span) { parts.append(Array(configuration.bytes[span])) }
            position = span.upperBound
        }
        return parts
            + configuration.bytes[position..<gap.upperBound].filter { !$0.isSpace && $0 != .comma }.map {
                [$0]
            }
    }

    private func isPlanned(_ property: OSGiProperty) -> Bool { planned[property.name.foldedName] != nil }

    private func isIn(_ names: Set<String>, _ property: OSGiProperty) -> Bool {
        names.contains(property.name.foldedName)
    }

    private func hasBytes(_ old: Range<Int>, _ new: Range<Int>) -> Bool {
        original.bytes[old].elementsEqual(edited.bytes[new])
    }

    private func require(_ condition: Bool, _ what: String, _ line: Int) throws(OSGiConfigError) {
        guard condition else { throw .verificationFailed(line: line, description: what) }
    }
}

extension OSGiChange {
    fileprivate var isSet: Bool {
        if case .set = self { true } else { false }
    }
}

extension OSGiConfiguration {
    /// The places of all comments outside and inside of values; none in a node, where all is compared.
    fileprivate var comments: [Range<Int>] {
        switch source {
        case .felix(let file): file.comments
        case .json(let file): file.comments
        case .node: []
        }
    }
}
