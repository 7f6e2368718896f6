// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// The findings, those of one rule and level together: what it means and what to do is said once, then where.
struct FindingGroups {
    struct Group {
        let anchor: String
        /// The first of them; its rule, its level and whether it is waived are those of all.
        let model: RunRecord.Finding
        let count: Int
        /// What is said of each of its places alike.
        let message: String?
        /// The first places, and those that need a click.
        fileprivate(set) var places: [Place] = []
        fileprivate(set) var more: [Place] = []
        /// How many places more there are that only the cards of their configurations name.
        fileprivate(set) var onCards = 0

        var level: Tag { Tag.level(model) }
    }

    struct Place {
        let finding: RunRecord.Finding
        /// The card of the configuration that the finding is about.
        let anchor: String?
        let message: String?
    }

    /// What a configuration's card says of a finding about it.
    struct Remark {
        let finding: RunRecord.Finding
        let message: String?
        let anchor: String
    }

    /// Errors and warnings, and what is only good to know.
    let open: [Group]
    let notes: [Group]
    /// The findings about each configuration, by its place in the record.
    private(set) var remarks: [Int: [Remark]] = [:]

    private static let placesShown = 12

    init(_ record: RunRecord, anchors: [String], names: inout PageNames) {
        struct Key: Hashable {
            let rule: String, level: String, isWaived: Bool

            init(_ finding: RunRecord.Finding) {
                rule = finding.rule
                level = finding.level
                isWaived = finding.waived != nil
            }
        }
        let finder = PlaceFinder(record)
        let counts = Dictionary(record.findings.map { (Key($0), 1) }, uniquingKeysWith: +)
        let messages = Dictionary(
            record.findings.map { (Key($0), Set([$0.message + ($0.waived?.sentence ?? "")])) },
            uniquingKeysWith: { $0.union($1) })
        var groups: [Group] = []
        var positions: [Key: Int] = [:]
        for finding in record.findings {
            let key = Key(finding)
            // Said once where it is the same everywhere, and not at all where the rule says it.
            let isCommon = (counts[key] ?? 0) > 1 && messages[key]?.count == 1
            let message = Self.message(finding)
            let position = positions[key] ?? groups.count
            if position == groups.count {
                positions[key] = position
                let name = (key.isWaived ? "waived-" : "") + "\(finding.level)-\(finding.rule)"
                groups.append(
                    Group(
                        anchor: names.name("finding", name), model: finding, count: counts[key] ?? 0,
                        message: isCommon ? message : nil))
            }
            let index = finder.configurationIndex(of: finding)
            let isFirst = groups[position].places.count < Self.placesShown
            if !isFirst, index != nil, finding.level != "error", finding.level != "warning" {
                groups[position].onCards += 1
            } else {
                // What is said on its card need not be said a second time in a long list.
                let place = Place(
                    finding: finding, anchor: index.map { anchors[$0] },
                    message: !isCommon && (isFirst || index == nil) ? message : nil)
                if isFirst {
                    groups[position].places.append(place)
                } else {
                    groups[position].more.append(place)
                }
            }
            if let index {
                remarks[index, default: []].append(
                    Remark(
                        finding: finding, message: isCommon ? nil : message, anchor: groups[position].anchor))
            }
        }
        open = groups.filter { $0.level.tone != .calm }
        notes = groups.filter { $0.level.tone == .calm }
    }

    /// What it says beyond its rule, and who has waived it.
    private static func message(_ finding: RunRecord.Finding) -> String? {
        let isOfRule = finding.message == FindingRule(rawValue: finding.rule)?.summary
        let sentences = (isOfRule ? [] : [finding.message]) + (finding.waived.map { [$0.sentence] } ?? [])
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }
}

extension HTMLReport {
    func attention(_ html: inout HTMLBuilder) {
        html.section("attention", "What needs somebody") { html in
            for group in findings.open { finding(&html, group) }
            if findings.open.isEmpty {
                html.line(.p, text: "Nothing: there is no error and no open question.")
            }
            if !findings.notes.isEmpty {
                let notes = FigureText.count(record.summary.findings.note, "note")
                html.details(class: "notes", summary: "\(notes), good to know") { html in
                    for group in findings.notes { finding(&html, group) }
                }
            }
        }
    }

    private func finding(_ html: inout HTMLBuilder, _ group: FindingGroups.Group) {
        let rule = FindingRule(rawValue: group.model.rule)
        html.block(.article, [.class: "finding \(group.level.tone.rawValue)", .id: group.anchor]) { html in
            html.line(.h3) { html in
                html.tag(group.level)
                html.text(" ")
                if let rule { html.text("\(rule.summary) ") }
                html.code(group.model.rule)
                html.text(" ")
                if group.count != 1 {
                    html.element(.span, [.class: "soft"], text: "\(FigureText.grouped(group.count)) times")
                }
            }
            if let message = group.message { html.element(.p, text: message) }
            html.lineBreak()
            if let rule {
                html.element(.p, [.class: "remedy"]) { html in
                    html.element(.strong, text: "What to do:")
                    html.text(" ")
                    html.sentence(rule.remedy)
                }
            }
            html.lineBreak()
            places(&html, group.places)
            if !group.more.isEmpty {
                html.details(summary: "\(FigureText.grouped(group.more.count)) more") { html in
                    places(&html, group.more)
                }
            }
            if group.onCards > 0 {
                html.element(
                    .p, [.class: "soft"],
                    text: "\(FigureText.grouped(group.onCards)) more, each at its configuration below.")
            }
            html.lineBreak()
        }
    }

    private func places(_ html: inout HTMLBuilder, _ places: [FindingGroups.Place]) {
        html.line(.ul) { html in
            for place in places {
                html.element(.li) { html in
                    if let path = place.finding.path {
                        if let anchor = place.anchor {
                            html.element(.a, [.href: "#\(anchor)"], text: path)
                        } else {
                            html.code(path)
                        }
                        html.text(" ")
                    }
                    if let file = Self.file(of: place) {
                        html.element(.code, [.class: "soft"], text: file)
                        html.text(" ")
                    }
                    if let message = place.message { html.element(.span, [.class: "message"], text: message) }
                }
            }
        }
    }

    /// File and line, or row of the mapping. A card says where its configuration is.
    private static func file(of place: FindingGroups.Place) -> String? {
        let finding = place.finding
        if place.anchor != nil, finding.mappingRow == nil { return nil }
        var words: [String] = []
        if let file = finding.file { words.append(file + (finding.line.map { ":\($0)" } ?? "")) }
        if let row = finding.mappingRow {
            let column = finding.mappingColumn.map { ", column \($0)" } ?? ""
            words.append("row \(row)\(column) of the mapping")
        }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }
}
