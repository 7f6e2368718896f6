// SPDX-License-Identifier: Apache-2.0

/// The figures of a run, and how many configurations keep which credential before and after it.
struct PageChart {
    struct Figure {
        let name: String
        let value: String
    }

    /// A part of a bar. Positions are percentages of the chart's width.
    struct Segment {
        let x: String
        let width: String
        let fill: String
        /// Where the number stands; nil where there is no room for one.
        let label: Label?
    }

    struct Label {
        let x: String
        let text: String
    }

    struct Bar {
        let name: String
        let words: String
        let segments: [Segment]
    }

    struct Row {
        let word: String
        let fill: String
        let counts: [String]
    }

    let figures: [Figure]
    let bars: [Bar]
    let rows: [Row]

    /// White is well readable on each, and each can be told from white and from black paper.
    private static let states = [
        (word: "JWT", fill: "#9a6700"), (word: "OAuth", fill: "#1a7f37"),
        (word: "ambiguous", fill: "#cf222e"),
    ]

    init(_ record: RunRecord) {
        figures = record.summary.figures.map {
            Figure(name: $0.name, value: FigureText.grouped($0.count))
        }
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
        bars = moments.map { Self.bar($0.0, $0.1, of: whole) }
        rows = Self.states.enumerated().map { index, state in
            Row(word: state.word, fill: state.fill, counts: moments.map { FigureText.grouped($0.1[index]) })
        }
    }

    private static func counts(_ classifications: [String]) -> [Int] {
        let jwt = classifications.count { $0 == "jwt" }
        let oauth = classifications.count { $0 == "oauth" }
        return [jwt, oauth, classifications.count - jwt - oauth]
    }

    private static func bar(_ name: String, _ counts: [Int], of whole: Int) -> Bar {
        var start = 0
        var segments: [Segment] = []
        for (count, state) in zip(counts, states) where count > 0 {
            let text = FigureText.grouped(count)
            // A digit takes about two hundredths of the narrowest chart.
            let hasRoom = count * 100 >= whole * (3 + 3 * text.count)
            segments.append(
                Segment(
                    x: percent(start, whole), width: percent(count, whole), fill: state.fill,
                    label: hasRoom ? Label(x: percent(2 * start + count, 2 * whole), text: text) : nil))
            start += count
        }
        let words = zip(counts, states).map { "\(FigureText.grouped($0)) \($1.word)" }.joined(separator: ", ")
        return Bar(name: name, words: "\(name): \(words)", segments: segments)
    }

    /// With two decimals, cut off: the same text on every machine.
    private static func percent(_ part: Int, _ whole: Int) -> String {
        let hundredths = part * 10_000 / whole
        return "\(hundredths / 100).\(String(100 + hundredths % 100).dropFirst())%"
    }
}
