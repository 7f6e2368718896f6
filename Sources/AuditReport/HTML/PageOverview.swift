// SPDX-License-Identifier: Apache-2.0

// What there is in all: the credentials that were tried, the figures, the tree of the repository, and what the
// configurations can be filtered by.

extension HTMLReport {
    // MARK: Credentials

    /// What the authorization servers said of each credential.
    func credentials(_ html: inout HTMLBuilder) {
        guard let credentials = record.credentials, !credentials.isEmpty else { return }
        html.section("credentials", "Credentials") { html in
            html.block(
                .div, [.class: "scroll", .tabindex: "0", .role: "region", .ariaLabelledBy: "credentials"]
            ) { html in
                html.block(.table) { html in
                    html.line(
                        .caption,
                        text:
                            "What the authorization servers said of each credential of the mapping. Tokens are "
                            + "dropped at once.")
                    html.columns(["Status", "Client id", "Rows", "Server", "Meaning"])
                    html.line(.tbody) { html in
                        for credential in credentials {
                            html.element(.tr) { html in
                                html.element(.td) {
                                    $0.tag(Tag(credential.status, credential.isValid ? .good : .bad))
                                }
                                html.element(.td) { $0.code(credential.clientID) }
                                html.element(.td, text: credential.rowList)
                                html.element(.td, text: credential.server)
                                html.element(.td, text: credential.message)
                            }
                        }
                    }
                }
            }
        }
    }

    // MARK: Figures

    /// The figures of the run, and how many configurations keep which credential before and after it.
    func figures(_ html: inout HTMLBuilder) {
        html.section("figures", "In figures") { html in
            html.line(.dl, [.class: "figures"]) { html in
                for figure in record.summary.figures {
                    html.element(.div) { html in
                        html.element(.dt, text: figure.name)
                        html.element(.dd, text: FigureText.grouped(figure.count))
                    }
                }
            }
            if !record.configurations.isEmpty { chart(&html) }
        }
    }

    /// White is well readable on each, and each can be told from white and from black paper.
    private static let states = [
        (word: "JWT", fill: "#9a6700"), (word: "OAuth", fill: "#1a7f37"),
        (word: "ambiguous", fill: "#cf222e"),
    ]

    /// How many configurations are in each of the states.
    private static func counts(_ classifications: [String]) -> [Int] {
        let jwt = classifications.count { $0 == "jwt" }
        let oauth = classifications.count { $0 == "oauth" }
        return [jwt, oauth, classifications.count - jwt - oauth]
    }

    private func chart(_ html: inout HTMLBuilder) {
        let before = Self.counts(record.configurations.filter { !$0.isToBeCreated }.map(\.classification))
        let after = Self.counts(record.configurations.map(record.classificationWhenDone))
        let end =
            switch record.mode {
            case .dryRun where record.isBlocked: "After, nothing written"
            case .dryRun: "After, when carried out"
            default: "After"
            }
        let moments = record.mode == .readOnly ? [("Now", before)] : [("Before", before), (end, after)]
        let whole = max(before.reduce(0, +), after.reduce(0, +), 1)
        html.block(.figure) { html in
            html.line(.div, [.class: "bars"]) { html in
                for (name, counts) in moments {
                    html.lineBreak()
                    html.line(.p, text: name)
                    Self.bar(&html, name, counts, of: whole)
                }
            }
            html.block(.table) { html in
                html.line(.caption, text: "Configurations by the credential they use")
                html.columns(["Credential"] + moments.map(\.0))
                html.line(.tbody) { html in
                    for (index, state) in Self.states.enumerated() {
                        html.element(.tr) { html in
                            html.element(.th, [.scope: "row"]) { html in
                                html.element(.svg, [.ariaHidden: "true", .width: "12", .height: "12"]) {
                                    $0.element(
                                        .rect, [.width: "12", .height: "12", .fill: state.fill], text: "")
                                }
                                html.text(" \(state.word)")
                            }
                            for (_, counts) in moments {
                                html.element(.td, text: FigureText.grouped(counts[index]))
                            }
                        }
                    }
                }
            }
        }
    }

