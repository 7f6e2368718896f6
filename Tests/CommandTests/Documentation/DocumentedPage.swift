// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles

/// A page of the documentation with the commands on it.
///
/// A fenced block that opens with `sh run` is run, in the order of the page; it ends with 0, or as `exit=3` behind it
/// says. A block that opens with `text output` right after it holds lines that come out, in this order; a line with
/// nothing but `…` stands for any others. A comment `<!-- run: … -->` is run too: what a reader has at hand already.
struct DocumentedPage {
    /// Commands that are run together.
    struct Example {
        /// The line of the page on which the block opens, counted from 1.
        let line: Int
        let script: String
        let exit: Int32
        var output: [String] = []

        /// The first line of the page that did not come out, or came out too early.
        func missing(in text: String) -> String? {
            var printed = text.split(separator: "\n").map { Self.trimmed($0) }[...]
            for line in output.map({ Self.trimmed($0[...]) }) where !["", "…"].contains(line) {
                guard let place = printed.firstIndex(of: line) else { return line }
                printed = printed[(place + 1)...]
            }
            return nil
        }

        private static func trimmed(_ line: Substring) -> String {
            String(line.reversed().drop { $0.isWhitespace }.reversed())
        }
    }

    /// Relative to the project's folder.
    let path: String
    /// What is to be run.
    private(set) var examples: [Example] = []

    init(_ path: String) throws {
        self.path = path
        let lines = try Files.text(ProjectFolder.file(path).path)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var index = 0
        while index < lines.count {
            defer { index += 1 }
            let indent = lines[index].prefix { $0 == " " }.count
            if let preparation = lines[index].wholeMatch(of: /<!-- run: (.*) -->/) {
                examples.append(Example(line: index + 1, script: String(preparation.1), exit: 0))
            }
            guard lines[index].dropFirst(indent).hasPrefix("```") else { continue }
            let words = lines[index].dropFirst(indent + 3).split(separator: " ")
            let opening = index + 1
            var block: [String] = []
            index += 1
            while index < lines.count, !lines[index].dropFirst(indent).hasPrefix("```") {
                block.append(String(lines[index].dropFirst(indent)))
                index += 1
            }
            if words.prefix(2) == ["sh", "run"] {
                let exit = words.dropFirst(2).compactMap { Int32($0.replacing("exit=", with: "")) }.first
                examples.append(
                    Example(line: opening, script: block.joined(separator: "\n"), exit: exit ?? 0))
            } else if words.prefix(2) == ["text", "output"], let last = examples.indices.last {
                examples[last].output = block
            }
        }
    }

    /// Every page of the project, by its path.
    static let all: [String] = {
        let folders = ["docs", "SampleRepository"].flatMap { folder in
            (FileManager.default.enumerator(atPath: ProjectFolder.file(folder).path)?.allObjects
                ?? []).compactMap { $0 as? String }.map { "\(folder)/\($0)" }
        }
        let top = (try? FileManager.default.contentsOfDirectory(atPath: ProjectFolder.url.path)) ?? []
        return (top + folders).filter { $0.hasSuffix(".md") }.sorted()
    }()
}
