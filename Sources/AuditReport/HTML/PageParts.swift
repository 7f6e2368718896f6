// SPDX-License-Identifier: Apache-2.0

import ContentDigest

// What the sections of the page have in common.

/// A word with the color that it has on the page; the word alone says everything.
struct Tag {
    enum Tone: String { case good, warn, bad, calm }

    let word: String
    let tone: Tone

    init(_ word: String, _ tone: Tone) {
        self.word = word
        self.tone = tone
    }

    /// How a configuration keeps its credential, by the word of the record.
    static func state(_ classification: String) -> Tag {
        let tone: Tone =
            switch classification {
            case "jwt": .warn
            case "oauth": .good
            default: .bad
            }
        return Tag(RunRecord.Configuration.word(ofClassification: classification), tone)
    }

    /// What became of a configuration; nil where nothing was to become of it.
    static func outcome(_ entry: RunRecord.Configuration) -> Tag? {
        guard let word = entry.outcomeWord else { return nil }
        return switch entry.outcome {
        case .planned: Tag(entry.isToBeCreated ? "\(word), to be created" : word, .calm)
        case .none, .alreadyOAuth: Tag(word, .calm)
        case .migrated, .created: Tag(word, .good)
        case .skipped, .unmapped: Tag(word, .warn)
        case .failed: Tag(word, .bad)
        }
    }

    /// The level of a finding; one that somebody has waived asks for nothing.
    static func level(_ finding: RunRecord.Finding) -> Tag {
        if finding.waived != nil { return Tag("waived \(finding.level)", .calm) }
        return Tag(
            finding.level, finding.level == "error" ? .bad : finding.level == "warning" ? .warn : .calm)
    }
}

extension HTMLBuilder {
    /// A section with its heading, to which links lead by `id`.
    mutating func section(_ id: String, _ heading: String, _ content: (inout HTMLBuilder) -> Void) {
        block(.section, [.class: "part", .ariaLabelledBy: id]) { html in
            html.line(.h2, [.id: id], text: heading)
            content(&html)
        }
    }

    /// What everybody can close, and the script does when there is much of it. Without the script it is open.
    mutating func details(
        class name: String? = nil, summary: String, _ content: (inout HTMLBuilder) -> Void
    ) {
        details(class: name, summary: { $0.text(summary) }, content)
    }

    mutating func details(
        class name: String? = nil, summary: (inout HTMLBuilder) -> Void,
        _ content: (inout HTMLBuilder) -> Void
    ) {
        let attributes: Attributes =
            if let name { [.class: name, .dataLong: nil, .open: nil] } else { [.dataLong: nil, .open: nil] }
        line(.details, attributes) { html in
            html.line(.summary, [:], summary)
            content(&html)
        }
    }

    mutating func tag(_ tag: Tag) {
        element(.span, [.class: "tag \(tag.tone.rawValue)"], text: tag.word)
    }

    mutating func code(_ text: String) { element(.code, text: text) }

    /// A sentence of this program's own, in which what is to be typed stands between backticks.
    mutating func sentence(_ sentence: String) {
        for (index, piece) in sentence.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        where !piece.isEmpty {
            if index % 2 == 1 { code(String(piece)) } else { text(String(piece)) }
        }
    }
}

/// Gives the parts of a page names that links lead to, each once.
///
/// A configuration's name is made of its JCR path and its file, so that a link to it is good for the report of every
/// run that finds it there, wherever it is among the others.
struct PageNames {
    private var taken: Set<String> = [
        "main", "verdict", "attention", "credentials", "figures", "repository", "configurations", "files",
        "run", "filters", "filter-state", "filter-form", "filter-tenant", "filter-text", "filter-count",
    ]

    /// The names of all configurations of a record, in its order.
    mutating func names(of configurations: [RunRecord.Configuration]) -> [String] {
        let short = configurations.map { Self.name($0, [$0.path, $0.file]) }
        let counts = Dictionary(short.map { ($0, 1) }, uniquingKeysWith: +)
        return zip(configurations, short).map { entry, name in
            // What is the same in two inputs needs the input to be told apart, and so do both of them.
            let isUnique = counts[name] == 1
            return unique(
                isUnique
                    ? name
                    : Self.name(entry, [entry.path, entry.file, entry.input, entry.node, "\(entry.line)"]))
        }
    }

    /// A name that begins with `prefix`, for something that is known by `text`.
    mutating func name(_ prefix: String, _ text: String) -> String {
        unique(prefix + "-" + Self.slug(text, limit: 60))
    }

    /// `name`, or where it is taken the next free one made of it.
    private mutating func unique(_ name: String) -> String {
        var candidate = name
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(name)-\(number)"
            number += 1
        }
        return candidate
    }

    private static func name(_ entry: RunRecord.Configuration, _ parts: [String]) -> String {
        let last = entry.path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) }
        let digest = ContentDigest.sha256(Array(parts.joined(separator: "\0").utf8))
        return slug(last ?? "", limit: 24) + "-" + digest.prefix(10)
    }

    /// Lower-case ASCII letters, digits and hyphens alone: nothing in a record makes any other id.
    private static func slug(_ text: String, limit: Int) -> String {
        var slug = ""
        for byte in text.utf8 where slug.utf8.count < limit {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                slug.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): slug.unicodeScalars.append(Unicode.Scalar(byte + 32))
            default: if !slug.isEmpty, slug.last != "-" { slug += "-" }
            }
        }
        while slug.last == "-" { slug.removeLast() }
        return slug.isEmpty ? "configuration" : slug
    }
}