    /// Positions are percentages of the chart's width.
    private static func bar(_ html: inout HTMLBuilder, _ name: String, _ counts: [Int], of whole: Int) {
        let words = zip(counts, states).map { "\(FigureText.grouped($0)) \($1.word)" }.joined(separator: ", ")
        html.line(
            .svg, [.role: "img", .ariaLabel: "\(name): \(words)", .width: "100%", .height: "32"]
        ) { html in
            var start = 0
            for (count, state) in zip(counts, states) where count > 0 {
                html.element(
                    .rect,
                    [
                        .x: percent(start, whole), .y: "0", .width: percent(count, whole), .height: "32",
                        .fill: state.fill,
                    ], text: "")
                let text = FigureText.grouped(count)
                // A digit takes about two hundredths of the narrowest chart.
                if count * 100 >= whole * (3 + 3 * text.count) {
                    html.element(
                        .text,
                        [
                            .x: percent(2 * start + count, 2 * whole), .y: "21", .textAnchor: "middle",
                            .fill: "#ffffff", .fontSize: "15", .fontWeight: "600",
                        ], text: text)
                }
                start += count
            }
        }
    }

    /// With two decimals, cut off: the same text on every machine.
    private static func percent(_ part: Int, _ whole: Int) -> String {
        let hundredths = part * 10_000 / whole
        return "\(hundredths / 100).\(String(100 + hundredths % 100).dropFirst())%"
    }

    // MARK: Repository

    /// Browsers stop at some hundred nested elements; what is deeper is in one line.
    private static let deepest = 24
    /// A tree of more configurations than these shows its first two levels.
    private static let mostOpen = 150

    private struct TreeItem {
        let names: [String]
        let index: Int
    }

    /// The repository as a tree of the folders that hold configurations.
    func tree(_ html: inout HTMLBuilder) {
        let items = record.configurations.enumerated().map { index, entry in
            TreeItem(names: JCRNames.of(entry.path), index: index)
        }
        // By scalars, as everything that has to be the same everywhere.
        let sorted = items.sorted { left, right in
            left.names.lexicographicallyPrecedes(right.names) {
                $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
            }
        }
        html.section("repository", "Repository") { html in
            html.line(.ul, [.class: "tree"]) { branch(&$0, sorted[...], from: 0, depth: 0) }
        }
    }

    /// Writes `items`, which have all names before `start` in common.
    private func branch(_ html: inout HTMLBuilder, _ items: ArraySlice<TreeItem>, from start: Int, depth: Int)
    {
        var rest = items
        while let first = rest.first {
            let name = first.names[start]
            let group = rest.prefix { $0.names[start] == name }
            rest = rest.dropFirst(group.count)
            for item in group.prefix(while: { $0.names.count == start + 1 }) {
                leaf(&html, item, from: start, depth: depth)
            }
            let inside = group.drop { $0.names.count == start + 1 }
            guard inside.count > 1, depth < Self.deepest, let model = inside.first else {
                for item in inside { leaf(&html, item, from: start, depth: depth) }
                continue
            }
            // Folders with nothing but one folder in them are one line.
            var end = start + 1
            while inside.allSatisfy({ $0.names.count > end + 1 && $0.names[end] == model.names[end] }) {
                end += 1
            }
            let isOpen = record.configurations.count <= Self.mostOpen || depth < 2
            html.element(.li) { html in
                html.element(.details, isOpen ? [.open: nil] : [.dataLong: nil, .open: nil]) { html in
                    html.element(.summary) { html in
                        html.text("\(Self.label(model.names[start..<end], depth: depth))/ ")
                        html.element(.span, [.class: "soft"], text: FigureText.grouped(inside.count))
                    }
                    html.element(.ul) { branch(&$0, inside, from: end, depth: depth + 1) }
                }
            }
        }
    }

