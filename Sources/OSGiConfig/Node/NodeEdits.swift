// SPDX-License-Identifier: Apache-2.0
import DocView

/// The edits of a `sling:OsgiConfig` element. Where a new attribute stands, how it is laid out and what goes with a
/// removed one is docview's to say; its changes know single Strings only, so that values are formatted here.
struct NodeEdits {
    let document: DocViewDocument
    let index: Int
    let plan: ChangePlan

    func edits() throws(OSGiConfigError) -> [ByteEdit] {
        var edits: [ByteEdit] = []
        for change in plan.replaced {
            guard let attribute = document.nodes[index].property(named: change.property.name),
                let value = attribute.value
            else { throw plan.impossible(change.property, "cannot be read, and so cannot be changed") }
            try plan.checkTypes(change, asBits: false)
            let new = DocViewValue(type: value.type, isMultiple: change.isMultiple, values: change.values)
            let quote = document.bytes[change.property.valueSpan.lowerBound - 1]
            edits.append(
                ByteEdit(
                    range: change.property.valueSpan,
                    replacement: Self.escaped(new.formatted(forProperty: attribute.name), quote: quote)))
        }
        return (edits + (try others())).sortedByPlace()
    }

    /// Removals and additions.
    private func others() throws(OSGiConfigError) -> [ByteEdit] {
        var changes = plan.removed.map { PropertyChange.remove(name: $0.name) }
        for (number, addition) in plan.added.enumerated() {
            guard !addition.name.utf8.contains(.colon), !addition.name.hasPrefix("{") else {
                throw .editImpossible(
                    line: document.nodes[index].line,
                    description: "a node's property with a colon in its name is not part of the configuration"
                )
            }
            changes.append(.set(name: addition.name, value: Self.placeholder(number)))
        }
        do throws(DocViewError) {
            return try document.edits(for: changes, ofNodeAt: index).map {
                ByteEdit(range: $0.range, replacement: withValues($0.replacement))
            }
        } catch {
            throw .document(error)
        }
    }

    /// The value that docview gives an attribute which is to get one that docview cannot give.
    private static func placeholder(_ number: Int) -> String { "value-\(number)" }

    /// Puts the values where their placeholders are: what is in quotes here is a placeholder, however it is laid out.
    private func withValues(_ bytes: [UInt8]) -> [UInt8] {
        var places: [(span: Range<Int>, value: [UInt8])] = []
        for (number, addition) in plan.added.enumerated() {
            let value = DocViewValue(isMultiple: addition.isMultiple, values: addition.values)
                .formatted(forProperty: addition.name)
            for quote in [UInt8.doubleQuote, .singleQuote] {
                let wanted = [quote] + Array(Self.placeholder(number).utf8) + [quote]
                for start in bytes.indices
                where bytes[start] == quote && bytes[start...].starts(with: wanted) {
                    places.append(
                        ((start + 1)..<(start + wanted.count - 1), Self.escaped(value, quote: quote)))
                }
            }
        }
        var result = bytes
        for place in places.sorted(by: { $0.span.lowerBound > $1.span.lowerBound }) {
            result.replaceSubrange(place.span, with: place.value)
        }
        return result
    }

    /// A value as FileVault writes it between quotes.
    private static func escaped(_ value: String, quote: UInt8) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(value.utf8.count)
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "&"): result += "&amp;".utf8
            case UInt8(ascii: "<"): result += "&lt;".utf8
            case .tab: result += "&#x9;".utf8
            case .lineFeed: result += "&#xa;".utf8
            case .carriageReturn: result += "&#xd;".utf8
            case .doubleQuote where quote == byte: result += "&quot;".utf8
            case .singleQuote where quote == byte: result += "&apos;".utf8
            default: result.append(byte)
            }
        }
        return result
    }
}
