// SPDX-License-Identifier: Apache-2.0

/// The cards of the configurations, and of the files that belong to none, with as much on them as the page has room for.
///
/// What is found and decided is always there. The tables of properties come next, and then the changed lines, which
/// tell the same once more: in the order of the record, so that the same record leaves out the same ones. What is
/// small and comes later may still find room.
struct PageBody {
    private(set) var cards: [String] = []
    private(set) var files: [String] = []
    /// Says what is left out, and where it is; nil where nothing is.
    private(set) var cutWords: String?

    private static let end = "</article>\n"
    private static let cutTable = "<p class=\"cut\">Table left out.\n"
    private static let cutDiff = "<p class=\"cut\">Diff left out.\n"

    /// A count of what was put on the page and what was not.
    private struct Tally {
        var shown = 0
        var cut = 0
    }

    /// `room` is in bytes, for everything that is rendered here.
    init(
        cards heads: [String], of content: [PageCard], files: PageFiles, room: Int,
        by templates: PageTemplates
    ) {
        // Room for the words that stand in place of what is left out is taken beforehand.
        let fileCount = files.ofConfigurations.reduce(files.others.count) { $0 + $1.count }
        var room =
            room - heads.reduce(0) { $0 + $1.utf8.count + Self.end.utf8.count }
            - heads.count * Self.cutTable.utf8.count - fileCount * Self.cutDiff.utf8.count
        var tables = Tally()
        var diffs = Tally()

        let tableTexts = content.map { card in
            card.changes.isEmpty
                ? ""
                : Self.fitting(templates.render(card, by: .changes), else: Self.cutTable, &room, &tables)
        }
        func text(_ files: [PageFiles.File]) -> String {
            files.map { file in
                // What has no room by its bare lines need not be rendered to know that.
                let isHopeless = file.runs.reduce(0) { $0 + $1.text.utf8.count } > room
                let text = isHopeless ? nil : templates.render(file, by: .diff)
                return Self.fitting(text, else: Self.cutDiff, &room, &diffs)
            }.joined()
        }
        let diffTexts = files.ofConfigurations.map { text($0) }
        self.files = files.others.map { text([$0]) }
        for (index, head) in heads.enumerated() {
            cards.append(head + tableTexts[index] + diffTexts[index] + Self.end)
        }
        cutWords = Self.cutWords(tables: tables, diffs: diffs)
    }

    private static func fitting(
        _ text: String?, else brief: String, _ room: inout Int, _ tally: inout Tally
    ) -> String {
        guard let text, text.utf8.count <= room else {
            tally.cut += 1
            return brief
        }
        tally.shown += 1
        room -= text.utf8.count - brief.utf8.count
        return text
    }

    private static func cutWords(tables: Tally, diffs: Tally) -> String? {
        let cut = [(diffs, "diff"), (tables, "table")].filter { $0.0.cut > 0 }.map { tally, noun in
            "\(FigureText.grouped(tally.cut)) of \(FigureText.count(tally.shown + tally.cut, noun))"
        }
        guard !cut.isEmpty else { return nil }
        return cut.joined(separator: " and ")
            + ", so that the page stays small. All of them: ims-migrate report render report.json --format diff."
    }
}
