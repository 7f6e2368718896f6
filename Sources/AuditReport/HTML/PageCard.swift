// SPDX-License-Identifier: Apache-2.0

// Everything about one configuration but the changed lines of its files. There may be thousands of these on a page: end
// tags that HTML itself adds are left out.

extension HTMLReport {
    /// The card of the configuration at `index` of the record, up to its table of properties. Its end tag is left to add.
    func card(_ index: Int) -> HTMLBuilder {
        let entry = record.configurations[index]
        let remarks = findings.remarks[index] ?? []
        let outcome = Tag.outcome(entry)
        let states = [
            Tag.state(entry.classification).word, outcome?.word, remarks.isEmpty ? nil : "finding",
        ].compactMap(\.self).joined(separator: "|")
        var html = HTMLBuilder()
        html.start(
            .article,
            [
                .class: "card", .id: anchors[index], .dataStates: states, .dataForm: entry.storage,
                .dataTenant: Self.tenant(of: entry.path),
            ])
        html.lineBreak()
        html.line(.h3) { html in
            html.element(.a, [.href: "#\(anchors[index])"]) { html in
                let (folder, name) = Self.split(entry.path)
                html.text(folder)
                html.element(.b, text: name)
            }
        }
        html.start(.p)
        let after = record.classificationWhenDone(entry)
        let isNew = entry.isToBeCreated
        html.tag(isNew ? Tag("not there", .calm) : Tag.state(entry.classification))
        if isNew || after != entry.classification {
            html.text(" becomes ")
            html.tag(Tag.state(after))
        }
        if let outcome {
            html.text(" ")
            html.tag(outcome)
        }
        html.lineBreak()
        html.line(.dl) { facts(of: entry, remarks, &$0) }
        return html
    }

    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
        let end = path.utf8.index(after: slash)
        return (String(Substring(path.utf8[..<end])), String(Substring(path.utf8[end...])))
    }

    private func facts(
        of entry: RunRecord.Configuration, _ remarks: [FindingGroups.Remark], _ html: inout HTMLBuilder
    ) {
        func term(_ name: String) {
            html.start(.dt)
            html.text(name)
        }
        func fact(_ name: String, _ value: String?) {
            guard let value else { return }
            term(name)
            html.start(.dd)
            html.text(value)
        }
        func codeFact(_ name: String, _ value: String?) {
            guard let value else { return }
            term(name)
            html.start(.dd)
            html.code(value)
        }
        fact("Title", entry.title)
        fact("Service", entry.cloudService)
        codeFact("Client id", entry.clientID)
        codeFact("File", (record.inputs.count > 1 ? "\(entry.input): " : "") + "\(entry.file):\(entry.line)")
        codeFact("Companion", entry.companionFiles.map { $0.joined(separator: ", ") })
        let isUsual = entry.node == entry.path || entry.node == entry.path + "/jcr:content"
        codeFact("Node", isUsual ? nil : entry.node)
        fact("Storage form", entry.storage)
        fact("Mapping", entry.mappingRow.map { "row \($0)" })
        for (label, observations) in Self.evidence(of: entry) {
            term(label)
            if isLong {
                html.start(.dd)
                html.code(observations.map(\.property).joined(separator: ", "))
                continue
            }
            for observation in observations {
                html.start(.dd)
                html.code(observation.property)
                html.text(" \(observation.reason)")
            }
        }
        if !entry.references.isEmpty { term("Used by") }
        for reference in entry.references {
            html.start(.dd)
            html.code(reference.path)
            html.text(" in ")
            html.code(reference.property)
        }
        if !remarks.isEmpty { term("Findings") }
        for remark in remarks {
            html.start(.dd)
            html.element(
                .a, [.href: "#\(remark.anchor)"],
                text: "\(Tag.level(remark.finding).word) \(remark.finding.rule)")
            if let message = remark.message { html.text(" \(message)") }
        }
    }

    /// What speaks for a kind of credential first, then what speaks for a configuration at all.
    private static func evidence(
        of entry: RunRecord.Configuration
    ) -> [(label: String, observations: [RunRecord.Evidence])] {
        let kinds = ["jwt", "oauth"]
        return [
            ("Speaks for JWT", entry.evidence.filter { $0.kind == "jwt" }),
            ("Speaks for OAuth", entry.evidence.filter { $0.kind == "oauth" }),
            ("Speaks for IMS", entry.evidence.filter { !kinds.contains($0.kind) }),
        ].filter { !$0.observations.isEmpty }
    }

    /// What the cards of a long page leave out: why a property is evidence.
    func reasons(_ html: inout HTMLBuilder) {
        let all = record.configurations.flatMap(\.evidence).map {
            [HarmlessText.line($0.property), HarmlessText.line($0.reason)]
        }
        let reasons = Set(all).sorted {
            $0.lexicographicallyPrecedes($1) {
                $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
            }
        }
        html.details(summary: "Why a property is evidence") { html in
            html.line(.dl, [.class: "facts"]) { html in
                for reason in reasons {
                    html.element(.dt, text: reason[0])
                    html.element(.dd, text: reason[1])
                }
            }
        }
    }

    /// The changed properties, those of one kind together: removed, changed, added, and whatever else a record says.
    static func table(_ changes: [RunRecord.Change]) -> HTMLBuilder {
        var kinds: [(kind: String, tone: Tag.Tone)] = [
            ("removed", .bad), ("changed", .calm), ("added", .good),
        ]
        for change in changes where !kinds.contains(where: { $0.kind == change.kind }) {
            kinds.append((change.kind, .calm))
        }
        var html = HTMLBuilder()
        html.line(.table) { html in
            html.line(.caption, text: "Changed properties")
            html.start(.thead)
            html.start(.tr)
            for name in ["Change", "Property", "Before", "After"] {
                html.start(.th)
                html.text(name)
            }
            html.lineBreak()
            for (kind, tone) in kinds {
                let rows = changes.filter { $0.kind == kind }
                guard !rows.isEmpty else { continue }
                html.start(.tbody, [.class: tone.rawValue])
                for (index, row) in rows.enumerated() {
                    html.start(.tr)
                    if index == 0 {
                        html.start(.th, [.rowspan: "\(rows.count)"])
                        html.text(kind)
                    }
                    html.start(.th)
                    html.text(row.property)
                    for value in [row.before, row.after] {
                        html.start(.td)
                        html.text(value.map { $0.isEmpty ? "(empty)" : $0 } ?? "–")
                    }
                }
                html.lineBreak()
            }
        }
        return html
    }
}
