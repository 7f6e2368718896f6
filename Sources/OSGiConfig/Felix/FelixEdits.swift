// SPDX-License-Identifier: Apache-2.0
import DocView

/// The edits of a file in Felix's format: values in their place here, lines in ``FelixLines``.
struct FelixEdits {
    let source: SourceText
    let file: FelixFile
    let plan: ChangePlan

    init(bytes: [UInt8], file: FelixFile, plan: ChangePlan) {
        self.source = SourceText(bytes)
        self.file = file
        self.plan = plan
    }

    func edits() throws(OSGiConfigError) -> [ByteEdit] {
        var edits: [ByteEdit] = []
        for change in plan.replaced { edits += try valueEdits(change) }
        let lines = FelixLines(source: source, file: file, removed: plan.removedIndices)
        edits += lines.edits(adding: plan.added.map(property))
        return edits.sortedByPlace()
    }

    private func valueEdits(_ change: ChangePlan.Replacement) throws(OSGiConfigError) -> [ByteEdit] {
        try plan.checkTypes(change, asBits: true)
        let property = file.properties[change.index]
        let span = property.property.valueSpan
        // The type code stays, whatever becomes of the rest.
        let value = (span.lowerBound + (property.typeCode == nil ? 0 : 1))..<span.upperBound
        switch (property.list, change.isMultiple) {
        case (nil, false):
            let text = (value.lowerBound + 1)..<(value.upperBound - 1)
            return [ByteEdit(range: text, replacement: FelixText.escaped(change.values[0]))]
        case (let list?, true): return listEdits(list, from: property.property.values, to: change.values)
        default: return [ByteEdit(range: value, replacement: written(change.values, change.isMultiple))]
        }
    }

    private func listEdits(_ list: BracketedList, from old: [String], to new: [String]) -> [ByteEdit] {
        let change = ListChange(from: old, to: new)
        let editor = ListEdits(
            source: source, list: list, comments: [], separator: separator, indent: [.space, .space])
        let replaced = change.replaced.map { index, value in
            ByteEdit(
                range: (list.items[index].lowerBound + 1)..<(list.items[index].upperBound - 1),
                replacement: FelixText.escaped(value))
        }
        return replaced
            + editor.edits(
                removing: change.removed, inserting: change.inserted.mapValues { $0.map(Self.quoted) })
    }

    /// A whole new property, laid out like the one that it will stand behind.
    private func property(_ addition: ChangePlan.Change) -> [UInt8] {
        let neighbour =
            file.properties.indices.last { !plan.removedIndices.contains($0) }
            .map { file.properties[$0].property } ?? file.properties.last?.property
        var equals: [UInt8] = [.equals]
        if let neighbour {
            let between = source.bytes[neighbour.nameSpan.upperBound..<neighbour.valueSpan.lowerBound]
            if between.allSatisfy({ $0.isBlank || $0 == .equals }) { equals = Array(between) }
        }
        return FelixText.escapedName(addition.name) + equals + written(addition.values, addition.isMultiple)
    }

    private func written(_ values: [String], _ isMultiple: Bool) -> [UInt8] {
        let quoted = values.map(Self.quoted)
        guard isMultiple else { return quoted.first ?? [] }
        return listLayout.list(of: quoted)
    }

    private static func quoted(_ value: String) -> [UInt8] {
        [.doubleQuote] + FelixText.escaped(value) + [.doubleQuote]
    }

    /// The layout of the file's last list; without one, the layout that every release of Felix can read: before
    /// 1.8.6 no white space was allowed in lists.
    private var listLayout: ListLayout {
        for property in file.properties.reversed() {
            if let list = property.list,
                let layout = ListLayout(of: list, in: source.bytes, separator: separator)
            {
                return layout
            }
        }
        return ListLayout(separator: [])
    }

    /// What stands behind commas in lists on one line.
    private var separator: [UInt8] {
        for list in file.properties.compactMap(\.list) where list.items.count > 1 {
            guard let comma = list.commas[0] else { continue }
            let gap = source.bytes[(comma + 1)..<list.items[1].lowerBound]
            if gap.allSatisfy(\.isBlank) { return Array(gap) }
        }
        return []
    }
}
