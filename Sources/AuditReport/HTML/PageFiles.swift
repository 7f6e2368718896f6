// SPDX-License-Identifier: Apache-2.0

/// Which changed files belong to which configuration, and which to none.
struct PageFiles {
    /// One file with the lines of it that concern one configuration, or all that change.
    struct File {
        /// Nil for the file that the configuration is in, which its card has named already.
        let file: String?
        let sha256Before: String
        let sha256After: String
        let runs: [ChangedLines.Run]
        let hasRuns: Bool
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
                others.append(Self.file(file, name: file.file, changed.hunks.flatMap(\.runs)))
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
                // What is in the same file and stays is no matter of its neighbour's lines.
                if isOwn, starts.count > 1, entry.changes.isEmpty, !file.diff.isEmpty { continue }
                let shown = Self.file(file, name: isOwn ? nil : file.file, runs)
                ofConfigurations[index].insert(shown, at: isOwn ? 0 : ofConfigurations[index].count)
            }
        }
    }

    private static func file(_ file: RunRecord.File, name: String?, _ runs: [ChangedLines.Run]) -> File {
        File(
            file: name.map(HarmlessText.line), sha256Before: digest(file.sha256Before),
            sha256After: digest(file.sha256After), runs: runs, hasRuns: !runs.isEmpty)
    }

    private static func digest(_ sha256: String) -> String {
        sha256.isEmpty ? "none: there is no file" : HarmlessText.line(sha256)
    }
}
