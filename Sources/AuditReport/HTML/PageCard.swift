// SPDX-License-Identifier: Apache-2.0

/// Everything about one configuration but the changed lines of its files.
struct PageCard {
    struct Evidence {
        let label: String
        let items: [Item]

        struct Item: Hashable {
            let property: String
            /// Nil on a long page, which tells it once.
            let reason: String?
        }
    }

    struct Reference {
        let path: String
        let property: String
    }

    struct Change {
        let property: String
        let before: String
        let after: String
    }

    /// Changes of one kind, whose word stands before the first.
    struct Changes {
        let kind: String
        let tone: String
        let rows: Int
        let first: Change
        var rest: [Change]
    }

    let anchor: String
    /// The path up to the last name, and the last name.
    let folder: String, name: String
    let state: PageWords.Tag
    let becomes: PageWords.Tag?
    let outcome: PageWords.Tag?
    /// What the filters go by.
    let states: String, form: String, tenant: String
    let title: String?
    let service: String?
    let clientID: String?
    let node: String?
    let file: String
    let companion: String?
    let row: Int?
    let evidence: [Evidence]
    let changes: [Changes]
    let references: [Reference]
    let hasReferences: Bool
    let findings: [PageFindings.Remark]
    let hasFindings: Bool

    init(
        _ entry: RunRecord.Configuration, of record: RunRecord, anchor: String,
        remarks: [PageFindings.Remark], isBrief: Bool
    ) {
        self.anchor = anchor
        (folder, name) = Self.split(HarmlessText.line(entry.path))
        let after = record.classificationWhenDone(entry)
        let isNew = entry.isToBeCreated
        state = isNew ? PageWords.Tag(word: "not there", tone: "calm") : PageWords.state(entry.classification)
        becomes = isNew || after != entry.classification ? PageWords.state(after) : nil
        outcome = PageWords.outcome(entry)
        states = [
            PageWords.state(entry.classification).word, outcome?.word, remarks.isEmpty ? nil : "finding",
        ].compactMap(\.self).joined(separator: "|")
        form = HarmlessText.line(entry.storage)
        tenant = PageFilters.tenant(of: entry.path)
        title = entry.title.map(HarmlessText.line)
        service = entry.cloudService.map(HarmlessText.line)
        clientID = entry.clientID.map(HarmlessText.line)
        let isUsual = entry.node == entry.path || entry.node == entry.path + "/jcr:content"
        node = isUsual ? nil : HarmlessText.line(entry.node)
        let input = record.inputs.count > 1 ? HarmlessText.line(entry.input) + ": " : ""
        file = input + HarmlessText.line(entry.file) + ":\(entry.line)"
        companion = entry.companionFiles.map { $0.map(HarmlessText.line).joined(separator: ", ") }
        row = entry.mappingRow
        evidence = Self.evidence(entry.evidence, isBrief: isBrief)
        changes = Self.changes(entry.changes)
        references = entry.references.map {
            Reference(path: HarmlessText.line($0.path), property: HarmlessText.line($0.property))
        }
        hasReferences = !references.isEmpty
        findings = remarks
        hasFindings = !remarks.isEmpty
    }

    private static func split(_ path: String) -> (String, String) {
        let bytes = Array(path.utf8)
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
        return (
            String(decoding: bytes[...slash], as: UTF8.self),
            String(decoding: bytes[(slash + 1)...], as: UTF8.self)
        )
    }

    /// What speaks for a kind of credential first, then what speaks for a configuration at all.
    private static func evidence(_ evidence: [RunRecord.Evidence], isBrief: Bool) -> [Evidence] {
        let labels = [
            (kind: "jwt", label: "Speaks for JWT"), (kind: "oauth", label: "Speaks for OAuth"),
            (kind: "", label: "Speaks for IMS"),
        ]
        let known = labels.map(\.kind)
        return labels.compactMap { kind, label in
            let own = evidence.filter { $0.kind == kind || (kind.isEmpty && !known.contains($0.kind)) }
            guard !own.isEmpty else { return nil }
            let properties = own.map { HarmlessText.line($0.property) }
            let items =
                isBrief
                ? [Evidence.Item(property: properties.joined(separator: ", "), reason: nil)]
                : zip(properties, own).map {
                    Evidence.Item(property: $0, reason: HarmlessText.line($1.reason))
                }
            return Evidence(label: label, items: items)
        }
    }

    /// The changes, those of one kind together: removed, changed, added, and whatever else a record says.
    private static func changes(_ changes: [RunRecord.Change]) -> [Changes] {
        let known = [("removed", "bad"), ("changed", "calm"), ("added", "good")]
        var others: [String] = []
        for change in changes where !known.contains(where: { $0.0 == change.kind }) {
            if !others.contains(change.kind) { others.append(change.kind) }
        }
        return (known + others.map { ($0, "calm") }).compactMap { kind, tone in
            let rows = changes.filter { $0.kind == kind }.map { change in
                Change(
                    property: HarmlessText.line(change.property),
                    before: shown(change.before), after: shown(change.after))
            }
            guard let first = rows.first else { return nil }
            return Changes(
                kind: HarmlessText.line(kind), tone: tone, rows: rows.count, first: first,
                rest: Array(rows.dropFirst()))
        }
    }

    private static func shown(_ value: String?) -> String {
        guard let value else { return "–" }
        return value.isEmpty ? "(empty)" : HarmlessText.line(value)
    }
}
