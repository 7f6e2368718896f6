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
        switch classification {
        case "jwt": Tag(word: "JWT", tone: "warn")
        case "oauth": Tag(word: "OAuth", tone: "good")
        default: Tag(word: "ambiguous", tone: "bad")
        }
    }

    /// What became of a configuration; nil where nothing was to become of it.
    static func outcome(_ entry: RunRecord.Configuration) -> Tag? {
        switch entry.outcome {
        case .none: nil
        case .alreadyOAuth: Tag(word: "as it is", tone: "calm")
        case .planned: Tag(word: entry.isToBeCreated ? "planned, to be created" : "planned", tone: "calm")
        case .migrated: Tag(word: "migrated", tone: "good")
        case .created: Tag(word: "created", tone: "good")
        case .skipped: Tag(word: "skipped", tone: "warn")
        case .unmapped: Tag(word: "unmapped", tone: "warn")
        case .failed: Tag(word: "failed", tone: "bad")
        }
    }

    /// The level of a finding; one that somebody has waived asks for nothing.
    static func level(_ level: String, isWaived: Bool = false) -> Tag {
        if isWaived { return Tag(word: "waived " + HarmlessText.line(level), tone: "calm") }
        let tone = level == "error" ? "bad" : level == "warning" ? "warn" : "calm"
        return Tag(word: HarmlessText.line(level), tone: tone)
    }

    /// `1 configuration`, `2 configurations`, `1,000 configurations`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// A number with commas between its thousands.
    static func grouped(_ number: Int) -> String {
        var digits = String(number.magnitude)
        var groups: [String] = []
        while digits.utf8.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        return (number < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
    }

    /// Seconds with three decimals. A record from a file can claim anything.
    static func seconds(_ seconds: Double) -> String {
        let milliseconds = seconds > 0 ? Int((min(seconds, 9_999_999_999) * 1000).rounded()) : 0
        return "\(milliseconds / 1000).\(String(1000 + milliseconds % 1000).dropFirst())"
    }
}

extension RunRecord.Configuration {
    /// Whether it is not there yet when the run starts. What is going to be made counts as what it will be, and
    /// nothing of it was seen.
    var isToBeCreated: Bool {
        outcome == .created || (outcome == .planned && classification == "oauth" && evidence.isEmpty)
    }
}

extension RunRecord {
    /// How a configuration keeps its credential when what the run did, or would do, is done: the word of the record.
    func classificationAfter(_ entry: Configuration) -> String {
        switch entry.outcome {
        case .migrated, .created: "oauth"
        // Where something stands in the way nothing is written, what is planned neither.
        case .planned: isBlocked ? entry.classification : "oauth"
        default: entry.classification
        }
    }

    /// Whether something stood in the way of what the run was for.
    var isBlocked: Bool { exitCode != 0 && exitCode != 2 }

    /// Whether anything is, or would be, another way after the run.
    var changesAnything: Bool {
        configurations.contains { $0.isToBeCreated || classificationAfter($0) != $0.classification }
    }
}
