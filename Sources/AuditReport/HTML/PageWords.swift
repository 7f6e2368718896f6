// SPDX-License-Identifier: Apache-2.0

/// What the parts of the page have in common: words and colours for what a record says.
enum PageWords {
    /// A word with the class that colours it; the word alone tells everything.
    struct Tag {
        let word: String
        let tone: String
    }

    /// A piece of a sentence.
    struct Span {
        let text: String
        let isCode: Bool
    }

    /// A sentence of this program's own, in which what is to be typed stands between backticks.
    static func spans(_ sentence: String) -> [Span] {
        sentence.split(separator: "`", omittingEmptySubsequences: false).enumerated().map {
            Span(text: String($1), isCode: $0 % 2 == 1)
        }.filter { !$0.text.isEmpty }
    }

    /// How a configuration keeps its credential, by the word of the record.
    static func state(_ classification: String) -> Tag {
        let tone =
            switch classification {
            case "jwt": "warn"
            case "oauth": "good"
            default: "bad"
            }
        return Tag(word: RunRecord.Configuration.word(ofClassification: classification), tone: tone)
    }

    /// What became of a configuration; nil where nothing was to become of it.
    static func outcome(_ entry: RunRecord.Configuration) -> Tag? {
        guard let word = entry.outcomeWord else { return nil }
        return switch entry.outcome {
        case .planned: Tag(word: entry.isToBeCreated ? "\(word), to be created" : word, tone: "calm")
        case .none, .alreadyOAuth: Tag(word: word, tone: "calm")
        case .migrated, .created: Tag(word: word, tone: "good")
        case .skipped, .unmapped: Tag(word: word, tone: "warn")
        case .failed: Tag(word: word, tone: "bad")
        }
    }

    /// The level of a finding; one that somebody has waived asks for nothing.
    static func level(_ level: String, isWaived: Bool = false) -> Tag {
        if isWaived { return Tag(word: "waived " + HarmlessText.line(level), tone: "calm") }
        let tone = level == "error" ? "bad" : level == "warning" ? "warn" : "calm"
        return Tag(word: HarmlessText.line(level), tone: tone)
    }
}
