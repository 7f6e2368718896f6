// SPDX-License-Identifier: Apache-2.0

/// A unified diff, read for the page: what is removed and added, by hunks.
struct ChangedLines {
    enum Kind {
        case removed, added, same
        /// The line that begins a hunk and says where it is.
        case place
    }

    /// Lines of one kind that follow each other.
    struct Run: Equatable {
        let kind: Kind
        /// The lines as they are in the diff, sign included, each with its line feed.
        var text: String
    }

    struct Hunk {
        fileprivate(set) var runs: [Run] = []
        /// Which lines of the old file it changes, counted from 1; what is added counts for the line before it.
        fileprivate(set) var lines: [Int] = []

        fileprivate mutating func add(_ kind: Kind, _ text: String) {
            if let last = runs.last, last.kind == kind, kind != .place {
                runs[runs.count - 1].text += text
            } else {
                runs.append(Run(kind: kind, text: text))
            }
        }
    }

    private(set) var hunks: [Hunk] = []

    /// Reads a diff. What is none is one hunk of lines that stay.
    init(_ diff: String) {
        var line = 0
        for text in HarmlessText.diff(diff).unicodeScalars.split(separator: "\n").map({ String($0) }) {
            if hunks.isEmpty, text.hasPrefix("--- ") || text.hasPrefix("+++ ") { continue }
            let kind = Self.kind(of: text)
            if kind == .place || hunks.isEmpty { hunks.append(Hunk()) }
            let hunk = hunks.count - 1
            switch kind {
            case .place: line = Self.oldStart(of: text)
            case .removed:
                hunks[hunk].lines.append(line)
                line += 1
            case .added: hunks[hunk].lines.append(line - 1)
            case .same: line += 1
            }
            hunks[hunk].add(kind, text + "\n")
        }
    }

    private static func kind(of line: String) -> Kind {
        switch line.utf8.first {
        case UInt8(ascii: "@"): .place
        case UInt8(ascii: "-"): .removed
        case UInt8(ascii: "+"): .added
        default: .same
        }
    }

    /// The runs of the hunks that change something between `line` and the line before `end`, and of those that change
    /// something before `first`, which concerns the file as a whole.
    func runs(from line: Int, before end: Int?, first: Int) -> [Run] {
        let range = line..<max(line, end ?? .max)
        return hunks.filter { hunk in
            hunk.lines.isEmpty || hunk.lines.contains { $0 < first || range.contains($0) }
        }.flatMap(\.runs)
    }

    /// `N` of `@@ -N,… +…,… @@`; 0 where it is no such line.
    private static func oldStart(of text: String) -> Int {
        let digits = text.utf8.drop { $0 != UInt8(ascii: "-") }.dropFirst()
            .prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Int(Substring(digits)) ?? 0
    }
}

/// Which changed files belong to which configuration, and which to none.
struct ChangedFiles {
    /// One file with the lines of it that concern one configuration, or all that change.
    struct File {
        /// Nil for the file that the configuration is in, which its card has named already.
        let name: String?
        let file: RunRecord.File
        let runs: [ChangedLines.Run]

        /// How much there is to show at least. In bytes.
        var length: Int { runs.reduce(0) { $0 + $1.text.utf8.count } }
    }

    /// For each configuration, by its place in the record.
    private(set) var ofConfigurations: [[File]]
    /// What belongs to no configuration.
    private(set) var others: [File] = []

    private struct Key: Hashable {
        let input: String
        let file: String
    }

    init(_ record: RunRecord) {
        var lines: [Key: [Int]] = [:]
        var owners: [Key: [Int]] = [:]
        for (index, entry) in record.configurations.enumerated() {
            let key = Key(input: entry.input, file: entry.file)
            lines[key, default: []].append(entry.line)
            owners[key, default: []].append(index)
            for companion in entry.companionFiles ?? [] {
                owners[Key(input: entry.input, file: companion), default: []].append(index)
            }
        }
        ofConfigurations = Array(repeating: [], count: record.configurations.count)
        for file in record.files {
            let key = Key(input: file.input, file: file.file)
            let changed = ChangedLines(file.diff)
            guard let owners = owners[key] else {
                others.append(File(name: file.file, file: file, runs: changed.hunks.flatMap(\.runs)))
                continue
            }
            let starts = (lines[key] ?? []).sorted()
            for index in owners {
                let entry = record.configurations[index]
                let isOwn = entry.file == file.file
                let runs =
                    isOwn && starts.count > 1
                    ? changed.runs(
                        from: entry.line, before: starts.first { $0 > entry.line }, first: starts[0])
                    : changed.hunks.flatMap(\.runs)
                // What is in the same file and stays is no matter of its neighbor's lines.
                if isOwn, starts.count > 1, entry.changes.isEmpty, !file.diff.isEmpty { continue }
                let shown = File(name: isOwn ? nil : file.file, file: file, runs: runs)
                ofConfigurations[index].insert(shown, at: isOwn ? 0 : ofConfigurations[index].count)
            }
        }
    }
}

extension HTMLReport {
    /// The changed lines of a file, and its digests.
    static func diff(_ file: ChangedFiles.File) -> HTMLBuilder {
        var html = HTMLBuilder()
        html.details(
            class: "diff",
            summary: { html in
                html.text(file.runs.isEmpty ? "Digests" : "Diff")
                if let name = file.name {
                    html.text(" of ")
                    html.code(name)
                }
            }
        ) { html in
            func digest(_ sha256: String) -> String { sha256.isEmpty ? "none: there is no file" : sha256 }
            html.start(.p)
            html.text("SHA-256 before ")
            html.code(digest(file.file.sha256Before))
            html.text(", after ")
            html.code(digest(file.file.sha256After))
            html.lineBreak()
            guard !file.runs.isEmpty else { return }
            html.line(.pre) { html in
                for run in file.runs {
                    switch run.kind {
                    case .removed:
                        html.element(.del) { html in
                            html.element(.b) { $0.lines("removed\n") }
                            html.lines(run.text)
                        }
                    case .added:
                        html.element(.ins) { html in
                            html.element(.b) { $0.lines("added\n") }
                            html.lines(run.text)
                        }
                    case .same, .place: html.lines(run.text)
                    }
                }
            }
        }
        return html
    }
}
