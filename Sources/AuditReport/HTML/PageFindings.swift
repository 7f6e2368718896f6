// SPDX-License-Identifier: Apache-2.0

import IMSMigration

/// The findings, those of one rule and level together: what it means and what to do is said once, then where.
struct PageFindings {
    struct Place {
        let anchor: String?
        let path: String?
        let file: String?
        let message: String?
    }

    struct Group {
        let anchor: String
        let rule: String
        let level: PageWords.Tag
        let summary: String?
        /// None for a rule of a later version.
        let remedy: [PageWords.Span]
        let hasRemedy: Bool
        /// How often, where that is more than once.
        let count: String?
        /// What is said of each of its places alike.
        let message: String?
        /// The first places, and those that need a click.
        var places: [Place]
        var more: [Place] = []
        var moreWords: String?
        /// How many places more there are that stand on their configurations' cards alone.
        var onCards = 0
        var onCardsWords: String?
    }

    /// What a configuration's card says of a finding about it.
    struct Remark {
        let level: PageWords.Tag
        let rule: String
        let message: String?
        let anchor: String
    }

    /// Errors and warnings, and what is only good to know.
    private(set) var open: [Group] = []
    private(set) var notes: [Group] = []
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
        let counts = Dictionary(
            record.findings.map { (Key($0), 1) }, uniquingKeysWith: +)
        let messages = Dictionary(
            record.findings.map { (Key($0), Set([$0.message + ($0.waived?.sentence ?? "")])) },
            uniquingKeysWith: { $0.union($1) })
        var groups: [Group] = []
        var positions: [Key: Int] = [:]
        for finding in record.findings {
            let key = Key(finding)
            let rule = FindingRule(rawValue: finding.rule)
            // Said once where it is the same everywhere, and not at all where the rule says it.
            let isCommon = (counts[key] ?? 0) > 1 && messages[key]?.count == 1
            let message = Self.message(finding, rule)
            let position = positions[key] ?? groups.count
            if position == groups.count {
                positions[key] = position
                groups.append(
                    Group(
                        anchor: names.name(
                            "finding", (key.isWaived ? "waived-" : "") + "\(finding.level)-\(finding.rule)"),
                        rule: HarmlessText.line(finding.rule),
                        level: PageWords.level(finding.level, isWaived: key.isWaived),
                        summary: rule?.summary, remedy: PageWords.spans(rule?.remedy ?? ""),
                        hasRemedy: rule != nil,
                        count: counts[key] == 1 ? nil : FigureText.grouped(counts[key] ?? 0),
                        message: isCommon ? message : nil,
                        places: []))
            }
            let index = finder.configurationIndex(of: finding)
            let isFirst = groups[position].places.count < Self.placesShown
            if !isFirst, index != nil, finding.level != "error", finding.level != "warning" {
                groups[position].onCards += 1
            } else {
                // What is said on its card need not be said a second time in a long list.
                let place = Self.place(
                    finding, message: !isCommon && (isFirst || index == nil) ? message : nil,
                    anchor: index.map { anchors[$0] })
                if isFirst {
                    groups[position].places.append(place)
                } else {
                    groups[position].more.append(place)
                }
            }
            if let index {
                remarks[index, default: []].append(
                    Remark(
                        level: groups[position].level, rule: groups[position].rule,
                        message: isCommon ? nil : message,
                        anchor: groups[position].anchor))
            }
        }
        for index in groups.indices {
            let (more, onCards) = (groups[index].more.count, groups[index].onCards)
            if more > 0 { groups[index].moreWords = "\(FigureText.grouped(more)) more" }
            if onCards > 0 {
                groups[index].onCardsWords =
                    "\(FigureText.grouped(onCards)) more, each at its configuration below."
            }
        }
        open = groups.filter { $0.level.tone != "calm" }
        notes = groups.filter { $0.level.tone == "calm" }
    }

    /// What it says beyond its rule, and who has waived it.
    private static func message(_ finding: RunRecord.Finding, _ rule: FindingRule?) -> String? {
        let sentences =
            (finding.message == rule?.summary ? [] : [finding.message])
            + (finding.waived.map { [$0.sentence] } ?? [])
        return sentences.isEmpty ? nil : HarmlessText.line(sentences.joined(separator: " "))
    }

    private static func place(_ finding: RunRecord.Finding, message: String?, anchor: String?) -> Place {
        let line = finding.line.map { ":\($0)" } ?? ""
        var file = finding.file.map { HarmlessText.line($0) + line }
        if let row = finding.mappingRow {
            let column = finding.mappingColumn.map { ", column \(HarmlessText.line($0))" } ?? ""
            file = [file, "row \(row)\(column) of the mapping"].compactMap(\.self).joined(separator: ", ")
        }
        // The card tells where a configuration is.
        if anchor != nil, finding.mappingRow == nil { file = nil }
        return Place(
            anchor: anchor, path: finding.path.map(HarmlessText.line), file: file, message: message)
    }
}
