// SPDX-License-Identifier: Apache-2.0
import DocView

/// The edits of a `.cfg.json` file.
struct JSONEdits {
    let source: SourceText
    let file: JSONFile
    let plan: ChangePlan

    init(bytes: [UInt8], file: JSONFile, plan: ChangePlan) {
        self.source = SourceText(bytes)
        self.file = file
        self.plan = plan
    }

    func edits() throws(OSGiConfigError) -> [ByteEdit] {
        var edits: [ByteEdit] = []
        for change in plan.replaced { edits += try valueEdits(change) }
        return (edits + (try memberEdits())).sortedByPlace()
    }

    // MARK: Values

    private func valueEdits(_ change: ChangePlan.Replacement) throws(OSGiConfigError) -> [ByteEdit] {
        try plan.checkTypes(change, asBits: false)
        let member = file.members[change.index]
        let kind = try kind(of: change, in: member)
        let value = member.value
        if change.isMultiple, let list = value.list {
            let listChange = ListChange(from: change.property.values, to: change.values)
            let editor = ListEdits(
                source: source, list: list, comments: file.comments, separator: separator, indent: indent)
            let replaced = listChange.replaced.map { index, new in
                ByteEdit(range: list.items[index], replacement: Self.literal(new, kind))
            }
            return replaced
                + editor.edits(
                    removing: listChange.removed,
                    inserting: listChange.inserted.mapValues { $0.map { Self.literal($0, kind) } })
        }
        let literals = change.values.map { Self.literal($0, kind) }
        let text = change.isMultiple ? self.list(of: literals) : literals.first ?? []
        return [ByteEdit(range: value.span, replacement: text)]
            + (try hintEdit(change, of: member).map { [$0] } ?? [])
    }

    /// How the values are to be written: in the way of those that are there. `"8080"` stays a text, and 8080 a number.
    private func kind(
        of change: ChangePlan.Replacement, in member: JSONFile.Member
    ) throws(OSGiConfigError) -> JSONValue.Kind {
        let model = member.value.kind == .array ? member.value.elements.first : member.value
        let kind: JSONValue.Kind
        switch (model?.kind, change.property.type) {
        case (.string, _), (.boolean, _), (.number, _): kind = model?.kind ?? .string
        case (_, .string), (_, .character): kind = .string
        case (_, .boolean): kind = .boolean
        default: kind = .number
        }
        if kind == .number {
            let isLong = change.values.allSatisfy(JSONText.isIntegral)
            let changesType =
                member.hint?.type == nil && !change.values.isEmpty
                && isLong != (change.property.type == .long)
            guard !changesType, change.values.allSatisfy(JSONText.isNumber) else {
                throw plan.impossible(change.property, "is a number of another kind than the new value")
            }
        } else if kind == .boolean {
            guard change.values.allSatisfy({ OSGiType.boolean.accepts($0, asBits: false) }) else {
                throw plan.impossible(change.property, "is a Boolean, which the new value is not")
            }
        }
        return kind
    }

    private static func literal(_ value: String, _ kind: JSONValue.Kind) -> [UInt8] {
        kind == .string ? quoted(value) : Array(value.utf8)
    }

    /// A type hint says whether there is one value or a list.
    private func hintEdit(
        _ change: ChangePlan.Replacement, of member: JSONFile.Member
    ) throws(OSGiConfigError) -> ByteEdit? {
        guard let hint = member.hint, hint.isList != change.isMultiple else { return nil }
        let written = [.colon] + Array(hint.text.utf8)
        let end = change.property.nameSpan.upperBound
        guard source.bytes[change.property.nameSpan].suffix(written.count).elementsEqual(written) else {
            throw plan.impossible(change.property, "has a type hint in a spelling that is not edited")
        }
        return ByteEdit(
            range: (end - written.count)..<end,
            replacement: hint.adapted(toList: change.isMultiple).map { [.colon] + Array($0.utf8) } ?? [])
    }

    // MARK: Members

    private func memberEdits() throws(OSGiConfigError) -> [ByteEdit] {
        var added: [[UInt8]] = []
        for addition in plan.added { added.append(try member(addition)) }
        var removed = file.members.indices.map { plan.removedIndices.contains($0) }
        var edits: [ByteEdit] = []
        // Where nothing stays, what is new takes the places of what goes.
        if !removed.contains(false) {
            for index in removed.indices.prefix(added.count) {
                removed[index] = false
                edits.append(ByteEdit(range: file.list.items[index], replacement: added.removeFirst()))
            }
        }
        let editor = ListEdits(
            source: source, list: file.list, comments: file.comments, separator: separator, indent: indent)
        // Behind the last that stays, even if others go from there on.
        let last = removed.lastIndex(of: false) ?? -1
        guard !added.isEmpty, last >= 0, last < removed.count - 1 else {
            return edits + editor.edits(removing: removed, inserting: added.isEmpty ? [:] : [last: added])
        }
        for index in removed.indices[(last + 1)...].prefix(added.count) {
            removed[index] = false
            edits.append(ByteEdit(range: file.list.items[index], replacement: added.removeFirst()))
        }
        return edits
            + editor.edits(removing: removed, inserting: added.isEmpty ? [:] : [removed.count - 1: added])
    }

    private func member(_ addition: ChangePlan.Change) throws(OSGiConfigError) -> [UInt8] {
        guard !addition.name.utf8.contains(.colon) else {
            throw .editImpossible(
                line: 1, description: "a new name with a colon, behind which JSON has the type of a property")
        }
        let values = addition.values.map(Self.quoted)
        return Self.quoted(addition.name) + colon
            + (addition.isMultiple ? list(of: values) : values.first ?? [])
    }

    private static func quoted(_ text: String) -> [UInt8] {
        [.doubleQuote] + JSONText.escaped(text) + [.doubleQuote]
    }

    private func list(of literals: [[UInt8]]) -> [UInt8] {
        let model = file.members.reversed().lazy.compactMap {
            $0.value.list.flatMap { ListLayout(of: $0, in: source.bytes, separator: separator) }
        }
        return (model.first ?? ListLayout(separator: separator))
            .list(of: literals)
    }

    // MARK: The file's style

    /// The colon with the space around it, as the last member that stays has it.
    private var colon: [UInt8] {
        let last =
            file.members.indices.last { !plan.removedIndices.contains($0) } ?? file.members.indices.last
        guard let property = last.map({ file.members[$0].property }) else { return [.colon, .space] }
        let between = source.bytes[(property.nameSpan.upperBound + 1)..<property.valueSpan.lowerBound]
        return between.allSatisfy { $0.isBlank || $0 == .colon } ? Array(between) : [.colon, .space]
    }

    /// What stands between items on one line: a space, unless the file saves them.
    private var separator: [UInt8] { colon.contains(where: \.isBlank) ? [.space] : [] }

    /// One level of indentation.
    private var indent: [UInt8] {
        guard let first = file.members.first?.property.span.lowerBound else { return [.space, .space] }
        let start = source.startOfBlanks(before: first)
        return start > 0 && start < first && source.bytes[start - 1].isLineBreak
            ? Array(source.bytes[start..<first]) : [.space, .space]
    }
}