    private func leaf(_ html: inout HTMLBuilder, _ item: TreeItem, from start: Int, depth: Int) {
        let entry = record.configurations[item.index]
        html.element(.li) { html in
            html.element(
                .a, [.href: "#\(anchors[item.index])"], text: Self.label(item.names[start...], depth: depth))
            html.text(" ")
            let state = Tag.state(entry.classification)
            html.element(.span, [.class: state.tone.rawValue], text: state.word)
            if let outcome = Tag.outcome(entry) { html.text(" \(outcome.word)") }
        }
    }

    private static func label(_ names: ArraySlice<String>, depth: Int) -> String {
        (depth == 0 ? "/" : "") + names.joined(separator: "/")
    }

    // MARK: Filters

    /// What the configurations of the page can be filtered by, and how many there are of each. The script shows it.
    func filters(_ html: inout HTMLBuilder) {
        let entries = record.configurations
        html.block(
            .div,
            [
                .class: "filters", .id: "filters", .role: "search", .ariaLabel: "Filter the configurations",
                .hidden: nil,
            ]
        ) { html in
            func choice(_ id: String, _ label: String, _ options: (inout HTMLBuilder) -> Void) {
                html.line(.label, [.for: id], text: label)
                html.line(.select, [.id: id]) { html in
                    html.element(.option, [.value: ""], text: "any")
                    options(&html)
                }
            }
            html.line(.label, [.for: "filter-text"], text: "Text")
            html.start(
                .input, [.id: "filter-text", .type: "search", .autocomplete: "off", .spellcheck: "false"])
            html.lineBreak()
            choice("filter-state", "State") { html in
                html.element(.optgroup, [.label: "Credential when the run started"]) { html in
                    html.options(entries.map { Tag.state($0.classification).word })
                }
                let outcomes = entries.compactMap { Tag.outcome($0)?.word }
                let withFindings = findings.remarks.count
                guard !outcomes.isEmpty || withFindings > 0 else { return }
                html.element(.optgroup, [.label: "What became of it"]) { html in
                    html.options(outcomes)
                    if withFindings > 0 {
                        html.element(
                            .option, [.value: "finding"],
                            text: "with a finding (\(FigureText.grouped(withFindings)))")
                    }
                }
            }
            choice("filter-form", "Form") { $0.options(entries.map { HarmlessText.line($0.storage) }) }
            choice("filter-tenant", "Tenant") { $0.options(entries.map { Self.tenant(of: $0.path) }) }
            html.line(.button, [.type: "button", .id: "filter-clear"], text: "Show all")
            html.line(.button, [.type: "button", .id: "filter-open"], text: "Open all diffs")
            html.line(.p, [.id: "filter-count", .role: "status"], text: "")
        }
    }

    /// Whose configuration it is: the part of a path between `/conf` and `settings`, as in `global` or `acme/outlet`;
    /// for what belongs to no tenant the top-level folder.
    static func tenant(of path: String) -> String {
        let names = JCRNames.of(path)
        if names[0] == "conf", let settings = names.firstIndex(of: "settings"), settings > 1 {
            return HarmlessText.line(names[1..<settings].joined(separator: "/"))
        }
        return HarmlessText.line("/" + names[0])
    }
}

extension HTMLBuilder {
    fileprivate mutating func columns(_ names: [String]) {
        line(.thead) { html in
            html.element(.tr) { html in
                for name in names { html.element(.th, [.scope: "col"], text: name) }
            }
        }
    }

    /// The different ones of `values`, each with its number, in their order by scalars.
    fileprivate mutating func options(_ values: [String]) {
        let counts = Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
        for value in counts.keys.sorted(by: {
            $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
        }) {
            element(.option, [.value: value], text: "\(value) (\(FigureText.grouped(counts[value] ?? 0)))")
        }
    }
}

/// The names of a JCR path.
enum JCRNames {
    /// The names from the root down; never none.
    static func of(_ path: String) -> [String] {
        // By bytes: a slash with a combining mark after it is another character, but the same separator.
        let names = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        return names.isEmpty ? [path] : names
    }
}
